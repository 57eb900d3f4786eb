"""The pen chooses sizes from a fixed scale so that words fit, breaks no word, and cuts at whole lines where it must."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.visit.events import HomePressed
from kiosk.visit.views import Press
from screens.geometry import Box
from screens.marks import Align, Clip, Fill, Letters
from screens.measures import Measures
from screens.pen import STEPS, Pen
from tests.screens.drawing import COLOURS, SET

M = Measures.of_panel(1080, 1920, 27 * 25.4)
PRESS = Press("home", "Forside", HomePressed())


@pytest.fixture
def pen() -> Pen:
    return Pen(colours=COLOURS, measures=M, typesetter=SET)


def test_words_become_as_large_as_their_box_allows(pen: Pen) -> None:
    """The larger box gets the larger step, the largest step of all where there is room for it."""
    wide, narrow = Box(0, 0, 2000, 600), Box(0, 0, 200, 80)

    assert pen.fit("Højtlæsning", wide, largest=4.0).px == M.em(4.0)
    assert pen.fit("Højtlæsning", narrow).px == M.em(1.0)


@given(words=st.text("abcæøå ", min_size=1, max_size=60), w=st.integers(60, 1200), h=st.integers(30, 600))
def test_what_fits_fits_and_what_cannot_is_cut_at_whole_lines(words: str, w: int, h: int) -> None:
    """The size is always of the scale; either all is in the box, or the lines are counted."""
    pen = Pen(colours=COLOURS, measures=M, typesetter=SET)
    box = Box(0, 0, w, h)

    style = pen.fit(words, box)

    assert style.px in {M.em(step) for step in STEPS}
    if style.lines:
        assert style.lines * pen.height("H", style, 0) <= max(h, pen.height("H", style, 0))
    else:
        assert pen.height(words, style, w) <= h


def test_no_word_is_broken_for_a_larger_size(pen: Pen) -> None:
    """A long word makes the type smaller instead."""
    box = Box(0, 0, 420, 900)

    style = pen.fit("Strikkecafé", box, largest=3.2)

    assert pen.width("Strikkecafé", style) <= box.w
    assert style.px < M.em(3.2)


def test_stacked_words_never_stand_below_their_box(pen: Pen) -> None:
    """What has no room is cut at the last whole line; with no room for one line nothing is drawn."""
    low = pen.height("H", pen.style(), 0)
    box = Box(0, 0, 300, low * 2.5)

    rest = pen.stack(box, "ord " * 60, pen.style(), COLOURS.ink)
    nothing = pen.stack(Box(0, 0, 300, low * 0.5), "ord", pen.style(), COLOURS.ink)

    (letters,) = (mark for mark in pen.drawing().marks if isinstance(mark, Letters))
    assert letters.style.lines == 2
    assert rest.bottom == box.bottom
    assert nothing.h == low * 0.5


def test_a_control_that_is_on_has_its_colours_changed_about(pen: Pen) -> None:
    """Chosen is seen without colour: the words stand light on dark."""
    pen.button(Box(0, 0, 300, 100), Press("x", "Gratis", HomePressed(), chosen=True))

    (field,) = (mark for mark in pen.drawing().marks if isinstance(mark, Fill))
    (words,) = (mark for mark in pen.drawing().marks if isinstance(mark, Letters))
    assert (field.colour, words.colour) == (COLOURS.ink, COLOURS.paper)


def test_a_target_half_out_of_sight_is_pressed_only_where_it_shows(pen: Pen) -> None:
    """Clipping cuts what can be pressed, too."""
    pen.clip(Box(0, 0, 200, 100))
    pen.target(Box(0, 60, 200, 80), PRESS, COLOURS.paper, COLOURS.ink)
    pen.clip(None)

    drawing = pen.drawing()
    assert drawing.targets[0].box == Box(0, 60, 200, 40)
    assert [mark.box for mark in drawing.marks if isinstance(mark, Clip)] == [Box(0, 0, 200, 100), None]


def test_the_words_of_a_button_stand_in_its_middle(pen: Pen) -> None:
    """And are as small as they have to be to fit."""
    pen.button(Box(0, 0, 120, 60), Press("x", "Skriv mig på venteliste", HomePressed()), factor=1.6)

    (words,) = (mark for mark in pen.drawing().marks if isinstance(mark, Letters))
    assert words.style.align is Align.MIDDLE
    assert words.style.px == M.em(1.0)
