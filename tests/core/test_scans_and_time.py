"""Scans wherever they come, and how a visit ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.codes import BookCode, Code, GoodsCode, ItemCode, PersonalCode, SlipCode, StrangeCode
from kiosk.nouns import ENGLISH, SlipToken, Ticket
from kiosk.visit.effects import FindBook, ForgetVisitor, PlaySound, Sound
from kiosk.visit.events import (
    BackPressed,
    BookMissing,
    CalmChosen,
    CodeScanned,
    DonePressed,
    EventChosen,
    GlassTouched,
    HelpPressed,
    HomePressed,
    LanguageChosen,
    NextPressed,
    ReachChosen,
    Room,
    RoomChosen,
    SendPressed,
    SignupChosen,
    SignupNotKept,
    SizeChosen,
    StaffAsked,
    StillHerePressed,
    ThemeChosen,
    TimeRanOut,
    WentQuiet,
)
from kiosk.visit.limits import answer_within, quiet_after
from kiosk.visit.look import Look, TextSize, Theme
from kiosk.visit.states import EventList, Help, Home, LookingUp, Notice, Resting, StaffDoor
from kiosk.visit.views import FormView, HelpView, HomeView
from tests.core.samples import READING, Visitor

BOOK = CodeScanned(BookCode("9788702000016"))
SLIP = CodeScanned(SlipCode(SlipToken("BCDFGHJKMNPQ2345")))


def typing() -> Visitor:
    """A visitor in the middle of a sign-up."""
    return Visitor().do(RoomChosen(Room.LOCAL), EventChosen(READING.key), SignupChosen()).type("Åse")


def quiet(visitor: Visitor) -> Visitor:
    """The visitor is asked whether they are still there."""
    return visitor.do(WentQuiet(visitor.kiosk.ticket))


def gone(visitor: Visitor) -> Visitor:
    """The question goes unanswered."""
    return quiet(visitor).do(TimeRanOut(visitor.kiosk.ticket))


# ---------------------------------------------------------------------------------------------------------------- scans


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


def test_a_notice_goes_with_the_next_place() -> None:
    """A book after a carton of milk."""
    visitor = Visitor().do(CodeScanned(GoodsCode("5701234567899")), BOOK)

    assert visitor.kiosk.notice is None


@pytest.mark.parametrize("scan", [BOOK, SLIP])
def test_a_signup_is_finished_before_a_book_is_opened(scan: CodeScanned) -> None:
    """In a question, in the review, when it was not kept, and behind »Hjælp mig«."""
    for visitor in (
        typing(),
        typing().do(NextPressed()).type("12345678").do(NextPressed()),
        typing().do(HelpPressed()),
    ):
        before = visitor.kiosk.place
        visitor.do(scan)
        assert (visitor.kiosk.place, visitor.kiosk.notice) == (before, Notice.FINISH_FIRST)

    failed = typing().do(NextPressed()).type("12345678").do(NextPressed(), SendPressed())
    failed.do(SignupNotKept(failed.kiosk.ticket, "full"), scan)
    assert failed.kiosk.notice is Notice.FINISH_FIRST


def test_the_language_takes_a_notice_away_and_keeps_the_draft() -> None:
    """A touch like any other."""
    visitor = typing().do(BOOK, LanguageChosen(ENGLISH))

    assert visitor.kiosk.notice is None
    assert visitor.sees(FormView).value == "Åse"


def test_places_that_take_no_scan_take_none() -> None:
    """Keeping, the staff, and a look-up that is a blink away."""
    keeping = typing().do(NextPressed()).type("12345678").do(NextPressed(), SendPressed())
    for visitor in (keeping, Visitor().do(StaffAsked()), Visitor().do(BOOK)):
        before = visitor.kiosk
        assert visitor.do(BOOK, SLIP, CodeScanned(PersonalCode())).kiosk == before
        assert visitor.effects == ()


def test_a_scan_after_a_message_does_not_lead_back_to_it() -> None:
    """Nobody wants to see »Den bog kender vi ikke« twice."""
    visitor = Visitor().do(BOOK)
    visitor.do(BookMissing(visitor.kiosk.ticket, "9788702000016"), BOOK, BackPressed())

    assert visitor.kiosk.place == Home()


# ----------------------------------------------------------------------------------------------------------------- time


def test_silence_is_asked_about_on_the_glass_and_by_sound() -> None:
    """Two senses; the place stays as it is."""
    visitor = quiet(typing())
    warning = visitor.scene.warning

    assert visitor.asked(PlaySound).sound is Sound.STILL_THERE
    assert warning is not None
    assert warning.headline == "Er du der stadig?"
    assert warning.seconds == 40
    assert visitor.sees(FormView).value == "Åse"


@pytest.mark.parametrize("touch", [StillHerePressed(), GlassTouched(), HomePressed(), NextPressed(), HelpPressed()])
def test_any_touch_answers_and_presses_nothing_else(touch: object) -> None:
    """What lies under the warning is not pressed through it."""
    visitor = quiet(typing())
    before = visitor.kiosk.place

    visitor.do(touch)  # type: ignore[arg-type]

    assert not visitor.kiosk.warned
    assert visitor.kiosk.place == before


def test_a_scan_answers_and_is_read() -> None:
    """Nobody holds up a book by accident."""
    visitor = quiet(Visitor()).do(BOOK)

    assert not visitor.kiosk.warned
    assert visitor.kiosk.place == LookingUp("book")


def test_asking_has_no_end() -> None:
    """As often as needed."""
    visitor = typing()

    for _ in range(20):
        quiet(visitor).do(StillHerePressed())

    assert visitor.sees(FormView).value == "Åse"


def test_time_ends_a_visit_only_after_the_question() -> None:
    """Never without warning."""
    visitor = typing()

    visitor.do(TimeRanOut(visitor.kiosk.ticket))
    assert visitor.sees(FormView).value == "Åse"

    gone(visitor)
    assert visitor.kiosk.place == Resting()


def test_a_visit_that_ends_leaves_nothing() -> None:
    """Look, trail, notice and draft go; the ticket moves on."""
    visitor = typing().do(LanguageChosen(ENGLISH), ThemeChosen(Theme.CONTRAST), CodeScanned(PersonalCode()))
    ticket = visitor.kiosk.ticket

    gone(visitor)

    assert visitor.effects == (ForgetVisitor(ticket),)
    assert visitor.kiosk.ticket == Ticket(ticket + 1)
    assert visitor.kiosk.look == visitor.kiosk.house.look == Look()
    assert (visitor.kiosk.trail, visitor.kiosk.notice, visitor.kiosk.warned) == ((), None, False)


def test_leaving_by_choice_works_through_the_warning() -> None:
    """»Jeg er færdig« is on it."""
    assert quiet(typing()).do(DonePressed()).kiosk.place == Resting()


def test_neither_question_nor_end_reaches_keeping() -> None:
    """Nor rest, where nobody is."""
    keeping = typing().do(NextPressed()).type("12345678").do(NextPressed(), SendPressed())
    for visitor in (keeping, Visitor().do(DonePressed())):
        before = visitor.kiosk
        assert gone(visitor).kiosk == before


def test_an_old_clock_ends_no_new_visit() -> None:
    """The ticket tells whose silence it was."""
    visitor = Visitor()
    old = visitor.kiosk.ticket
    visitor.do(DonePressed(), GlassTouched(), WentQuiet(old), TimeRanOut(old))

    assert visitor.kiosk.place == Home()
    assert not visitor.kiosk.warned


def test_time_by_place() -> None:
    """25 and 20 seconds; twice that for whoever types or reads the largest letters; a minute in all for staff."""
    keeping = typing().do(NextPressed()).type("12345678").do(NextPressed(), SendPressed())
    largest = Visitor().do(SizeChosen(TextSize.LARGEST))
    staff = Visitor().do(StaffAsked())

    assert [(quiet_after(each.kiosk), answer_within(each.kiosk)) for each in (Visitor(), typing(), largest, staff)] == [
        (25.0, 20.0),
        (50.0, 40.0),
        (50.0, 40.0),
        (40.0, 20.0),
    ]
    assert quiet_after(keeping.kiosk) is None
    assert quiet_after(Visitor().do(DonePressed()).kiosk) is None


# ----------------------------------------------------------------------------------------------------------------- help


def test_help_changes_how_the_glass_looks_at_once() -> None:
    """Each choice is marked where it is made."""
    visitor = Visitor().do(
        HelpPressed(),
        SizeChosen(TextSize.LARGE),
        ThemeChosen(Theme.NIGHT),
        ReachChosen(low=True),
        CalmChosen(calm=True),
    )

    assert visitor.scene.look == Look(theme=Theme.NIGHT, size=TextSize.LARGE, low_reach=True, calm=True)
    chosen = [press.words for group in visitor.sees(HelpView).groups for press in group.choices if press.chosen]
    assert chosen == ["Større", "Mørke", "Kun det nederste", "Nej, hold alt i ro"]


def test_help_is_not_opened_twice() -> None:
    """Back leads where one came from, once."""
    visitor = Visitor().do(RoomChosen(Room.LOCAL), HelpPressed(), HelpPressed(), BackPressed())

    assert visitor.kiosk.place == EventList()
    assert Visitor().do(HelpPressed()).sees(HelpView).frame.help is None


def test_help_has_no_other_doors() -> None:
    """A press that belongs to another screen changes nothing there."""
    assert Visitor().do(HelpPressed(), NextPressed()).kiosk.place == Help()


def test_staff_have_no_help() -> None:
    """Their screen is theirs."""
    assert isinstance(Visitor().do(StaffAsked(), HelpPressed()).kiosk.place, StaffDoor)


def test_the_way_back_is_not_endless() -> None:
    """A visitor may walk from book to book all day; the trail forgets its beginning."""
    visitor = Visitor()
    for _ in range(40):
        visitor.kiosk = visitor.kiosk.to(EventList())

    assert len(visitor.kiosk.trail) == 16
    assert replace(visitor.kiosk, trail=()).back().place == Home()
