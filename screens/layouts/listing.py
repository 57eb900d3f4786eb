"""Layout 3, a list: chips that narrow it, then rows with a large time, a title, and one fact that helps to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts.flow import flow
from screens.layouts.sheet import lay, title
from screens.marks import Align, Stand, Style

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
        work = _chips(pen, view, work)
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
        page_control(pen, less, LESS, view.less)
    if not roll.last:
        page_control(pen, more, MORE, view.more)


def _chips(pen: Pen, view: ListView, work: Box) -> Box:
    """Draw the chips over the rows, or in a column beside them where the glass is low; give what is left."""
    m = pen.measures
    if not m.small:
        return flow(pen, work, view.chips).from_top(m.gap)[1]
    wide = max(pen.width(chip.words, pen.style(1.0)) for chip in view.chips) + m.mm(6)
    column, work = work.from_right(min(wide, work.w * 0.34))
    for chip, cell in zip(view.chips, column.rows(max(5, len(view.chips)), m.gap), strict=False):
        pen.button(cell, chip)
    return work.from_right(m.gap * 1.5)[1]


def page_control(pen: Pen, box: Box, name: str, words: str) -> None:
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
    head = _heading_height(pen) if _heading(row, first=first) else 0.0
    text_w = _text_width(pen, row, width)
    high = pen.height(row.title, _title_style(pen), text_w)
    fact = pen.height(row.fact, pen.style(1.0, bold=True, lines=1), text_w)
    if _side_by_side(pen, row, text_w):
        high += max(fact, pen.height(row.detail, pen.style(1.0, lines=1), text_w))
    else:
        high += fact + pen.height(row.detail, _detail_style(pen), text_w)
    return head + max(m.target, high + m.gap * 1.3)


def _heading_height(pen: Pen) -> float:
    """How high the day over a row stands."""
    return pen.measures.em(_heading_factor(pen)) * (1.5 if pen.measures.small else 1.9)


def _heading_factor(pen: Pen) -> float:
    """The size of a day: a step larger than the words where there is room."""
    return 1.0 if pen.measures.small else 1.25


def _title_style(pen: Pen) -> Style:
    """How a row's title is set."""
    return (
        pen.style(1.0, bold=True, lines=2, leading=0.85) if pen.measures.small else pen.style(1.25, bold=True, lines=2, leading=0.9)
    )


def _detail_style(pen: Pen) -> Style:
    """How a row's detail is set where it has the whole width."""
    return pen.style(1.0, lines=1 if pen.measures.small else 3)


def _text_width(pen: Pen, row: Row, width: float) -> float:
    """How much of a row is words: all of it where there is no time."""
    lead = _lead_width(pen, width) if row.lead else 0.0
    return width - lead - (pen.measures.gap if lead else 0.0)


def _side_by_side(pen: Pen, row: Row, width: float) -> bool:
    """Whether detail and fact have room on one line, neither of them cut."""
    need = pen.width(row.detail, pen.style(1.0)) + pen.width(row.fact, pen.style(1.0, bold=True)) + pen.measures.gap * 2
    return need <= width or not row.detail


def _lead_width(pen: Pen, width: float) -> float:
    """How wide the column of times is."""
    factor = 1.0 if pen.measures.small else 1.6
    return min(width * 0.28, pen.width("00.00", pen.style(factor, bold=True)) + pen.measures.gap)


def _row(pen: Pen, row: Row, box: Box, *, first: bool) -> None:
    """One row: heading, thin rule, time, title, detail and the fact."""
    m = pen.measures
    name = row.press.id
    head = _heading(row, first=first)
    if head:
        strip, box = box.from_top(_heading_height(pen))
        day = pen.style(_heading_factor(pen), bold=True, lines=1)
        pen.words(strip.inset(0, m.mm(1)), head, day, pen.colours.ink, stand=Stand.BOTTOM)
    pen.fill(box, pen.colours.paper, name)
    pen.fill(Box(box.x, box.y, box.w, max(1.0, m.mm(0.4))), pen.colours.line)
    pen.target(box, row.press, pen.colours.paper, pen.colours.ink)
    inner = box.inset(0, m.gap * 0.6)
    text = inner.from_right(_text_width(pen, row, box.w))[0]
    if row.lead:
        lead = inner.from_left(_lead_width(pen, box.w))[0]
        time = pen.fit(row.lead, Box(0, 0, lead.w, m.em(1.6) * 1.5), largest=1.6)
        pen.words(lead, row.lead, time, pen.colours.ink, of=name)
    _row_words(pen, row, text)


def _row_words(pen: Pen, row: Row, text: Box) -> None:
    """Title, then detail, with the fact at the end of its line or under it."""
    m = pen.measures
    name = row.press.id
    ink = pen.colours.ink
    used = pen.words(text, row.title, _title_style(pen), ink, of=name)
    under = text.from_top(used)[1]
    fact = pen.style(1.0, bold=True, lines=1)
    if not _side_by_side(pen, row, text.w):
        used = pen.words(under, row.detail, _detail_style(pen), ink, of=name)
        pen.words(under.from_top(used)[1], row.fact, fact, ink, of=name)
        return
    wide = min(under.w * 0.62, pen.width(row.fact, fact) + 2)
    end, start = under.from_right(wide)
    plain = pen.style(1.0, lines=1)
    pen.words(Box(start.x, start.y, start.w - (m.gap if row.fact else 0), start.h), row.detail, plain, ink, of=name)
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
