"""A slip is looked up again, and a sign-up taken back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.codes import SlipCode
from kiosk.nouns import Lost, Part, ShortCode, SlipToken
from kiosk.rooms.signup.model import OccasionKind, SignupRecord, SignupStatus
from kiosk.slips.text import as_text
from kiosk.visit.effects import FindSignup, KeepCancel, PlaySound, PrintSlip, Sound
from kiosk.visit.events import (
    BackPressed,
    CancelConfirmed,
    CancelKept,
    CancelNotKept,
    CancelPressed,
    CodeScanned,
    DonePressed,
    HomePressed,
    KeyErased,
    MinutePassed,
    NextPressed,
    PrintPressed,
    Room,
    SendPressed,
    SignupFound,
    SignupMissing,
    SlipEntryChosen,
    SlipFailed,
    SlipPrinted,
)
from kiosk.visit.states import Cancelled, Cancelling, House, LookingUp, Matter, Message, SignupPage, SlipEntry, SlipState
from kiosk.visit.views import DoneView, FormView, Keyboard, MessageView, Paper, ThingView
from tests.core.samples import HOUSE, READING, RECORD, Visitor, at, house_without

TOKEN = SlipToken("BCDFGHJKMNPQ2345")


def found(record: SignupRecord = RECORD, where: House = HOUSE) -> Visitor:
    """A visitor whose slip was scanned and found."""
    visitor = Visitor(where).do(CodeScanned(SlipCode(TOKEN)))
    return visitor.do(SignupFound(visitor.kiosk.ticket, record))


def cancelled(where: House = HOUSE) -> Visitor:
    """A visitor who has taken the sign-up back."""
    visitor = found(where=where).do(CancelPressed(), CancelConfirmed())
    return visitor.do(CancelKept(visitor.kiosk.ticket, replace(RECORD, status=SignupStatus.CANCELLED)))


def test_a_slip_is_found_by_its_token() -> None:
    """Held to the scanner, from Home or at rest."""
    awake, asleep = Visitor(), Visitor().do(DonePressed())

    for visitor in (awake, asleep):
        visitor.do(CodeScanned(SlipCode(TOKEN)))
        assert visitor.asked(FindSignup).token == TOKEN
        assert visitor.kiosk.place == LookingUp("slip")
        assert visitor.sees(MessageView).busy


def test_a_slip_is_found_by_its_letters() -> None:
    """Small letters are as good as large; letters that codes never have do nothing; four are enough."""
    visitor = Visitor().do(SlipEntryChosen()).types("bka1Rtxx")
    assert visitor.sees(FormView).value == "BKRT"
    assert visitor.sees(FormView).keyboard is Keyboard.CODE

    visitor.do(NextPressed())

    assert visitor.asked(FindSignup).code == ShortCode("BKRT")
    assert visitor.do(BackPressed()).kiosk.place == SlipEntry()


def test_typing_the_last_letter_changes_no_screen() -> None:
    """Only »Find den« does."""
    assert Visitor().do(SlipEntryChosen()).types("BKRT").kiosk.place == SlipEntry("BKRT")


def test_a_code_that_is_too_short_is_asked_for_again() -> None:
    """The problem says what to do, and goes with the next key."""
    visitor = Visitor().do(SlipEntryChosen()).types("BKR").do(NextPressed())

    assert visitor.sees(FormView).problem == "Koden er for kort. Skriv sedlens fire bogstaver."
    assert visitor.do(KeyErased()).sees(FormView).problem == ""
    assert visitor.sees(FormView).value == "BK"
    assert visitor.do(SendPressed()).kiosk.place == SlipEntry("BK")


def test_an_unknown_slip_is_told_kindly() -> None:
    """Perhaps it is another library's; what to do, and another try."""
    visitor = Visitor().do(CodeScanned(SlipCode(TOKEN)))
    visitor.do(SignupMissing(visitor.kiosk.ticket))
    shown = visitor.sees(MessageView)

    assert visitor.kiosk.place == Message(Matter.NO_SIGNUP_HERE)
    assert shown.headline == "Vi fandt ikke den tilmelding"
    assert visitor.do(shown.presses[0].event).kiosk.place == SlipEntry()


def test_a_found_signup_never_shows_its_person() -> None:
    """Event, time, place, state and code."""
    page = found().sees(ThingView)

    assert page.cover.line == "Vi har modtaget din tilmelding"
    assert page.cover.room is Room.LOCAL
    assert page.facts == (("Hvornår", "I dag kl.\u00a016–17"), ("Hvor", "Børnebiblioteket"), ("Din kode", "BKRT"))
    assert page.main is not None
    assert page.main.words == "Meld mig fra"


def test_a_group_wears_its_own_colour() -> None:
    """And »Du er med« when the hub has said so."""
    occasion = replace(RECORD.occasion, kind=OccasionKind.GROUP, start=None, end=None, place="")
    page = found(replace(RECORD, occasion=occasion, status=SignupStatus.CONFIRMED)).sees(ThingView)

    assert page.frame.room is Room.COMMUNITIES
    assert page.cover.room is Room.COMMUNITIES
    assert page.cover.line == "Du er med"
    assert page.facts == (("Din kode", "BKRT"),)


