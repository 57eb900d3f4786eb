"""Words set in lines: fonts, wrapping, and drawing them as pure black dots, in scripts of either direction."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from kiosk.slips.text import clean

if TYPE_CHECKING:
    from pathlib import Path

ASCENT = 1.0
"""Ems above the baseline: room for the ring of Å."""

DESCENT = 0.28
"""Ems below the baseline."""

ELLIPSIS = "…"

FIRST_RTL = "\u0590"
"""No character before this one is written from the right."""


class Type(Struct, frozen=True):
    """A size and weight of our one typeface. `size` in dots per em, `leading` in ems from baseline to baseline."""

    size: int
    bold: bool = False
    leading: float = 1.24


class Typesetter:
    """Sets words in Noto Sans. One thread at a time; the fonts are read once and kept."""

    def __init__(self, font_folder: Path) -> None:
        """Know where the fonts are: `NotoSans-Regular.ttf`, `NotoSans-Bold.ttf` and their Arabic sisters."""
        self._folder = font_folder
        self._font = lru_cache(maxsize=64)(self._read_font)

    def width(self, words: str, kind: Type) -> float:
        """Give how wide words are on one line, in dots."""
        return sum(self._length(run, kind) for run in _runs(words))

    def bearing(self, letter: str, kind: Type) -> int:
        """Give the dots of white before the ink of a letter: what the eye sees as the edge, where the font counts from the pen."""
        trial = Image.new("L", (2 * kind.size, 2 * kind.size), 0)
        ImageDraw.Draw(trial).text((0, kind.size), letter, font=self._font(kind.size, kind.bold, _is_rtl(letter)), fill=255)
        box = trial.getbbox()
        return box[0] if box else 0

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

    def height(self, lines: int, kind: Type) -> int:
        """Give how high a number of lines is, in dots."""
        return round(kind.size * (ASCENT + DESCENT + (lines - 1) * kind.leading)) if lines else 0

    def draw(
        self, image: Image.Image, at: tuple[int, int], lines: list[str], kind: Type, room: int, *, white: bool = False
    ) -> None:
        """Draw lines with their upper left corner at `at`; lines that begin in Arabic stand at the right of `room`."""
        pen = ImageDraw.Draw(image)
        pen.fontmode = "1"
        for index, line in enumerate(lines):
            baseline = at[1] + round(kind.size * (ASCENT + index * kind.leading))
            self._draw_line(pen, (at[0], baseline), line, kind, room, 255 if white else 0)

    def _draw_line(self, pen: ImageDraw.ImageDraw, at: tuple[int, int], line: str, kind: Type, room: int, ink: int) -> None:
        """Draw one line run by run: from the left, or from the right when its first letter says so."""
        runs = _runs(line)
        leftwards = is_rtl_line(line)
        x = at[0] + (room - self.width(line, kind) if leftwards else 0.0)
        for run in reversed(runs) if leftwards else runs:
            pen.text((round(x), at[1]), run, font=self._font(kind.size, kind.bold, _is_rtl(run)), fill=ink, anchor="ls")
            x += self._length(run, kind)

    def _first_line(self, words: str, kind: Type, room: int) -> tuple[str, str]:
        """Take the first line from `words`; give it and the rest. Word by word, for measuring is what takes the time."""
        space = self._length(" ", kind)
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

    def _length(self, run: str, kind: Type) -> float:
        """Give the width of a run of one script."""
        return self._font(kind.size, kind.bold, _is_rtl(run)).getlength(run)

    def _read_font(self, size: int, bold: bool, rtl: bool) -> ImageFont.FreeTypeFont:
        """Read a font; shaping by raqm only where letters join, for it is slower."""
        name = f"NotoSans{'Arabic' if rtl else ''}-{'Bold' if bold else 'Regular'}.ttf"
        engine = ImageFont.Layout.RAQM if rtl else ImageFont.Layout.BASIC
        return ImageFont.truetype(str(self._folder / name), size, layout_engine=engine)


def _direction(character: str) -> str:
    """Give `R` or `L` for a letter, nothing for a digit, a space or a sign."""
    kind = unicodedata.bidirectional(character)
    return {"R": "R", "AL": "R", "L": "L"}.get(kind, "")


def _is_rtl(run: str) -> bool:
    """Whether a run holds letters that are written from the right."""
    return any(_direction(character) == "R" for character in run)


def is_rtl_line(line: str) -> bool:
    """Whether the first letter of a line is written from the right."""
    return next((found for found in map(_direction, line) if found), "L") == "R"


def _without_last_space(runs: list[str]) -> list[str]:
    """Take the space off the last run and give it as a run of its own: it stands between the two directions."""
    if not runs or not runs[-1].endswith(" "):
        return []
    runs[-1] = runs[-1][:-1]
    return [" "]


def _runs(words: str) -> tuple[str, ...]:
    """Split words where the direction of writing changes; digits and spaces stay with the letters before them."""
    if all(character < FIRST_RTL for character in words):
        return (words,) if words else ()
    runs: list[str] = []
    now = ""
    for character in words:
        found = _direction(character)
        if runs and (not found or not now or found == now):
            runs[-1] += character
        else:
            runs += _without_last_space(runs)
            runs.append(character)
        now = found or now
    return tuple(runs)
