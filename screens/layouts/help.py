"""»Hjælp mig«: text size, colours, reach and calm, each as plain choices; and all languages as large fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts import pages
from screens.layouts.flow import flow, places_of
from screens.layouts.sheet import lay, title
from screens.marks import Stand
from screens.measures import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.visit.views import ChoiceGroup, HelpView
    from screens.layouts.listing import Roll
    from screens.marks import Style
    from screens.pen import Pen


def draw(pen: Pen, view: HelpView, roll: Roll) -> None:
    """Draw a heading and its choices, group by group."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.frame.title, view.line)
    if len(view.groups) == 1:
        roll.last = True
        _fields(pen, sheet.work, view.groups[0])
        return
    head = pen.style(1.0, bold=True, lines=1)
    if m.small or _high(pen, sheet.work, view.groups, head) > sheet.work.h:
        _beside(pen, view, sheet.work, roll)
        return
    roll.last = True
    box = sheet.work
    for group in view.groups:
        box = pen.stack(box, group.title, head, pen.colours.ink, after=m.gap * 0.4)
        box = flow(pen, box, group.choices).from_top(m.gap)[1]


def _fields(pen: Pen, box: Box, group: ChoiceGroup) -> None:
    """One question alone on the glass: its choices as large fields, two or three in a row."""
    m = pen.measures
    columns = 2 if m.shape is Shape.TALL else 3
    count = -(-len(group.choices) // columns)
    high = min(m.target * 1.9, (box.h - m.gap * (count - 1)) / count)
    area = box.from_top(high * count + m.gap * (count - 1))[0]
    cells = [cell for row in area.rows(count, m.gap) for cell in row.columns(columns, m.gap)]
    for choice, cell in zip(group.choices, cells, strict=False):
        pen.button(cell, choice, factor=1.25 if m.small else 1.6, bold=True)


def _high(pen: Pen, box: Box, groups: Sequence[ChoiceGroup], head: Style) -> float:
    """How high the groups stand under one another."""
    m = pen.measures
    choices = sum(_offered(pen, box, group) for group in groups)
    return choices + sum(pen.height(group.title, head, box.w) for group in groups) + len(groups) * m.gap * 1.4 - m.gap


def _offered(pen: Pen, box: Box, group: ChoiceGroup) -> float:
    """How high a group's choices stand; a group may be a line that only says something."""
    places = places_of(pen, box, group.choices)
    return places[-1].bottom - box.y if places else 0.0


def _beside(pen: Pen, view: HelpView, box: Box, roll: Roll) -> None:
    """Where there is little height each question stands beside its choices, and the questions come page by page."""
    blocks = [_question(pen, group, box.w) for group in view.groups]
    if pages.height(pen, blocks) > box.h + 1:
        pages.draw(pen, box, blocks, roll, (view.frame.more, view.frame.less))
        return
    roll.last = True
    for block in blocks:
        cell, box = box.from_top(block.height)
        block.draw(cell)
        box = box.from_top(pen.measures.gap)[1]


def _question(pen: Pen, group: ChoiceGroup, width: float) -> pages.Block:
    """A question with its choices beside it."""
    m = pen.measures
    head = pen.style(1.0, bold=True, leading=0.9)
    column = width if not group.choices else width * 0.32
    told, offered = pen.height(group.title, head, column), _offered(pen, Box(0, 0, width - column - m.gap, 0), group)

    def draw_both(row: Box) -> None:
        words, choices = row.from_left(column)
        pen.words(words, group.title, head, pen.colours.ink, stand=Stand.MIDDLE)
        choices = choices.from_left(m.gap)[1]
        flow(pen, Box(choices.x, row.y + (row.h - offered) / 2, choices.w, offered), group.choices)

    return pages.Block(max(told, offered), draw_both)
