"""A kiosk that its hub has revoked: the glass says so, drops what was half written, and lets staff in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.codes import BookCode, PersonalCode
from kiosk.nouns import DANISH, ENGLISH, Lost, Part, Well
from kiosk.visit.events import (
    CodeScanned,
    GlassTouched,
    HealthChanged,
    HomePressed,
    LanguageChosen,
    NextPressed,
    PinAccepted,
    SignupKept,
    StaffAsked,
    TimeRanOut,
    WentQuiet,
)
from kiosk.visit.shut import CLOSED
from kiosk.visit.states import Asking, Done, Home, Keeping, Resting, StaffDoor, StaffRoom
from kiosk.visit.views import HomeView, MessageView, RestingView
from tests.core.samples import HOUSE, RECEIPT, Visitor
from tests.core.walks import sent, typing

REVOKED = HealthChanged(Part.SYNC, Lost("revoked"))
SHUT = replace(HOUSE, health=((Part.SYNC, Lost("revoked")),))


def test_the_glass_says_so_wherever_the_visitor_is() -> None:
    """On Home, the news comes; the words are the whole of the screen, and nothing on it leads on."""
    visitor = Visitor()

    visitor.do(REVOKED)

    shown = visitor.sees(MessageView)
    assert shown.headline == "Denne skærm er lukket ned"
    assert shown.paragraphs[-1] == "Spørg i skranken."
    assert shown.presses == ()
    assert (shown.frame.home, shown.frame.back, shown.frame.help) == (None, None, None)


def test_a_half_written_signup_is_dropped() -> None:
    """It could never be delivered, so nobody is left to believe in it."""
    visitor = typing()
    before = visitor.kiosk.place

    visitor.do(REVOKED)

    assert isinstance(before, Asking)
    assert visitor.kiosk.place == CLOSED
    assert visitor.kiosk.trail == ()


def test_what_is_being_kept_is_told_of_first() -> None:
    """While a sign-up is being stored nothing may interrupt, and its visitor sees the code."""
    visitor = sent()

    visitor.do(REVOKED)
    assert isinstance(visitor.kiosk.place, Keeping)
    visitor.do(SignupKept(visitor.kiosk.ticket, RECEIPT))

    assert isinstance(visitor.kiosk.place, Done)
    assert visitor.do(HomePressed()).kiosk.place == CLOSED


@pytest.mark.parametrize("touch", [GlassTouched(), CodeScanned(BookCode("9788702000016")), CodeScanned(PersonalCode())])
def test_at_rest_it_says_so_and_a_touch_or_a_scan_leads_nowhere_else(touch: GlassTouched | CodeScanned) -> None:
    """No poster and no invitation; whoever touches it gets the whole sentence."""
    visitor = Visitor(SHUT)
    visitor.do(WentQuiet(visitor.kiosk.ticket), TimeRanOut(visitor.kiosk.ticket))

    resting = visitor.sees(RestingView)
    visitor.do(touch)

    assert (resting.opening, resting.poster, resting.invitation) == ("Denne skærm er lukket ned", None, "Spørg i skranken.")
    assert visitor.kiosk.place == CLOSED
    assert visitor.kiosk.notice is None


def test_it_is_said_in_the_visitors_language() -> None:
    """Languages can still be chosen."""
    visitor = Visitor(replace(SHUT, languages=(DANISH, ENGLISH)))
    visitor.do(GlassTouched())

    visitor.do(LanguageChosen(ENGLISH))

    assert visitor.sees(MessageView).headline == "This screen has been closed down"


def test_staff_still_get_in() -> None:
    """At rest the corner opens the door, and the room behind it stays."""
    visitor = Visitor(SHUT)
    visitor.do(WentQuiet(visitor.kiosk.ticket), TimeRanOut(visitor.kiosk.ticket))
    assert isinstance(visitor.kiosk.place, Resting)

    visitor.do(StaffAsked())
    assert isinstance(visitor.kiosk.place, StaffDoor)
    visitor.types("123456").do(NextPressed(), PinAccepted(visitor.kiosk.ticket))

    assert isinstance(visitor.kiosk.place, StaffRoom)


def test_when_the_hub_takes_it_again_the_glass_is_itself_again() -> None:
    """The sentence gives way to Home."""
    visitor = Visitor(SHUT)
    visitor.do(GlassTouched())
    assert visitor.kiosk.place == CLOSED

    visitor.do(HealthChanged(Part.SYNC, Well()))

    assert isinstance(visitor.kiosk.place, Home)
    visitor.sees(HomeView)
