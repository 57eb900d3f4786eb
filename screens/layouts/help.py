"""»Hjælp mig«: text size, colours, reach and calm, each as plain choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts.flow import flow, places_of
from screens.layouts.sheet import lay, title
from screens.marks import Stand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.visit.views import ChoiceGroup, HelpView
    from screens.marks import Style
    from screens.pen import Pen


def draw(pen: Pen, view: HelpView) -> None:
    """Draw a heading and its choices, group by group."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.frame.title, view.line)
    head = pen.style(1.0, bold=True, lines=1)
    if m.small or _high(pen, sheet.work, view.groups, head) > sheet.work.h:
        _beside(pen, sheet.work, view.groups)
        return
    box = sheet.work
    for group in view.groups:
        box = pen.stack(box, group.title, head, pen.colours.ink, after=m.gap * 0.4)
        box = flow(pen, box, group.choices).from_top(m.gap)[1]


def _high(pen: Pen, box: Box, groups: Sequence[ChoiceGroup], head: Style) -> float:
    """How high the groups stand under one another."""
    m = pen.measures
    choices = sum(places_of(pen, box, group.choices)[-1].bottom - box.y for group in groups)
    return choices + sum(pen.height(group.title, head, box.w) for group in groups) + len(groups) * m.gap * 1.4 - m.gap


def _beside(pen: Pen, box: Box, groups: Sequence[ChoiceGroup]) -> None:
    """Where there is little height each question stands beside its choices."""
    m = pen.measures
    head = pen.style(1.0, bold=True, leading=0.9)
    for group in groups:
        words, choices = box.from_left(box.w * 0.32)
        choices = choices.from_left(m.gap)[1]
        told, offered = pen.height(group.title, head, words.w), places_of(pen, choices, group.choices)[-1].bottom - box.y
        row, box = box.from_top(max(told, offered))
        pen.words(Box(words.x, row.y, words.w, row.h), group.title, head, pen.colours.ink, stand=Stand.MIDDLE)
        flow(pen, Box(choices.x, row.y + (row.h - offered) / 2, choices.w, offered), group.choices)
        box = box.from_top(m.gap)[1]
