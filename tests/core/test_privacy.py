"""What is a person's, or opens something, never prints itself: not in a log, not in an exception."""

from __future__ import annotations

import pytest

from kiosk.codes import SlipCode
from kiosk.nouns import ShortCode, SlipToken, Ticket
from kiosk.rooms.signup.model import ContactKind, Draft
from kiosk.slips.blocks import Slip
from kiosk.visit.effects import CheckPin, FindSignup, KeepSignup, PrintSlip
from kiosk.visit.events import KeyTyped, SignupKept
from kiosk.visit.states import Asking, Done, Field, Keeping, NotKept, Review, SlipState, StaffDoor
from kiosk.visit.views import Code, Frame, Press, ReviewView
from tests.core.samples import HOUSE, OCCASION, RECEIPT
from tests.core.walks import reviewing, typing

DRAFT = Draft("Zqxj", ContactKind.PHONE, "99887766")
TOKEN = SlipToken(RECEIPT.token)
PERSONAL = (
    DRAFT,
    Asking(OCCASION, DRAFT, Field.CONTACT),
    Review(OCCASION, DRAFT),
    Keeping(OCCASION, DRAFT),
    NotKept(OCCASION, DRAFT, "full"),
    KeepSignup(Ticket(1), OCCASION, DRAFT, HOUSE.consent, HOUSE.languages[0]),
    RECEIPT,
    Done(OCCASION, RECEIPT, SlipState.PRINTED),
    SignupKept(Ticket(1), RECEIPT),
    SlipCode(TOKEN),
    FindSignup(Ticket(1), token=TOKEN),
    FindSignup(Ticket(1), code=ShortCode("ZQXJ")),
    StaffDoor("99887766"),
    CheckPin(Ticket(1), "99887766"),
    Code(RECEIPT.link, "ZQXJ", "Zqxj"),
    KeyTyped("Z"),
    PrintSlip(Ticket(1), Slip("signup", HOUSE.languages[0], ()), 1),
    reviewing().scene,
    typing().scene,
    ReviewView(Frame(None, "", (), None), "", "", (("Fornavn", "Zqxj"),), "", Press("a", "b", KeyTyped("Z")), ()),
)
SECRETS = ("Zqxj", "ZQXJ", "99887766", "Åse", "12345678", "12 34", TOKEN, "'Z'")


@pytest.mark.parametrize("value", PERSONAL, ids=lambda value: type(value).__name__)
def test_nothing_personal_prints_itself(value: object) -> None:
    """A careless log line tells nothing."""
    printed = f"{value!r} {value}"

    assert [secret for secret in SECRETS if secret in printed] == []
