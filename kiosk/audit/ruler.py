"""A typesetter without a window: Pillow measures the very font files the glass is set in, and shapes what has to be shaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from screens.shaping import Shaper, needs_shaping

if TYPE_CHECKING:
    from screens.marks import Style

FONTS = Path("/usr/share/fonts/truetype/noto")
REGULAR, BOLD = "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"

INKED = 127
"""Grey from which a row of pixels counts as ink: half of full."""


@lru_cache(maxsize=512)
def face(folder: Path, name: str, px: int) -> ImageFont.FreeTypeFont:
    """Open a font file at a size of the em in pixels."""
    return ImageFont.truetype(str(folder / name), px, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=100_000)
def _word_width(folder: Path, name: str, px: int, words: str) -> float:
    """How wide words are on one line, in pixels."""
    return face(folder, name, px).getlength(words)


@lru_cache(maxsize=256)
def capital_rows(folder: Path, px: int, *, bold: bool) -> int:
    """Count the rows of pixels a capital H fills, drawn at a size of the em: what a visitor really sees."""
    image = Image.new("L", (px * 2, px * 2), 0)
    ImageDraw.Draw(image).text((4, 4), "H", font=face(folder, BOLD if bold else REGULAR, px), fill=255)
    box = image.point(lambda grey: 255 if grey > INKED else 0).getbbox()
    return box[3] - box[1] if box else 0


class Ruler:
    """Stands in for the glass's own typesetter: the same fonts, wrapped in the same greedy way."""

    def __init__(self, folder: Path = FONTS) -> None:
        """Take the folder of Noto Sans and its sisters."""
        self.folder = folder
        self._shaper = Shaper(folder)
        self._sizes: dict[tuple[str, Style, int], tuple[float, float]] = {}

    def size(self, words: str, style: Style, width: float) -> tuple[float, float]:
        """Width and height in pixels of `words` wrapped to `width` (0 = one line) and cut at the style's lines."""
        key = (words, style, int(width))
        found = self._sizes.get(key)
        if found is None:
            shaped = needs_shaping(words)
            found = self._sizes[key] = self._shaper.size(words, style, int(width)) if shaped else self._plain(words, style, width)
        return found

    def _plain(self, words: str, style: Style, width: float) -> tuple[float, float]:
        """Measure Latin and Cyrillic letters."""
        name = BOLD if style.bold else REGULAR
        lines = [line for part in words.split("\n") for line in self._wrapped(part, name, style.px, width)]
        if style.lines:
            lines = lines[: style.lines]
        ascent, descent = face(self.folder, name, style.px).getmetrics()
        wide = width if len(lines) > 1 and width else max(self._width(name, style.px, line) for line in lines)
        return wide, (ascent + descent) * style.leading * len(lines)

    def _width(self, name: str, px: int, words: str) -> float:
        """How wide words are on one line."""
        return _word_width(self.folder, name, px, words)

    def _wrapped(self, words: str, name: str, px: int, width: float) -> list[str]:
        """Break words into lines, greedily; a word wider than the line is broken inside."""
        if not width or self._width(name, px, words) <= width:
            return [words]
        lines = [""]
        for word in words.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if self._width(name, px, longer) <= width:
                lines[-1] = longer
            else:
                lines += self._broken(word, name, px, width)
        return [line for line in lines if line] or [""]

    def _broken(self, word: str, name: str, px: int, width: float) -> list[str]:
        """A word on a line of its own, or on several."""
        lines = [""]
        for letter in word:
            if lines[-1] and self._width(name, px, lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
        return lines
