"""Parts that several layouts set: facts, paragraphs, a code, actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts.sheet import roomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.visit.views import Code, Press
    from screens.marks import Style
    from screens.pen import Pen


def told(pen: Pen, box: Box, rows: Sequence[tuple[str, str]], words: Sequence[str]) -> None:
    """Set facts and paragraphs a step larger than the smallest words, or at the smallest where they would not all fit."""
    factor = next((each for each in (roomy(pen), 1.0) if _high(pen, box.w, rows, words, each) <= box.h), 1.0)
    paragraphs(pen, facts(pen, box, rows, factor=factor), words, factor=factor)


def _high(pen: Pen, width: float, rows: Sequence[tuple[str, str]], words: Sequence[str], factor: float) -> float:
    """How high facts and paragraphs stand at a size, to the height of a line."""
    m = pen.measures
    style, bold = pen.style(factor), pen.style(factor, bold=True, lines=3)
    column = min(width * 0.36, max((pen.width(name, style) for name, _ in rows), default=0.0) + m.gap * 1.5)
    high = sum(pen.height(value, bold, width - column) + m.gap for _, value in rows) + m.gap
    return high + sum(pen.height(part, style, width) + m.gap for part in words) - m.gap


def fact_height(pen: Pen, fact: tuple[str, str], every: Sequence[tuple[str, str]], width: float) -> float:
    """How high one fact stands at the smallest size, with its rule."""
    m = pen.measures
    label, value = pen.style(1.0), pen.style(1.0, bold=True, lines=1 if m.small else 3)
    column = _column(pen, every, width, label)
    air = m.gap * (0.5 if m.small else 1.0)
    return max(pen.height(fact[1], value, width - column), pen.height(fact[0], label, column)) + air + 1


def _column(pen: Pen, rows: Sequence[tuple[str, str]], width: float, label: Style) -> float:
    """How wide the labels' column is."""
    widest = max((pen.width(name, label) for name, _ in rows), default=0.0)
    return min(width * 0.36, widest + pen.measures.gap * 1.5)


def facts(
    pen: Pen, box: Box, rows: Sequence[tuple[str, str]], *, factor: float = 1.0, every: Sequence[tuple[str, str]] = ()
) -> Box:
    """Set label and value in two columns, a thin rule over each row; give what is left under them.

    On the small glass two short facts share a row. `every` are all the facts, where these are only some of them.
    """
    m = pen.measures
    label, value = pen.style(factor), pen.style(factor, bold=True, lines=1 if m.small else 3)
    column = _column(pen, every or rows, box.w, label)
    air = m.gap * (0.5 if m.small else 1.0)
    for row in _rows_of(pen, rows, (box.w - m.gap) / 2, column, value):
        high = max(max(pen.height(words, value, box.w - column), pen.height(name, label, column)) for name, words in row)
        if high + air > box.h:
            break
        strip, box = box.from_top(high + air)
        pen.fill(Box(strip.x, strip.y, strip.w, max(1.0, m.mm(0.4))), pen.colours.line)
        for (name, words), cell in zip(row, Box(strip.x, strip.y + air / 2, strip.w, high).columns(len(row), m.gap), strict=True):
            first, second = cell.from_left(column)
            pen.words(first, name, label, pen.colours.quiet)
            pen.words(second, words, value, pen.colours.ink)
    return box.from_top(m.gap if not m.small else air)[1]


def _rows_of(
    pen: Pen, rows: Sequence[tuple[str, str]], half: float, column: float, value: Style
) -> list[tuple[tuple[str, str], ...]]:
    """Put facts in rows: one each, or two where the glass is small and both fit half of it."""
    if not pen.measures.small:
        return [(row,) for row in rows]
    out: list[tuple[tuple[str, str], ...]] = []
    for row in rows:
        short = column + pen.width(row[1], value) <= half
        if short and out and len(out[-1]) == 1 and column + pen.width(out[-1][0][1], value) <= half:
            out[-1] = (out[-1][0], row)
        else:
            out.append((row,))
    return out


def paragraphs(pen: Pen, box: Box, words: Sequence[str], *, factor: float = 1.0) -> Box:
    """Set paragraphs with air between; what has no room is left out at a whole line."""
    style = pen.style(factor)
    for part in words:
        box = pen.stack(box, part, style, pen.colours.ink, after=pen.measures.gap)
    return box


def actions(pen: Pen, box: Box, main: Press | None, second: Sequence[Press], room: str | None) -> Box:
    """Draw the main action over the secondary ones at the foot of `box`; give what is above them.

    On the small glass they stand side by side.
    """
    m = pen.measures
    pair = pen.colours.room(room)
    if m.small and main and second:
        strip, box = box.from_bottom(m.target)
        rest, wide = strip.from_left(strip.w * 0.42)
        pen.button(wide.from_left(m.gap)[1], main, field=pair.field, ink=pair.text, factor=1.25, bold=True)
        for press, cell in zip(second, _shared(pen, rest, second), strict=True):
            pen.button(cell, press)
        return box.from_bottom(m.gap)[1]
    if second:
        strip, box = box.from_bottom(m.target)
        for press, cell in zip(second, _shared(pen, strip, second), strict=True):
            pen.button(cell, press)
        box = box.from_bottom(m.gap)[1]
    if main:
        strip, box = box.from_bottom(m.target * (1.0 if m.small else 1.6))
        pen.button(strip, main, field=pair.field, ink=pair.text, factor=1.25 if m.small else 1.6, bold=True)
        box = box.from_bottom(m.gap)[1]
    return box


def _shared(pen: Pen, strip: Box, presses: Sequence[Press]) -> list[Box]:
    """Share a row: alike where all words fit so, else each as wide as its words need, and alike what is over."""
    m = pen.measures
    needs = [max(m.target, pen.width(press.words, pen.style(1.0)) + m.mm(3 if m.small else 6.5)) for press in presses]
    alike = strip.columns(len(presses), m.gap)
    if max(needs) <= alike[0].w:
        return list(alike)
    over = (strip.w - m.gap * (len(presses) - 1) - sum(needs)) / len(presses)
    wides = [need + over for need in needs] if over >= 0 else [cell.w for cell in alike]
    lefts = [strip.x + sum(wides[:at]) + m.gap * at for at in range(len(wides))]
    return [Box(left, strip.y, wide, strip.h) for left, wide in zip(lefts, wides, strict=True)]


def code(pen: Pen, box: Box, value: Code) -> None:
    """Draw a QR with its letters very large beside it, and under them what it is for."""
    m = pen.measures
    side = min(box.h, box.w * 0.45, m.mm(68))
    square, words = box.from_left(side)
    square = Box(square.x, box.y, side, side)
    pen.matrix(square, value.payload)
    words = Box(words.x + m.gap * 1.5, box.y, words.w - m.gap * 1.5, box.h)
    spelled = "\u2009".join(value.letters)
    if spelled:
        style = pen.fit(spelled, Box(0, 0, words.w, words.h * 0.42), largest=3.2, smallest=1.25)
        words = pen.stack(words, spelled, style, pen.colours.ink, after=m.gap * 0.5)
    pen.words(words, value.caption, pen.fit(value.caption, words, largest=roomy(pen), bold=False, leading=1.0), pen.colours.ink)
