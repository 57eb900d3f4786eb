"""Scans, wherever they come."""

from __future__ import annotations

import pytest

from kiosk.codes import (
    BookCode,
    Code,
    EnrolmentCode,
    GoodsCode,
    ItemCode,
    PersonalCode,
    SlipCode,
    StaffBadgeCode,
    StrangeCode,
)
from kiosk.nouns import ENGLISH, SlipToken
from kiosk.visit.effects import FindBook, PlaySound, Sound
from kiosk.visit.events import (
    BackPressed,
    BookMissing,
    CodeScanned,
    DonePressed,
    GlassTouched,
    HelpPressed,
    LanguageChosen,
    NextPressed,
    SendPressed,
    SignupNotKept,
    StaffAsked,
)
from kiosk.visit.states import Home, LookingUp, Notice, StaffDoor
from kiosk.visit.views import FormView, HomeView
from tests.core.samples import Visitor
from tests.core.walks import typing

BOOK = CodeScanned(BookCode("9788702000016"))
SLIP = CodeScanned(SlipCode(SlipToken("BCDFGHJKMNPQ2345")))


def test_a_book_at_rest_goes_straight_to_its_place() -> None:
    """Back leads to Home then."""
    visitor = Visitor().do(DonePressed(), BOOK)

    assert visitor.kiosk.place == LookingUp("book")
    assert visitor.asked(FindBook).isbn == "9788702000016"
    assert visitor.asked(PlaySound).sound is Sound.SCANNED
    assert visitor.do(BackPressed()).kiosk.place == Home()


@pytest.mark.parametrize(
    ("code", "notice"),
    [
        (PersonalCode(), Notice.CARD_NOT_NEEDED),
        (GoodsCode("5701234567899"), Notice.NOT_A_BOOK),
        (ItemCode("123"), Notice.NOT_UNDERSTOOD),
        (EnrolmentCode("e" * 290), Notice.NOT_UNDERSTOOD),
        (StrangeCode(7), Notice.NOT_UNDERSTOOD),
    ],
)
def test_a_code_that_leads_nowhere_is_answered_over_the_place(code: Code, notice: Notice) -> None:
    """At rest it opens Home; the notice goes with the next touch."""
    visitor = Visitor().do(DonePressed(), CodeScanned(code))

    assert (visitor.kiosk.place, visitor.kiosk.notice) == (Home(), notice)
    assert visitor.asked(PlaySound).sound is Sound.NOT_UNDERSTOOD
    assert visitor.sees(HomeView).frame.notice
    assert visitor.do(GlassTouched()).sees(HomeView).frame.notice == ""


@pytest.mark.parametrize("rests", [False, True])
def test_a_staff_badge_knocks_at_the_staff_door(rests: bool) -> None:
    """On Home and at rest, as five taps in the corner do. The PIN is still asked for."""
    visitor = Visitor().do(*([DonePressed()] if rests else []), CodeScanned(StaffBadgeCode()))

    assert isinstance(visitor.kiosk.place, StaffDoor)
    assert visitor.asked(PlaySound).sound is Sound.SCANNED


def test_a_staff_badge_in_a_visit_is_not_understood() -> None:
    """A visitor stands here, and may be half through a sign-up."""
    visitor = typing()
    before = visitor.kiosk.place

    visitor.do(CodeScanned(StaffBadgeCode()))

    assert (visitor.kiosk.place, visitor.kiosk.notice) == (before, Notice.NOT_UNDERSTOOD)


def test_a_notice_goes_with_the_next_place() -> None:
    """A book after a carton of milk."""
    visitor = Visitor().do(CodeScanned(GoodsCode("5701234567899")), BOOK)

    assert visitor.kiosk.notice is None


@pytest.mark.parametrize("scan", [BOOK, SLIP])
def test_a_signup_is_finished_before_a_book_is_opened(scan: CodeScanned) -> None:
    """In a question, in the review, when it was not kept, and behind »Hjælp mig«."""
    for visitor in (
        typing(),
        typing().do(NextPressed()).types("12345678").do(NextPressed()),
        typing().do(HelpPressed()),
    ):
        before = visitor.kiosk.place
        visitor.do(scan)
        assert (visitor.kiosk.place, visitor.kiosk.notice) == (before, Notice.FINISH_FIRST)

    failed = typing().do(NextPressed()).types("12345678").do(NextPressed(), SendPressed())
    failed.do(SignupNotKept(failed.kiosk.ticket, "full"), scan)
    assert failed.kiosk.notice is Notice.FINISH_FIRST


def test_the_language_takes_a_notice_away_and_keeps_the_draft() -> None:
    """A touch like any other."""
    visitor = typing().do(BOOK, LanguageChosen(ENGLISH))

    assert visitor.kiosk.notice is None
    assert visitor.sees(FormView).value == "Åse"


def test_places_that_take_no_scan_take_none() -> None:
    """Keeping, the staff, and a look-up that is a blink away."""
    keeping = typing().do(NextPressed()).types("12345678").do(NextPressed(), SendPressed())
    for visitor in (keeping, Visitor().do(StaffAsked()), Visitor().do(BOOK)):
        before = visitor.kiosk
        assert visitor.do(BOOK, SLIP, CodeScanned(PersonalCode())).kiosk == before
        assert visitor.effects == ()


def test_a_scan_after_a_message_does_not_lead_back_to_it() -> None:
    """Nobody wants to see »Den bog kender vi ikke« twice."""
    visitor = Visitor().do(BOOK)
    visitor.do(BookMissing(visitor.kiosk.ticket, "9788702000016"), BOOK, BackPressed())

    assert visitor.kiosk.place == Home()
