"""The settings screen: is everything well, in one sentence, then the parts and the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.views import Mood
from screens.geometry import Box
from screens.layouts.flow import flow
from screens.layouts.sheet import lay, title
from screens.measures import Shape

if TYPE_CHECKING:
    from kiosk.visit.views import StaffSection, StaffView
    from screens.pen import Pen


def draw(pen: Pen, view: StaffView) -> None:
    """Draw the verdict, the sections, and the actions at the foot."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.verdict)
    top = sheet.between.y + m.gap if sheet.shape is Shape.TALL else sheet.work.y
    rows = _rows_of_presses(pen, view, sheet.work.w)
    strip, _ = sheet.work.from_bottom(rows * m.target + (rows - 1) * m.gap)
    flow(pen, strip, view.presses)
    box = Box(sheet.work.x, top, sheet.work.w, strip.y - m.gap - top)
    for section in view.sections:
        box = _section(pen, section, box)


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


def _section(pen: Pen, section: StaffSection, box: Box) -> Box:
    """A heading and its lines; a line in trouble is bold."""
    m = pen.measures
    box = pen.stack(box, section.title, pen.style(1.0, bold=True, lines=1), pen.colours.ink)
    for label, words, mood in section.lines:
        style = pen.style(1.0, bold=mood is Mood.GONE, lines=2)
        column = box.w * 0.34
        high = max(pen.height(words, style, box.w - column), pen.height(label, pen.style(1.0, lines=1), column))
        if high > box.h:
            return box
        row, box = box.from_top(high)
        first, second = row.from_left(column)
        pen.words(first, label, pen.style(1.0, lines=1), pen.colours.quiet)
        pen.words(second, words, style, pen.colours.ink)
    return box.from_top(m.gap)[1]
