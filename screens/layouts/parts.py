"""Parts that several layouts set: facts, paragraphs, a code, actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.marks import Stand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.visit.views import Code, Press
    from screens.pen import Pen


def facts(pen: Pen, box: Box, rows: Sequence[tuple[str, str]], *, factor: float = 1.0) -> Box:
    """Set label and value in two columns, a thin rule over each row; give what is left under them."""
    m = pen.measures
    label = pen.style(factor)
    value = pen.style(factor, bold=True, lines=3)
    column = min(box.w * 0.36, max((pen.width(name, label) for name, _ in rows), default=0.0) + m.gap * 1.5)
    for name, words in rows:
        high = max(pen.height(words, value, box.w - column), pen.height(name, label, column))
        if high + m.gap > box.h:
            break
        row, box = box.from_top(high + m.gap)
        pen.fill(Box(row.x, row.y, row.w, max(1.0, m.mm(0.4))), pen.colours.line)
        first, second = Box(row.x, row.y + m.gap * 0.5, row.w, high).from_left(column)
        pen.words(first, name, label, pen.colours.quiet)
        pen.words(second, words, value, pen.colours.ink)
    return box.from_top(m.gap)[1]


def paragraphs(pen: Pen, box: Box, words: Sequence[str], *, factor: float = 1.0) -> Box:
    """Set paragraphs with air between; what has no room is left out at a whole line."""
    style = pen.style(factor)
    for part in words:
        box = pen.stack(box, part, style, pen.colours.ink, after=pen.measures.gap)
    return box


def actions(pen: Pen, box: Box, main: Press | None, second: Sequence[Press], room: str | None) -> Box:
    """Draw the main action over the secondary ones at the foot of `box`; give what is above them."""
    m = pen.measures
    if second:
        strip, box = box.from_bottom(m.target)
        for press, cell in zip(second, strip.columns(len(second), m.gap), strict=True):
            pen.button(cell, press)
        box = box.from_bottom(m.gap)[1]
    if main:
        strip, box = box.from_bottom(m.target * (1.2 if m.small else 1.6))
        pair = pen.colours.room(room)
        pen.button(strip, main, field=pair.field, ink=pair.text, factor=1.6, bold=True)
        box = box.from_bottom(m.gap)[1]
    return box


def code(pen: Pen, box: Box, value: Code) -> None:
    """Draw a QR with its letters very large beside it, and what it is for."""
    m = pen.measures
    side = min(box.h, box.w * 0.45, m.mm(68))
    square, words = box.from_left(side)
    square = Box(square.x, box.y, side, side)
    pen.matrix(square, value.payload)
    words = Box(words.x + m.gap * 1.5, box.y, words.w - m.gap * 1.5, box.h)
    style = pen.style(1.0 if m.small else 1.25)
    rest = pen.stack(words, value.caption, style, pen.colours.ink, after=m.gap)
    spelled = "\u2009".join(value.letters)
    if spelled:
        line = Box(rest.x, rest.y, rest.w, max(0.0, square.bottom - rest.y))
        fitted = pen.fit(spelled, line, largest=3.2)
        pen.words(line, spelled, fitted, pen.colours.ink, stand=Stand.TOP)
