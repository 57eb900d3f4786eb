"""A slip becomes dots: its blocks are drawn as strips and stacked on the paper."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from PIL import Image

from kiosk.slips.bench import Bench
from kiosk.slips.blocks import BookTip, Copy, Facts, Foot, Headline, Masthead, Paragraph, QrCode, Rule, Title
from kiosk.slips.paper import LONGEST, TEAR
from kiosk.slips.qr import qr_dots
from kiosk.slips.strips import FULL, SHORT, SHORTEST, strip
from kiosk.slips.typeset import Typesetter

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.slips.blocks import Block, Slip
    from kiosk.slips.paper import Paper
    from kiosk.slips.strips import Limits

MUST_STAY = (Copy, Masthead, Headline, QrCode, Foot)
"""Blocks that are never left out, however long a slip would become."""

GAP_AFTER: dict[type[Block], int] = {
    Masthead: 22,
    Headline: 26,
    Title: 20,
    Facts: 24,
    Paragraph: 18,
    Rule: 18,
    QrCode: 20,
    BookTip: 30,
    Foot: 0,
    Copy: 26,
}
"""Dots of white under each kind of block, on 80 mm paper."""


class _Placed(Struct, frozen=True):
    """A drawn block with the white under it."""

    block: Block
    dots: Image.Image
    gap: int

    @property
    def height(self) -> int:
        """Give how much paper it takes."""
        return self.dots.height + self.gap


class SlipLayout:
    """Draws slips for one kind of paper. One thread at a time; fonts are kept between slips."""

    def __init__(self, paper: Paper, *, font_folder: Path) -> None:
        """Know the paper, and where Noto Sans is."""
        self._paper = paper
        self._bench = Bench(paper, Typesetter(font_folder))
        self._masthead = lru_cache(maxsize=2)(lambda block: strip(self._bench, block, FULL))  # the same on every slip

    def dots(self, slip: Slip) -> Image.Image:
        """Draw a slip: mode "1", black on white, as wide as the paper prints and at most 1600 dots long, a copy's frame apart."""
        stacked = self._fitting(slip)
        top = TEAR if stacked and isinstance(stacked[0].block, QrCode) else self._paper.gap(8)
        bottom = TEAR if stacked and isinstance(stacked[-1].block, QrCode) else self._paper.gap(16)
        sheet = Image.new("1", (self._paper.dots, top + _height(stacked) + bottom), 255)
        for placed in stacked:
            sheet.paste(placed.dots, (0, top))
            top += placed.height
        self._bench.typesetter.forget()
        return sheet

    def line_dots(self, words: str, size: int, *, bold: bool) -> Image.Image:
        """Draw words alone, in as many lines as they need: for a printer that has no letters for them."""
        bench = self._bench
        piece = bench.set(words, bench.type(size, bold=bold), self._paper.dots, 3)
        drawn = bench.blank(piece.height)
        bench.draw(drawn, (0, 0), piece, self._paper.dots)
        return drawn

    def code_dots(self, payload: str) -> Image.Image | None:
        """Draw a QR code alone, in the middle; None when it cannot be made to fit."""
        code = qr_dots(payload, self._paper.dots)
        if code is None:
            return None
        drawn = self._bench.blank(code.height)
        drawn.paste(code, ((self._paper.dots - code.width) // 2, 0))
        return drawn

    def _fitting(self, slip: Slip) -> list[_Placed]:
        """Draw the blocks as fully as the longest slip allows, and leave out the last ones if nothing else helps."""
        stacked: list[_Placed] = []
        for limits in (FULL, SHORT, SHORTEST):
            stacked = self._stacked(slip, limits)
            if _fits(stacked):
                return stacked
        return _without_the_last(stacked)

    def _stacked(self, slip: Slip, limits: Limits) -> list[_Placed]:
        """Draw every block; one that comes out empty is left out."""
        drawn = ((block, self._drawn(block, limits)) for block in slip.blocks)
        return [_Placed(block, dots, self._paper.gap(GAP_AFTER[type(block)])) for block, dots in drawn if dots is not None]

    def _drawn(self, block: Block, limits: Limits) -> Image.Image | None:
        """Draw a block, the masthead only once."""
        return self._masthead(block) if isinstance(block, Masthead) else strip(self._bench, block, limits)


def _height(strips: list[_Placed]) -> int:
    """Give the length of strips on paper."""
    return sum(placed.height for placed in strips)


def _fits(strips: list[_Placed]) -> bool:
    """Whether a slip is short enough. The frame that makes it a copy does not count: a copy says all that the first one said."""
    return _height([placed for placed in strips if not isinstance(placed.block, Copy)]) <= LONGEST - 2 * TEAR


def _without_the_last(strips: list[_Placed]) -> list[_Placed]:
    """Leave out blocks from the end, the indispensable ones apart, until the rest fits."""
    kept = list(strips)
    for placed in reversed(strips):
        if _fits(kept):
            break
        if not isinstance(placed.block, MUST_STAY):
            kept = [other for other in kept if other is not placed]
    return kept
