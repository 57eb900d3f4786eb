"""Layout 3, a list: chips that narrow it, then rows with a large time, a title, and one fact that helps to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts.flow import flow
from screens.layouts.sheet import lay, title
from screens.marks import Align, Stand

if TYPE_CHECKING:
    from kiosk.visit.views import Empty, ListView, Row
    from screens.pen import Pen

MORE, LESS = "page.more", "page.less"
"""Targets the stage answers itself: a page on, a page back."""


@dataclass(slots=True)
class Roll:
    """How far a list is rolled: the first row in sight, and how many pixels of it are over the edge.

    `shown` is how many whole rows are in sight, and `last` whether the end is: the layout tells the stage.
    """

    first: int = 0
    over: float = 0.0
    shown: int = 0
    last: bool = True
    heights: tuple[float, ...] = ()


def draw(pen: Pen, view: ListView, roll: Roll) -> None:
    """Draw poster, chips and the rows in sight."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.frame.title, view.lead_in)
    work = sheet.work
    if view.chips:
        work = flow(pen, work, view.chips).from_top(m.gap)[1]
    if view.empty or not len(view.rows):
        _nothing(pen, work, view.empty)
        return
    pages, rows = work.from_bottom(m.target)
    rows = rows.from_bottom(m.gap)[1]
    _rows(pen, view, roll, rows)
    if roll.last and roll.first == 0 and roll.over == 0:
        return
    less, more = pages.columns(2, m.gap)
    if roll.first or roll.over:
        _page(pen, less, LESS, view.less)
    if not roll.last:
        _page(pen, more, MORE, view.more)


def _page(pen: Pen, box: Box, name: str, words: str) -> None:
    """A control that turns the page; the stage answers it."""
    ink, field = pen.colours.ink, pen.colours.tint
    pen.fill(box, field, name)
    if field == pen.colours.paper:
        pen.frame(box, ink, max(2.0, pen.measures.mm(0.8)), name)
    style = pen.style(1.0, align=Align.MIDDLE, lines=1)
    pen.words(box.inset(pen.measures.mm(3), 0), words, style, ink, stand=Stand.MIDDLE, of=name)
    pen.own_target(name, words, box, field, ink)


def _rows(pen: Pen, view: ListView, roll: Roll, box: Box) -> None:
    """Draw the rows from where the list is rolled to, and note how many fit."""
    pen.clip(box)
    pen.scrolls(box)
    y = box.y - roll.over
    heights: list[float] = []
    whole = 0
    index = roll.first
    while index < len(view.rows) and y < box.bottom:
        row = view.rows[index]
        height = row_height(pen, row, box.w, first=index == roll.first and roll.over == 0)
        if y + height <= box.bottom + 0.5:
            whole += 1
        elif not roll.over:
            break
        _row(pen, row, Box(box.x, y, box.w, height), first=index == roll.first and roll.over == 0)
        heights.append(height)
        y += height
        index += 1
    pen.clip(None)
    roll.shown = max(1, whole)
    roll.last = roll.first + whole >= len(view.rows)
    roll.heights = tuple(heights)


def _heading(row: Row, *, first: bool) -> str:
    """The day over a row: where a day begins, and on the first row in sight."""
    return row.heading or (row.day if first else "")


def row_height(pen: Pen, row: Row, width: float, *, first: bool) -> float:
    """How high a row is, with the heading over it where it has one."""
    m = pen.measures
    head = m.em(1.25) * 1.9 if _heading(row, first=first) else 0.0
    text_w = width - _lead_width(pen, width) - m.gap
    high = pen.height(row.title, pen.style(1.25, bold=True, lines=2, leading=0.9), text_w)
    high += pen.height(row.detail, pen.style(1.0, lines=1), text_w)
    if row.fact and m.small:
        high += pen.height(row.fact, pen.style(1.0, bold=True, lines=1), text_w)
    return head + max(m.target, high + m.gap * 1.3)


def _lead_width(pen: Pen, width: float) -> float:
    """How wide the column of times is."""
    return min(width * 0.28, pen.width("00.00", pen.style(1.6, bold=True)) + pen.measures.gap)


def _row(pen: Pen, row: Row, box: Box, *, first: bool) -> None:
    """One row: heading, thin rule, time, title, detail and the fact at the end of the detail's line."""
    m = pen.measures
    name = row.press.id
    head = _heading(row, first=first)
    if head:
        strip, box = box.from_top(m.em(1.25) * 1.9)
        pen.words(strip.inset(0, m.mm(1)), head, pen.style(1.25, bold=True, lines=1), pen.colours.ink, stand=Stand.BOTTOM)
    pen.fill(box, pen.colours.paper, name)
    pen.fill(Box(box.x, box.y, box.w, max(1.0, m.mm(0.4))), pen.colours.line)
    pen.target(box, row.press, pen.colours.paper, pen.colours.ink)
    inner = box.inset(0, m.gap * 0.6)
    lead, text = inner.from_left(_lead_width(pen, box.w))
    text = text.from_left(m.gap)[1]
    pen.words(lead, row.lead, pen.fit(row.lead, Box(0, 0, lead.w, m.em(1.6) * 1.5), largest=1.6), pen.colours.ink, of=name)
    _row_words(pen, row, text)


def _row_words(pen: Pen, row: Row, text: Box) -> None:
    """Title, then detail with the fact at its end."""
    m = pen.measures
    name = row.press.id
    ink = pen.colours.ink
    bold = pen.style(1.25, bold=True, lines=2, leading=0.9)
    used = pen.words(text, row.title, bold, ink, of=name)
    under = text.from_top(used)[1]
    plain = pen.style(1.0, lines=1)
    fact = pen.style(1.0, bold=True, lines=1)
    if m.small:
        used = pen.words(under, row.detail, plain, ink, of=name)
        pen.words(under.from_top(used)[1], row.fact, fact, ink, of=name)
        return
    wide = min(under.w * 0.62, pen.width(row.fact, fact) + 2)
    end, start = under.from_right(wide)
    pen.words(Box(start.x, start.y, start.w - (m.gap if wide else 0), start.h), row.detail, plain, ink, of=name)
    if row.fact:
        pen.words(end, row.fact, pen.style(1.0, bold=True, lines=1, align=Align.END), ink, of=name)


def _nothing(pen: Pen, box: Box, empty: Empty | None) -> None:
    """A designed nothing: what happened, and the next thing to do."""
    if empty is None:
        return
    m = pen.measures
    rest = pen.stack(box.inset(0, m.margin), empty.headline, pen.style(1.6, bold=True), pen.colours.ink, after=m.gap)
    rest = pen.stack(rest, empty.line, pen.style(1.0), pen.colours.ink, after=m.margin)
    for press in empty.presses:
        box, rest = rest.from_top(m.target)
        pen.button(box.from_left(min(box.w, m.mm(120)))[0], press)
        rest = rest.from_top(m.gap)[1]
