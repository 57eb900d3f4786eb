"""Facts and paragraphs: all of them as large as there is room for, and where they do not all fit, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.layouts import pages, parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.visit.views import Frame
    from screens.geometry import Box
    from screens.layouts.listing import Roll
    from screens.marks import Style
    from screens.pen import Pen

Fact = tuple[str, str]


def draw(
    pen: Pen,
    box: Box,
    rows: Sequence[Fact],
    words: Sequence[str],
    roll: Roll,
    frame: Frame,
    *,
    first: Sequence[pages.Block] = (),
) -> None:
    """Draw what stands first, and then what there is to read; nothing of it is left out."""
    blocks = [*first, *blocks_of(pen, box, rows, words)]
    if pages.height(pen, blocks) > box.h + 1:
        pages.draw(pen, box, blocks, roll, (frame.more, frame.less))
        return
    roll.last = True
    for block in first:
        cell, box = box.from_top(block.height)
        block.draw(cell)
        box = box.from_top(pen.measures.gap)[1]
    parts.told(pen, box, rows, words)


def fits(pen: Pen, box: Box, rows: Sequence[Fact], words: Sequence[str]) -> bool:
    """Whether all of it fits at the smallest size, one under the other."""
    return pages.height(pen, blocks_of(pen, box, rows, words)) <= box.h + 1


def blocks_of(pen: Pen, box: Box, rows: Sequence[Fact], words: Sequence[str]) -> list[pages.Block]:
    """Facts and paragraphs at the smallest size, one under the other; what is higher than a page is cut into pieces."""
    m = pen.measures
    style = pen.style(1.0)
    most = max(box.h - m.target - m.gap * 2, pen.height("H", style, 0))
    texts = [piece for part in words for piece in pages.pieces(pen, part, style, box.w, most)]
    return [*(_fact(pen, fact, rows, box.w) for fact in rows), *(_piece(pen, piece, style, box.w) for piece in texts)]


def _fact(pen: Pen, fact: Fact, every: Sequence[Fact], width: float) -> pages.Block:
    """A fact as a block; its label takes as much room as the widest of all."""
    return pages.Block(parts.fact_height(pen, fact, every, width), lambda box: parts.facts(pen, box, (fact,), every=every))


def _piece(pen: Pen, words: str, style: Style, width: float) -> pages.Block:
    """A paragraph as a block."""
    return pages.Block(pen.height(words, style, width), lambda box: pen.words(box, words, style, pen.colours.ink))
