"""From »Send tilmelding« to the slip."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.nouns import DANISH, ENGLISH, Lost, Part, SignupId, Ticket
from kiosk.rooms.signup.model import ContactKind, Draft, SignupRecord, SignupStatus
from kiosk.slips.text import as_text
from kiosk.visit.effects import KeepSignup, PlaySound, PrintSlip, Sound, WatchVerdict
from kiosk.visit.events import (
    BackPressed,
    DonePressed,
    GroupChosen,
    HelpPressed,
    HomePressed,
    KeyTyped,
    LanguageChosen,
    NextPressed,
    PrintPressed,
    Room,
    RoomChosen,
    SendPressed,
    SignupChosen,
    SignupKept,
    SignupNotKept,
    SlipFailed,
    SlipPrinted,
    VerdictSeen,
)
from kiosk.visit.states import Done, Keeping, NotKept, Review, Sent, SlipState
from kiosk.visit.views import DoneView, FormView, MessageView, Paper, ReviewView
from tests.core.samples import CIRCLE, FULL_UP, HOUSE, NOW, OCCASION, RECEIPT, RECORD, Visitor, house, house_without
from tests.core.walks import kept, reviewing, sent


def told(visitor: Visitor, status: SignupStatus, reason: str = "") -> DoneView:
    """What the visitor sees when the hub has answered."""
    record = replace(RECORD, status=status, reason=reason)
    return visitor.do(VerdictSeen(visitor.kiosk.ticket, record)).sees(DoneView)


def test_sending_hands_the_draft_to_the_store() -> None:
    """With the consent's id, the language and the ticket."""
    visitor = sent()

    keep = visitor.asked(KeepSignup)
    assert keep.draft == Draft("Åse", ContactKind.PHONE, "12345678")
    assert keep.occasion == OCCASION
    assert keep.consent == HOUSE.consent
    assert keep.language == DANISH
    assert keep.ticket == visitor.kiosk.ticket
    assert visitor.sees(MessageView).busy


def test_nothing_interrupts_keeping() -> None:
    """No press, not even »Jeg er færdig«."""
    visitor = sent()
    before = visitor.kiosk

    visitor.do(HomePressed(), BackPressed(), DonePressed(), HelpPressed(), SendPressed(), LanguageChosen(ENGLISH))

    assert visitor.kiosk == before
    frame = visitor.sees(MessageView).frame
    assert (frame.back, frame.home, frame.help, frame.languages) == (None, None, None, ())


def test_a_kept_signup_prints_and_drops_the_draft_at_once() -> None:
    """What was typed is nowhere in the kiosk any more."""
    visitor = kept()

    assert visitor.kiosk.place == Done(OCCASION, RECEIPT, SlipState.PRINTING, sent=Sent(1, NOW))
    assert visitor.kiosk.trail == ()
    assert [type(effect) for effect in visitor.effects] == [PlaySound, PrintSlip, WatchVerdict]
    assert visitor.asked(PlaySound).sound is Sound.DONE
    assert visitor.asked(WatchVerdict).signup == RECEIPT.id
    assert visitor.asked(PrintSlip).slip.kind == "signup"
    shown = visitor.sees(DoneView)
    assert shown.paper is Paper.COMING
    assert shown.code is None


def test_the_slip_says_no_day_that_is_wrong_tomorrow() -> None:
    """Paper is read on another day: never »I dag«."""
    text = as_text(kept().asked(PrintSlip).slip)

    assert "Tirsdag 24. november 2026 kl.\u00a016–17" in text
    assert "I dag" not in text
    assert "B K R T" in text


def test_printer_trouble_does_not_lose_the_signup() -> None:
    """The code is on the glass instead, and printing can be tried again where a printer is well."""
    visitor = kept()
    visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "paper_out"))
    shown = visitor.sees(DoneView)

    assert shown.paper is Paper.NONE
    assert shown.code is not None
    assert (shown.code.payload, shown.code.letters) == (RECEIPT.link, RECEIPT.code)
    assert visitor.do(PrintPressed()).asked(PrintSlip).slip.kind == "signup"
    assert visitor.do(SlipPrinted(visitor.kiosk.ticket, visitor.kiosk.slips)).sees(DoneView).paper is Paper.OUT
    assert visitor.do(PrintPressed()).effects == ()


def test_without_a_printer_the_code_is_on_the_glass_at_once() -> None:
    """Nothing is sent to a printer that is gone, and none is offered."""
    visitor = kept(house_without(Part.PRINTER, Lost("gone")))

    assert [type(effect) for effect in visitor.effects] == [PlaySound, WatchVerdict]
    assert visitor.sees(DoneView).code is not None
    assert "print" not in [press.id for press in visitor.sees(DoneView).presses]
    assert visitor.do(PrintPressed()).effects == ()


def test_a_signup_that_is_not_kept_is_told_and_can_be_sent_again() -> None:
    """The draft is still there; Back leads to the review."""
    visitor = sent()
    visitor.do(SignupNotKept(visitor.kiosk.ticket, "full"))

    assert visitor.kiosk.place == NotKept(OCCASION, Draft("Åse", ContactKind.PHONE, "12345678"), "full")
    assert "Du er ikke tilmeldt endnu." in visitor.sees(MessageView).paragraphs[0]
    assert "full" not in repr(visitor.sees(MessageView).paragraphs)
    assert visitor.do(SendPressed()).asked(KeepSignup).draft.first_name == "Åse"

    visitor.do(SignupNotKept(visitor.kiosk.ticket, "full"), BackPressed())
    assert isinstance(visitor.kiosk.place, Review)


