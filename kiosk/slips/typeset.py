"""Words set in lines: fonts, wrapping, and drawing them, in scripts of either direction. Dots for paper, smooth for the glass."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from kiosk.slips.scripts import LATIN, family_of, is_latin, is_rtl_line, runs_of, signs_apart, turned
from kiosk.slips.text import clean

if TYPE_CHECKING:
    from pathlib import Path

ASCENT = 1.0
"""Ems above the baseline: room for the ring of Å."""

DESCENT = 0.28
"""Ems below the baseline."""

DEEP_DESCENT = 0.48
"""The same for the scripts of other typefaces: Arabic tails and Thai vowels reach far down."""

ELLIPSIS = "…"

NO_CHARACTER = "\uffff"
"""Never a character: what a font draws for it is its box."""


class Type(Struct, frozen=True):
    """A size and weight of our one typeface. `size` in dots per em, `leading` in ems from baseline to baseline."""

    size: int
    bold: bool = False
    leading: float = 1.24


class Typesetter:
    """Sets words in Noto Sans. One thread at a time; the fonts are read once and kept."""

    def __init__(self, font_folder: Path) -> None:
        """Know where the fonts are: `NotoSans-Regular.ttf`, `NotoSans-Bold.ttf` and their sisters of other scripts."""
        self._folder = font_folder
        self._font = lru_cache(maxsize=64)(self._read_font)
        self._lengths: dict[tuple[str, str, Type], float] = {}

    def forget(self) -> None:
        """Forget the words of the last slip."""
        self._lengths.clear()

    def width(self, words: str, kind: Type) -> float:
        """Give how wide words are on one line, in dots."""
        return sum(self._length(run, family, kind) for run, family in runs_of(words))

    def missing(self, words: str, kind: Type) -> str:
        """Give the characters of cleaned words that would come out as a box."""
        found = (
            character
            for run, family in runs_of(clean(words))
            for character in run
            if character.isprintable() and not character.isspace() and self._is_box(character, kind, family)
        )
        return "".join(dict.fromkeys(found))

    def bearing(self, letter: str, kind: Type) -> int:
        """Give the dots of white before the ink of a letter: what the eye sees as the edge, where the font counts from the pen."""
        trial = Image.new("L", (2 * kind.size, 2 * kind.size), 0)
        ImageDraw.Draw(trial).text((0, kind.size), letter, font=self._font(kind.size, kind.bold, family_of(letter)), fill=255)
        box = trial.getbbox()
        return box[0] if box else 0

    def reach(self, words: str, kind: Type) -> tuple[int, int]:
        """Give the dots that ink reaches over the baseline, and under it."""
        runs = [(run, family) for run, family in runs_of(words) if run.strip()]
        boxes = [self._font(kind.size, kind.bold, family).getbbox(run, anchor="ls") for run, family in runs]
        return max((-round(box[1]) for box in boxes), default=0), max((round(box[3]) for box in boxes), default=0)

    def wrap(self, words: str, kind: Type, room: int, lines: int) -> list[str]:
        """Break words into at most `lines` lines of `room` dots; what is too long ends in an ellipsis."""
        wrapped: list[str] = []
        rest = clean(words)
        while rest and len(wrapped) < lines:
            line, rest = self._first_line(rest, kind, room)
            wrapped.append(line)
        if rest and wrapped:
            wrapped[-1] = self._with_ellipsis(wrapped[-1], kind, room)
        return wrapped

    def fits(self, words: str, kind: Type, room: int) -> bool:
        """Whether no single word is wider than the column."""
        return all(self.width(word, kind) <= room for word in clean(words).split(" "))

    def height(self, lines: list[str], kind: Type) -> int:
        """Give how high lines are, in dots."""
        if not lines:
            return 0
        descent = DESCENT if is_latin(lines[-1]) else DEEP_DESCENT
        return round(kind.size * (ASCENT + descent + (len(lines) - 1) * kind.leading))

    def draw(
        self, image: Image.Image, at: tuple[int, int], lines: list[str], kind: Type, room: int, *, white: bool = False
    ) -> None:
        """Draw lines with their upper left corner at `at`; words that begin in Arabic stand at the right of `room`."""
        pen = ImageDraw.Draw(image)
        pen.fontmode = "1"
        leftwards = is_rtl_line(" ".join(lines))  # one direction for all lines: that of the first letter
        for index, line in enumerate(lines):
            baseline = at[1] + round(kind.size * (ASCENT + index * kind.leading))
            left = at[0] + (room - self.width(line, kind) if leftwards else 0.0)
            self.draw_line(pen, (left, baseline), line, kind, 255 if white else 0, leftwards=leftwards)

    def draw_line(
        self, pen: ImageDraw.ImageDraw, at: tuple[float, int], line: str, kind: Type, ink: int, *, leftwards: bool
    ) -> None:
        """Draw one line run by run from `at` on its baseline, the first run at the left, or at the right."""
        runs = signs_apart(runs_of(line)) if leftwards else runs_of(line)
        x = at[0]
        for run, family in reversed(runs) if leftwards else runs:
            shown = turned(run) if leftwards else run
            pen.text((round(x), at[1]), shown, font=self._font(kind.size, kind.bold, family), fill=ink, anchor="ls")
            x += self._length(run, family, kind)

    def _first_line(self, words: str, kind: Type, room: int) -> tuple[str, str]:
        """Take the first line from `words`; give it and the rest. Word by word, for measuring is what takes the time."""
        space = self._length(" ", LATIN, kind)
        parts = words.split(" ")
        used = -space
        for index, part in enumerate(parts):
            used += space + self.width(part, kind)
            if used > room:
                return (" ".join(parts[:index]), " ".join(parts[index:])) if index else self._broken(words, kind, room)
        return words, ""

    def _broken(self, words: str, kind: Type, room: int) -> tuple[str, str]:
        """Break a word that is wider than the column, with a hyphen."""
        keep = 1
        while self.width(words[: keep + 1] + "-", kind) <= room:
            keep += 1
        return words[:keep] + "-", words[keep:]

    def _with_ellipsis(self, line: str, kind: Type, room: int) -> str:
        """Shorten a line until an ellipsis fits behind it."""
        while line and self.width(line + ELLIPSIS, kind) > room:
            line = line[:-1]
        return line.rstrip(" .,;:-–") + ELLIPSIS

    def _length(self, run: str, family: str, kind: Type) -> float:
        """Give the width of a run of one script; each is measured once a slip, for measuring is what takes the time."""
        known = self._lengths.get((run, family, kind))
        if known is None:
            known = self._lengths[run, family, kind] = self._font(kind.size, kind.bold, family).getlength(run)
        return known

    def _is_box(self, character: str, kind: Type, family: str) -> bool:
        """Whether the font has no picture of a character."""
        font = self._font(kind.size, kind.bold, family)
        return bytes(font.getmask(character)) == bytes(font.getmask(NO_CHARACTER))

    def _read_font(self, size: int, bold: bool, family: str) -> ImageFont.FreeTypeFont:
        """Read a font, Noto Sans itself where a script's own is not there. Shaping by raqm only where needed, for it is slower."""
        name = f"NotoSans{family}-{'Bold' if bold else 'Regular'}.ttf"
        if family and not (self._folder / name).exists():
            return self._font(size, bold, LATIN)
        engine = ImageFont.Layout.RAQM if family else ImageFont.Layout.BASIC
        return ImageFont.truetype(str(self._folder / name), size, layout_engine=engine)
