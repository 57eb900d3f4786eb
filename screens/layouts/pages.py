"""What does not fit is read in pages: blocks one under the other, and two controls the stage answers itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from screens.geometry import Box
from screens.layouts.listing import LESS, MORE, Roll, page_control

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.marks import Style
    from screens.pen import Pen


class Block(Struct, frozen=True):
    """Something to set in a box: how high it stands, and what draws it there."""

    height: float
    draw: Callable[[Box], object]


def height(pen: Pen, blocks: Sequence[Block]) -> float:
    """How high all blocks stand, with air between."""
    return sum(block.height for block in blocks) + pen.measures.gap * max(0, len(blocks) - 1)


def draw(pen: Pen, box: Box, blocks: Sequence[Block], roll: Roll, words: tuple[str, str]) -> None:
    """Draw the page the roll is at, and the controls to turn it: `words` are those of on and back."""
    m = pen.measures
    strip, page = box.from_bottom(m.target)
    page = page.from_bottom(m.gap)[1]
    roll.over, roll.shown = 0.0, 0
    roll.first = min(roll.first, len(blocks) - 1)
    for block in blocks[roll.first :]:
        if roll.shown and block.height > page.h + 1:
            break
        cell, page = page.from_top(block.height)
        block.draw(cell)
        page = page.from_top(m.gap)[1]
        roll.shown += 1
    roll.last = roll.first + roll.shown >= len(blocks)
    less, more = strip.columns(2, m.gap)
    if roll.first:
        page_control(pen, less, LESS, words[1])
    if not roll.last:
        page_control(pen, more, MORE, words[0])


def pieces(pen: Pen, words: str, style: Style, width: float, most: float) -> list[str]:
    """Cut a paragraph, at sentences or else at words, into pieces no higher than `most` pixels."""
    if pen.height(words, style, width) <= most or " " not in words.strip():
        return [words] if words.strip() else []
    middle = len(words) // 2
    cut = max(words.rfind(". ", 0, middle) + 1, 0) or words.rfind(" ", 0, middle)
    cut = cut if cut > 0 else words.find(" ")
    first, rest = words[:cut].strip(), words[cut:].strip()
    return pieces(pen, first, style, width, most) + pieces(pen, rest, style, width, most)
