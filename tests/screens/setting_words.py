"""A typesetter without a window: Pillow measures the very font files the glass is set in."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

if TYPE_CHECKING:
    from screens.marks import Style

FONTS = Path("/usr/share/fonts/truetype/noto")
REGULAR, BOLD = "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"


@lru_cache(maxsize=256)
def face(name: str, px: int) -> ImageFont.FreeTypeFont:
    """Open a font file at a size of the em in pixels."""
    return ImageFont.truetype(str(FONTS / name), px)


@lru_cache(maxsize=100_000)
def word_width(name: str, px: int, words: str) -> float:
    """How wide words are on one line, in pixels."""
    return face(name, px).getlength(words)


class PillowTypesetter:
    """Stands in for the glass's own typesetter: the same fonts, wrapped in the same greedy way."""

    def size(self, words: str, style: Style, width: float) -> tuple[float, float]:
        """Width and height in pixels of `words` wrapped to `width` (0 = one line) and cut at the style's lines."""
        name = BOLD if style.bold else REGULAR
        lines = [line for part in words.split("\n") for line in _wrapped(part, name, style.px, width)]
        if style.lines:
            lines = lines[: style.lines]
        ascent, descent = face(name, style.px).getmetrics()
        wide = width if len(lines) > 1 and width else max(word_width(name, style.px, line) for line in lines)
        return wide, (ascent + descent) * style.leading * len(lines)


def _wrapped(words: str, name: str, px: int, width: float) -> list[str]:
    """Break words into lines, greedily; a word wider than the line is broken inside."""
    if not width or word_width(name, px, words) <= width:
        return [words]
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if word_width(name, px, longer) <= width:
            lines[-1] = longer
        else:
            lines += _broken(word, name, px, width)
    return [line for line in lines if line] or [""]


def _broken(word: str, name: str, px: int, width: float) -> list[str]:
    """A word on a line of its own, or on several."""
    lines = [""]
    for letter in word:
        if lines[-1] and word_width(name, px, lines[-1] + letter) > width:
            lines.append("")
        lines[-1] += letter
    return lines