@pytest.mark.parametrize(("known", "line"), [(True, "Biblioteket giver dig besked"), (False, "Biblioteket ser på den")])
def test_without_a_verdict_no_seat_is_promised(known: bool, line: str) -> None:
    """Received is all that is known."""
    shown = kept(house(hub_known=known)).sees(DoneView)

    assert shown.headline == "Vi har modtaget din tilmelding"
    assert shown.paragraphs[0].startswith(line)


@pytest.mark.parametrize(
    ("status", "reason", "headline", "line"),
    [
        (SignupStatus.CONFIRMED, "", "Du har en plads", "Vi ses."),
        (SignupStatus.WAITLIST, "", "Du står på ventelisten", "Bliver der en plads"),
        (SignupStatus.REFUSED, "full", "Vi kunne ikke give dig en plads", "Der blev desværre fuldt"),
        (SignupStatus.REFUSED, "event_over", "Vi kunne ikke give dig en plads", "Det var allerede slut."),
        (SignupStatus.REFUSED, "bad_field", "Vi kunne ikke give dig en plads", "Noget gik galt hos os. Sig det i skranken"),
    ],
)
def test_the_hubs_verdict_is_said_in_words(status: SignupStatus, reason: str, headline: str, line: str) -> None:
    """Only now is a seat promised, or refused with what to do."""
    shown = told(kept(), status, reason)

    assert shown.headline == headline
    assert shown.paragraphs[0].startswith(line)


def test_a_verdict_finds_its_screen_behind_help() -> None:
    """The visitor has stepped aside; what happened waits for them."""
    visitor = kept().do(HelpPressed(), LanguageChosen(ENGLISH))
    record = replace(RECORD, status=SignupStatus.CONFIRMED)

    visitor.do(VerdictSeen(visitor.kiosk.ticket, record), SlipPrinted(visitor.kiosk.ticket, visitor.kiosk.slips), BackPressed())

    assert visitor.sees(DoneView).headline == "You have a seat"
    assert visitor.sees(DoneView).paper is Paper.OUT


def test_a_verdict_of_another_signup_changes_nothing() -> None:
    """Two sign-ups in one visit are two things."""
    record: SignupRecord = replace(RECORD, id=SignupId("other"), status=SignupStatus.CONFIRMED)
    visitor = kept()

    assert visitor.do(VerdictSeen(visitor.kiosk.ticket, record)).sees(DoneView).headline == "Vi har modtaget din tilmelding"


def test_a_waiting_list_is_said_before_sending_and_after() -> None:
    """Nobody believes they have a seat."""
    review = reviewing(event=FULL_UP).sees(ReviewView)
    done = kept(event=FULL_UP).sees(DoneView)

    assert review.headline.startswith("Du bliver skrevet på ventelisten.")
    assert review.promise.startswith("Du får ikke en plads nu.")
    assert review.main.words == "Skriv mig på venteliste"
    assert done.headline == "Vi har modtaget dit ønske om at stå på ventelisten"


def test_joining_a_group_is_the_same_flow() -> None:
    """In the group's colour, with »Du er med« at the end."""
    visitor = Visitor().do(RoomChosen(Room.COMMUNITIES), GroupChosen(CIRCLE.key), SignupChosen())
    assert visitor.sees(FormView).frame.room is Room.COMMUNITIES
    visitor.types("Bo").do(NextPressed()).types("12345678").do(NextPressed(), SendPressed())
    visitor.do(SignupKept(visitor.kiosk.ticket, RECEIPT))
    place = visitor.kiosk.place
    assert isinstance(place, Done)
    record = replace(RECORD, occasion=place.occasion, status=SignupStatus.CONFIRMED)

    assert visitor.do(VerdictSeen(visitor.kiosk.ticket, record)).sees(DoneView).headline == "Du er med"


def test_an_answer_for_somebody_who_has_left_is_dropped_unread() -> None:
    """The next visitor never sees it."""
    visitor = kept()
    old = visitor.kiosk.ticket
    visitor.do(DonePressed())
    before = visitor.kiosk

    visitor.do(SlipPrinted(old, 1), VerdictSeen(old, RECORD), SignupKept(old, RECEIPT), SignupNotKept(Ticket(99), "x"))

    assert visitor.kiosk == before


def test_answers_that_nobody_waits_for_change_nothing() -> None:
    """The right visitor, another place."""
    visitor = reviewing()
    before = visitor.kiosk
    ticket = before.ticket

    visitor.do(SignupKept(ticket, RECEIPT), SignupNotKept(ticket, "x"), SlipPrinted(ticket, 1), SlipFailed(ticket, 1, "gone"))

    assert visitor.kiosk == before
    assert isinstance(sent().kiosk.place, Keeping)


def test_what_is_typed_never_prints_itself() -> None:
    """Not in the state, not in the view, not in an effect."""
    visitor = sent()

    assert "Å" not in repr(KeyTyped("Å"))
    assert "Åse" not in repr(visitor.kiosk)
    assert "12345678" not in repr(visitor.effects)
    assert "Åse" not in repr(reviewing().scene)