def test_leaving_is_asked_once() -> None:
    """»Ja« does it, »Nej« goes back, and without the question nothing is done."""
    visitor = found().do(CancelConfirmed())
    assert visitor.effects == ()

    visitor.do(CancelPressed())
    asked = visitor.sees(ThingView)
    assert asked.note.startswith("Er du sikker?")
    assert asked.main is not None
    assert asked.main.event == CancelConfirmed()

    assert visitor.do(asked.second[0].event).kiosk.place == SignupPage(RECORD)

    visitor.do(CancelPressed(), CancelConfirmed())
    assert visitor.asked(KeepCancel).signup == RECORD.id
    assert isinstance(visitor.kiosk.place, Cancelling)
    assert visitor.sees(MessageView).busy


def test_nothing_interrupts_a_cancellation() -> None:
    """It is kept like the sign-up itself."""
    visitor = found().do(CancelPressed(), CancelConfirmed())
    before = visitor.kiosk

    assert visitor.do(HomePressed(), DonePressed(), BackPressed(), CodeScanned(SlipCode(TOKEN))).kiosk == before


def test_a_cancellation_is_confirmed_and_can_be_printed() -> None:
    """The slip is offered, not forced."""
    visitor = cancelled()
    assert visitor.asked(PlaySound).sound is Sound.DONE
    shown = visitor.sees(DoneView)
    assert (shown.headline, shown.paper, shown.code) == ("Du er meldt fra", Paper.NONE, None)

    visitor.do(PrintPressed())
    assert "Du er meldt fra" in as_text(visitor.asked(PrintSlip).slip)
    assert visitor.sees(DoneView).paper is Paper.COMING
    assert visitor.do(PrintPressed()).effects == ()
    assert visitor.do(SlipPrinted(visitor.kiosk.ticket, visitor.kiosk.slips)).sees(DoneView).paper is Paper.OUT


def test_a_failed_slip_leaves_the_cancellation_as_it_is() -> None:
    """Printing can be tried again."""
    visitor = cancelled().do(PrintPressed())
    visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "gone"))

    assert visitor.sees(DoneView).paper_line == "Sedlen kom ikke ud, men du er meldt fra."
    assert "print" in [press.id for press in visitor.sees(DoneView).presses]


def test_without_a_printer_no_slip_is_offered() -> None:
    """A button that does nothing is worse than none."""
    visitor = cancelled(house_without(Part.PRINTER, Lost("gone")))

    assert "print" not in [press.id for press in visitor.sees(DoneView).presses]
    assert visitor.do(PrintPressed()).effects == ()
    assert visitor.kiosk.place == Cancelled(replace(RECORD, status=SignupStatus.CANCELLED), SlipState.OFFERED)


def test_a_cancellation_that_is_not_kept_leaves_the_signup() -> None:
    """»Du er stadig tilmeldt«, and Back leads to another try."""
    visitor = found().do(CancelPressed(), CancelConfirmed())
    visitor.do(CancelNotKept(visitor.kiosk.ticket, "full"))
    shown = visitor.sees(MessageView)

    assert shown.paragraphs[0] == "Du er stadig tilmeldt."
    assert visitor.do(shown.presses[0].event).kiosk.place == SignupPage(RECORD)


@pytest.mark.parametrize("status", [SignupStatus.REFUSED, SignupStatus.CANCELLING, SignupStatus.CANCELLED])
def test_what_is_not_held_cannot_be_left(status: SignupStatus) -> None:
    """The state is said, and no button offered."""
    visitor = found(replace(RECORD, status=status, reason="closed"))
    page = visitor.sees(ThingView)

    assert page.main is None
    assert page.paragraphs[0]
    assert visitor.do(CancelPressed()).kiosk.place == SignupPage(replace(RECORD, status=status, reason="closed"))


def test_what_has_been_cannot_be_left() -> None:
    """By the clock; without any date it can."""
    assert found().do(MinutePassed(READING.end)).sees(ThingView).main is not None
    visitor = found().do(MinutePassed(at(10)), CancelPressed())
    dateless = replace(RECORD, occasion=replace(RECORD.occasion, start=None, end=None))

    assert visitor.sees(ThingView).main is None
    assert visitor.sees(ThingView).paragraphs == ("Det har været.",)
    assert found(dateless).sees(ThingView).main is not None


def test_answers_that_nobody_waits_for_change_nothing() -> None:
    """The right visitor, another place."""
    visitor = Visitor()
    before, ticket = visitor.kiosk, visitor.kiosk.ticket

    visitor.do(SignupFound(ticket, RECORD), SignupMissing(ticket), CancelKept(ticket, RECORD), CancelNotKept(ticket, "x"))

    assert visitor.kiosk == before


def test_other_presses_do_nothing_here() -> None:
    """Print belongs to another screen."""
    assert found().do(PrintPressed()).kiosk.place == SignupPage(RECORD)
