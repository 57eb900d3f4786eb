"""The settings screen: is everything well, in one sentence, then the parts and the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.views import Mood
from screens.geometry import Box
from screens.layouts import pages
from screens.layouts.flow import flow
from screens.layouts.sheet import lay, title
from screens.measures import Shape

if TYPE_CHECKING:
    from kiosk.visit.views import StaffSection, StaffView
    from screens.layouts.listing import Roll
    from screens.pen import Pen


def draw(pen: Pen, view: StaffView, roll: Roll) -> None:
    """Draw the verdict, the sections, and the actions at the foot."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.verdict)
    top = sheet.between.y + m.gap if sheet.shape is Shape.TALL else sheet.work.y
    rows = _rows_of_presses(pen, view, sheet.work.w)
    strip, _ = sheet.work.from_bottom(rows * m.target + (rows - 1) * m.gap)
    flow(pen, strip, view.presses)
    box = Box(sheet.work.x, top, sheet.work.w, strip.y - m.gap - top)
    blocks = [block for section in view.sections for block in _blocks(pen, section, box.w)]
    if pages.height(pen, blocks) > box.h + 1:
        pages.draw(pen, box, blocks, roll, (view.frame.more, view.frame.less))
        return
    roll.last = True
    for block in blocks:
        cell, box = box.from_top(block.height)
        block.draw(cell)
        box = box.from_top(m.gap)[1]


def _rows_of_presses(pen: Pen, view: StaffView, width: float) -> int:
    """How many rows the actions take."""
    m = pen.measures
    rows, x = 1, 0.0
    for press in view.presses:
        wide = max(m.target * 1.2, pen.width(press.words, pen.style(1.0)) + m.mm(9))
        if x and x + wide > width:
            rows, x = rows + 1, 0.0
        x += wide + m.gap
    return rows


def _blocks(pen: Pen, section: StaffSection, width: float) -> list[pages.Block]:
    """A heading with its first line, then line by line."""
    head = pen.style(1.0, bold=True)
    blocks = [_line(pen, line, width) for line in section.lines]
    titled = pages.Block(pen.height(section.title, head, width), lambda box: pen.words(box, section.title, head, pen.colours.ink))
    return [_over(titled, blocks[0]), *blocks[1:]] if blocks else [titled]


def _over(first: pages.Block, second: pages.Block) -> pages.Block:
    """Two blocks that no page divides."""

    def draw_both(box: Box) -> None:
        upper, lower = box.from_top(first.height)
        first.draw(upper)
        second.draw(lower)

    return pages.Block(first.height + second.height, draw_both)


def _line(pen: Pen, line: tuple[str, str, Mood], width: float) -> pages.Block:
    """Label and value; one in trouble is bold."""
    label, words, mood = line
    plain, style = pen.style(1.0), pen.style(1.0, bold=mood is Mood.GONE)
    column = width * 0.34

    def draw_line(box: Box) -> None:
        first, second = box.from_left(column)
        pen.words(first.from_right(pen.measures.gap)[1], label, plain, pen.colours.quiet)
        pen.words(second, words, style, pen.colours.ink)

    high = max(pen.height(words, style, width - column), pen.height(label, plain, column - pen.measures.gap))
    return pages.Block(high, draw_line)
