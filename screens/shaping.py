"""Words that Kivy's own text cannot set: other typefaces than Noto Sans itself, and lines that run from the right."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kiosk.slips.scripts import FIRST_OTHER, is_rtl_line
from screens.marks import Align

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.slips.typeset import Type
    from screens.marks import Style

LEADING = 1.362
"""Ems from baseline to baseline in Noto Sans as Kivy sets it, so that lines of any script stand alike. Source: the font's hhea."""

ASCENT = 1.15
"""Ems over the first baseline: as much more than slips have as Arabic reaches farther down, so that words in a button stand in its
middle."""

MANY_LINES = 60

MEASURED_AT = 96
"""Pixels per em at which words are measured, once: a layout tries a title in seven sizes, and measuring is what takes the time."""

SPARE = 0.99
"""Part of a line that is filled: letters of another size are not wider by exactly the size's factor."""


def needs_shaping(words: str) -> bool:
    """Whether any of the words is written in another typeface, and perhaps from the right."""
    return any(character >= FIRST_OTHER and not _is_sign(character) for character in words)


@lru_cache(maxsize=512)
def _is_sign(character: str) -> bool:
    """Whether Noto Sans itself has a character that stands behind its letters: quotation marks, dashes, arrows."""
    return "\u1e00" <= character <= "\u2bff"


class Shaper:
    """Sets words by Pillow with raqm. The imports wait for the first word: a Danish kiosk may never meet one."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of Noto Sans and its sisters."""
        self._folder = folder
        self._made: Any = None

    def forget(self) -> None:
        """Forget what was measured."""
        if self._made is not None:
            self._made.forget()

    def size(self, words: str, style: Style, width: int) -> tuple[float, float]:
        """Width and height in pixels of `words`, wrapped to `width` (0 = one line) and cut at the style's lines."""
        setter, kind = self._setter(), _type(style)
        lines = self._lines(words, style, width)
        widest = max((setter.width(line, _measured(style)) for line in lines), default=0.0)
        return widest * style.px / MEASURED_AT / SPARE, float(
            _high(setter.height(lines, kind), style) + sum(self._spill(lines, kind))
        )

    def texture(self, words: str, style: Style, width: int) -> Any:
        """Give the texture of set words: white on nothing, to be tinted. None where there is nothing to set."""
        image = self.picture(words, style, width)
        return None if image is None else _texture(image)

    def picture(self, words: str, style: Style, width: int) -> Any:
        """Give set words as a picture of grey. None where there is nothing to set."""
        from PIL import Image, ImageDraw

        setter, kind = self._setter(), _type(style)
        lines = self._lines(words, style, width)
        if not lines:
            return None
        over, under = self._spill(lines, kind)
        high = _high(setter.height(lines, kind), style) + over + under
        wides = [setter.width(line, kind) for line in lines]
        wide = round(max(wides)) if len(lines) == 1 or not width else width
        image = Image.new("L", (max(1, wide), high), 0)
        pen = ImageDraw.Draw(image)
        leftwards = style.leftwards or is_rtl_line(" ".join(lines))
        for index, (line, own) in enumerate(zip(lines, wides, strict=True)):
            baseline = over + round(kind.size * (ASCENT + index * kind.leading))
            setter.draw_line(pen, (_left(style.align, wide - own), baseline), line, kind, 255, leftwards=leftwards)
        return image

    def _spill(self, lines: list[str], kind: Type) -> tuple[int, int]:
        """How many pixels of ink reach over the first line's height, and under the last one's: the marks of Arabic do."""
        if not lines:
            return 0, 0
        setter = self._setter()
        foot = setter.height(lines[-1:], kind) - round(kind.size * _paper_ascent())
        over, under = setter.reach(lines[0], kind)[0] - round(kind.size * ASCENT), setter.reach(lines[-1], kind)[1] - foot
        return max(0, over + 1), max(0, under + 2)  # a row to spare, and one for rounded baselines

    def _lines(self, words: str, style: Style, width: int) -> list[str]:
        """Wrap words as the style wants them."""
        room = int((width or 1_000_000) * SPARE * MEASURED_AT / style.px)
        lines: list[str] = []
        for part in words.split("\n"):
            lines += self._setter().wrap(part, _measured(style), room, (style.lines or MANY_LINES) - len(lines))
        return lines

    def _setter(self) -> Any:
        """Make the typesetter that slips are set with, once."""
        if self._made is None:
            from kiosk.slips.typeset import Typesetter

            self._made = Typesetter(self._folder)
        return self._made


def _type(style: Style) -> Type:
    """Give the type of a style."""
    from kiosk.slips.typeset import Type

    return Type(style.px, style.bold, LEADING * style.leading)


def _measured(style: Style) -> Type:
    """Give the type that words are measured in."""
    from kiosk.slips.typeset import Type

    return Type(MEASURED_AT, style.bold)


def _high(set_high: int, style: Style) -> int:
    """Give the height of lines here, from the height they have on a slip."""
    return set_high + round(style.px * (ASCENT - _paper_ascent())) if set_high else 0


def _paper_ascent() -> float:
    """Ems over the first baseline on a slip."""
    from kiosk.slips.typeset import ASCENT as ON_PAPER

    return ON_PAPER


def _left(align: Align, slack: float) -> float:
    """Where a line begins in a texture that is wider by `slack`."""
    return {Align.START: 0.0, Align.MIDDLE: slack / 2, Align.END: slack}[align]


def _texture(image: Any) -> Any:
    """Give a picture of grey as a texture of white that is seen where the picture is."""
    from kivy.graphics.texture import Texture
    from PIL import Image

    white = Image.new("L", image.size, 255)
    data = Image.merge("LA", (white, image)).tobytes()
    made = Texture.create(size=image.size, colorfmt="luminance_alpha", mipmap=False)
    made.blit_buffer(data, colorfmt="luminance_alpha", bufferfmt="ubyte")
    made.flip_vertical()
    return made
