"""»Hjælp mig«: text size, colours, reach and calm, each as plain choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.layouts.flow import flow
from screens.layouts.sheet import lay, title

if TYPE_CHECKING:
    from kiosk.visit.views import HelpView
    from screens.pen import Pen


def draw(pen: Pen, view: HelpView) -> None:
    """Draw a heading and its choices, group by group."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.frame.title, view.line)
    head = pen.style(1.0, bold=True, lines=1)
    columns = list(sheet.work.columns(2, m.gap * 2) if m.small else (sheet.work,))
    for number, group in enumerate(view.groups):
        box = columns[number % len(columns)]
        box = pen.stack(box, group.title, head, pen.colours.ink, after=m.gap * 0.4)
        columns[number % len(columns)] = flow(pen, box, group.choices).from_top(m.gap)[1]
