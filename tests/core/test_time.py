"""How a visit ends."""

from __future__ import annotations

import pytest

from kiosk.codes import BookCode, PersonalCode
from kiosk.nouns import ENGLISH, Ticket
from kiosk.visit.effects import ForgetVisitor, PlaySound, Sound
from kiosk.visit.events import (
    CodeScanned,
    DonePressed,
    GlassTouched,
    HelpPressed,
    HomePressed,
    LanguageChosen,
    NextPressed,
    SizeChosen,
    StaffAsked,
    StillHerePressed,
    ThemeChosen,
    TimeRanOut,
    WentQuiet,
)
from kiosk.visit.limits import answer_within, quiet_after
from kiosk.visit.look import Look, TextSize, Theme
from kiosk.visit.states import Cancelling, Home, LookingUp, Resting
from kiosk.visit.views import FormView
from tests.core.samples import RECORD, Visitor
from tests.core.walks import sent, typing

BOOK = CodeScanned(BookCode("9788702000016"))


def quiet(visitor: Visitor) -> Visitor:
    """The visitor is asked whether they are still there."""
    return visitor.do(WentQuiet(visitor.kiosk.ticket))


def gone(visitor: Visitor) -> Visitor:
    """The question goes unanswered."""
    return quiet(visitor).do(TimeRanOut(visitor.kiosk.ticket))


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
    cancelling = Visitor()
    cancelling.kiosk = cancelling.kiosk.only(Cancelling(RECORD))
    for visitor in (sent(), cancelling, Visitor().do(DonePressed())):
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
    largest = Visitor().do(SizeChosen(TextSize.LARGEST))
    staff = Visitor().do(StaffAsked())

    assert [(quiet_after(each.kiosk), answer_within(each.kiosk)) for each in (Visitor(), typing(), largest, staff)] == [
        (25.0, 20.0),
        (50.0, 40.0),
        (50.0, 40.0),
        (40.0, 20.0),
    ]
    assert quiet_after(sent().kiosk) is None
    assert quiet_after(Visitor().do(DonePressed()).kiosk) is None
