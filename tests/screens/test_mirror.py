"""Words from the right: everything changes sides, and what must not be mirrored is not."""

from __future__ import annotations

import pytest

from kiosk.nouns import Language
from kiosk.visit.events import HomePressed
from kiosk.visit.keys import CAPITALS, ERASE, letter_rows, rows_of
from kiosk.visit.views import Keyboard
from screens.geometry import Box
from screens.marks import Align, Clip, Drawing, Fill, Letters, Matrix, Stroke, Style, Swirl, Target
from screens.mirror import flipped, mirrored
from screens.shaping import needs_shaping

WIDTH = 1000.0
BLACK = (0.0, 0.0, 0.0, 1.0)
LEFT = Box(10, 20, 100, 50)
RIGHT = Box(890, 20, 100, 50)


def test_every_kind_of_mark_changes_sides() -> None:
    """Given one mark of each kind at the left, each stands at the right, at the same height."""
    drawing = Drawing(
        marks=(
            Fill(LEFT, BLACK),
            Letters(LEFT, "ord", Style(20), BLACK),
            Matrix(LEFT, "X", BLACK, BLACK),
            Swirl(60, 45, 25, 3, 2, BLACK),
            Stroke((10, 20, 110, 70), 2, BLACK),
            Clip(LEFT),
            Clip(None),
        ),
        targets=(Target("home", "Forside", LEFT, HomePressed(), BLACK, BLACK),),
        scrolls=LEFT,
    )

    turned = mirrored(drawing, WIDTH)

    fill, letters, matrix, swirl, stroke, clip, end = turned.marks
    assert isinstance(fill, Fill)
    assert isinstance(letters, Letters)
    assert isinstance(matrix, Matrix)
    assert isinstance(swirl, Swirl)
    assert (fill.box, letters.box, matrix.box) == (RIGHT, RIGHT, RIGHT)
    assert (swirl.x, swirl.y, swirl.turns) == (940, 45, 3)
    assert stroke == Stroke((990, 20, 890, 70), 2, BLACK)
    assert (clip, end) == (Clip(RIGHT), Clip(None))
    assert turned.targets[0].box == RIGHT
    assert turned.scrolls == RIGHT


@pytest.mark.parametrize(("before", "after"), [(Align.START, Align.END), (Align.MIDDLE, Align.MIDDLE), (Align.END, Align.START)])
def test_words_begin_at_the_other_edge(before: Align, after: Align) -> None:
    """And their lines run from the right, whatever letter they begin with."""
    (letters,) = mirrored(Drawing((Letters(LEFT, "ord", Style(20, align=before), BLACK),), ()), WIDTH).marks

    assert isinstance(letters, Letters)
    assert (letters.style.align, letters.style.leftwards) == (after, True)


def test_what_is_mirrored_twice_is_as_it_was() -> None:
    """A box changes sides and back."""
    assert flipped(flipped(LEFT, WIDTH), WIDTH) == LEFT


@pytest.mark.parametrize("language", sorted(CAPITALS))
def test_every_language_has_keys_for_its_letters_and_one_to_erase(language: Language) -> None:
    """No key twice, one to erase, a space, and no row longer than twelve keys."""
    for keyboard in (Keyboard.CAPITALS, Keyboard.LETTERS):
        rows = rows_of(keyboard, language)
        keys = [key for row in rows for key in row]
        assert len(keys) == len(set(keys))
        assert ERASE in keys
        assert " " in keys
        assert max(map(len, rows)) <= 12


def test_small_letters_are_those_of_the_language() -> None:
    """Turkish has an i with a dot and one without, in both sizes."""
    keys = {key for row in letter_rows(Language("tr"), capitals=False) for key in row}

    assert {"i", "ı", "ş", "ğ"} <= keys
    assert not {"I", "İ"} & keys
    assert letter_rows(Language("xx"), capitals=True) == letter_rows(Language("da"), capitals=True)


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("Blåbær »øl« – 16.30", False),
        ("Бібліотека", False),
        ("العربية", True),
        ("Aalborg فارسی", True),
        ("ẞ → ✓", False),
        ("አማርኛ", True),
    ],
)
def test_only_other_typefaces_need_shaping(words: str, needs: bool) -> None:
    """Latin, Cyrillic and signs are set by Kivy, which is quicker."""
    assert needs_shaping(words) is needs
