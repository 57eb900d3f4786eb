"""A slip becomes dots: its blocks are drawn as strips and stacked on the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PIL import Image

from kiosk.slips.bench import Bench
from kiosk.slips.blocks import BookTip, Facts, Foot, Headline, Masthead, Paragraph, QrCode, Rule, Title
from kiosk.slips.paper import LONGEST, TEAR
from kiosk.slips.strips import FULL, SHORT, SHORTEST, strip
from kiosk.slips.typeset import Typesetter

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.slips.blocks import Block, Slip
    from kiosk.slips.paper import Paper
    from kiosk.slips.strips import Limits

MUST_STAY = (Masthead, Headline, QrCode, Foot)
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

    def dots(self, slip: Slip) -> Image.Image:
        """Draw a slip: mode "1", black on white, as wide as the paper prints and at most 1600 dots long."""
        stacked = self._fitting(slip)
        top = TEAR if stacked and isinstance(stacked[0].block, QrCode) else self._paper.gap(8)
        bottom = TEAR if stacked and isinstance(stacked[-1].block, QrCode) else self._paper.gap(16)
        sheet = Image.new("1", (self._paper.dots, top + _height(stacked) + bottom), 255)
        for placed in stacked:
            sheet.paste(placed.dots, (0, top))
            top += placed.height
        return sheet

    def _fitting(self, slip: Slip) -> list[_Placed]:
        """Draw the blocks as fully as the longest slip allows, and leave out the last ones if nothing else helps."""
        stacked: list[_Placed] = []
        for limits in (FULL, SHORT, SHORTEST):
            stacked = self._stacked(slip, limits)
            if _height(stacked) <= LONGEST - 2 * TEAR:
                return stacked
        return _without_the_last(stacked)

    def _stacked(self, slip: Slip, limits: Limits) -> list[_Placed]:
        """Draw every block; one that comes out empty is left out."""
        drawn = ((block, strip(self._bench, block, limits)) for block in slip.blocks)
        return [_Placed(block, dots, self._paper.gap(GAP_AFTER[type(block)])) for block, dots in drawn if dots is not None]


def _height(strips: list[_Placed]) -> int:
    """Give the length of strips on paper."""
    return sum(placed.height for placed in strips)


def _without_the_last(strips: list[_Placed]) -> list[_Placed]:
    """Leave out blocks from the end, the indispensable ones apart, until the rest fits."""
    kept = list(strips)
    for placed in reversed(strips):
        if _height(kept) <= LONGEST - 2 * TEAR:
            break
        if not isinstance(placed.block, MUST_STAY):
            kept = [other for other in kept if other is not placed]
    return kept
