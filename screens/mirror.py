"""A drawing for words that run from the right: everything that stands at the left stands at the right, and the other way."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from screens.geometry import Box
from screens.marks import Align, Clip, Drawing, Fill, Letters, Matrix, Stroke, Swirl

if TYPE_CHECKING:
    from screens.marks import Mark, Style

M = TypeVar("M", Fill, Letters, Matrix)

OTHER = {Align.START: Align.END, Align.MIDDLE: Align.MIDDLE, Align.END: Align.START}


def mirrored(drawing: Drawing, width: float) -> Drawing:
    """Give the drawing as it stands on a glass of `width` pixels that is read from the right."""
    return Drawing(
        marks=tuple(_mark(mark, width) for mark in drawing.marks),
        targets=tuple(replace(target, box=flipped(target.box, width)) for target in drawing.targets),
        scrolls=flipped(drawing.scrolls, width) if drawing.scrolls else None,
    )


def flipped(box: Box, width: float) -> Box:
    """Give a box on the other side."""
    return Box(width - box.x - box.w, box.y, box.w, box.h)


def _mark(mark: Mark, width: float) -> Mark:
    """One mark on the other side. A spiral and a QR code stay as they are; an arrow points the other way."""
    match mark:
        case Fill(box) | Matrix(box):
            return replace(mark, box=flipped(box, width))
        case Letters(box, _, style):
            return replace(mark, box=flipped(box, width), style=_leftwards(style))
        case Swirl(x):
            return replace(mark, x=width - x)
        case Stroke(points):
            return replace(mark, points=tuple(width - value if i % 2 == 0 else value for i, value in enumerate(points)))
        case Clip(box):
            return Clip(flipped(box, width) if box else None)


def _leftwards(style: Style) -> Style:
    """The same type, standing at the other edge."""
    return replace(style, align=OTHER[style.align], leftwards=True)
