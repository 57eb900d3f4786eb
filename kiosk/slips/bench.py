"""The bench that strips are made at: one paper, one typesetter, and the few moves every strip is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image, ImageDraw

from kiosk.slips.paper import SMALLEST_TEXT
from kiosk.slips.typeset import Type

if TYPE_CHECKING:
    from kiosk.slips.paper import Paper
    from kiosk.slips.typeset import Typesetter

SHRINK = 0.7
"""Large type is made smaller to this share of its size at most, before a long word is broken."""


class Piece(Struct, frozen=True):
    """Wrapped lines with their type and the height they take in dots."""

    lines: list[str]
    kind: Type
    height: int


class Bench(Struct, frozen=True):
    """What every strip is made with."""

    paper: Paper
    typesetter: Typesetter

    def type(self, size: int, *, bold: bool = False, leading: float = 1.24) -> Type:
        """Give a type of this paper; `size` as on 80 mm."""
        return Type(self.paper.type_size(size), bold, leading)

    def set(self, words: str, kind: Type, room: int, lines: int) -> Piece:
        """Wrap words into at most `lines` lines of `room` dots."""
        wrapped = self.typesetter.wrap(words, kind, room, lines)
        return Piece(wrapped, kind, self.typesetter.height(wrapped, kind))

    def set_large(self, words: str, kind: Type, room: int, lines: int) -> Piece:
        """Wrap words as `set` does, in a somewhat smaller size where a long Danish word would break else."""
        size = kind.size
        while size > max(SMALLEST_TEXT, kind.size * SHRINK) and not self.typesetter.fits(words, replace(kind, size=size), room):
            size -= 2
        return self.set(words, replace(kind, size=size), room, lines)

    def draw(self, strip: Image.Image, at: tuple[int, int], piece: Piece, room: int, *, white: bool = False) -> None:
        """Draw a piece with its upper left corner at `at`."""
        self.typesetter.draw(strip, at, piece.lines, piece.kind, room, white=white)

    def blank(self, height: int) -> Image.Image:
        """Give white paper of a height in dots."""
        return Image.new("1", (self.paper.dots, height), 255)

    def line(self, strip: Image.Image, top: int) -> None:
        """Draw a thin line across the text column."""
        right = self.paper.dots - self.paper.margin - 1
        ImageDraw.Draw(strip).rectangle((self.paper.margin, top, right, top + 1), fill=0)

    def piled(self, strips: list[Image.Image]) -> Image.Image:
        """Put strips one under another."""
        pile = self.blank(sum(strip.height for strip in strips))
        top = 0
        for strip in strips:
            pile.paste(strip, (0, top))
            top += strip.height
        return pile
