"""Something to say in plain words, with the next thing to do; the spiral turns while something is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts import parts, told
from screens.layouts.sheet import lay, title
from screens.measures import Shape

if TYPE_CHECKING:
    from kiosk.visit.views import MessageView
    from screens.layouts.listing import Roll
    from screens.pen import Pen


def draw(pen: Pen, view: MessageView, roll: Roll, turned: float = 0.0) -> None:
    """Draw headline, paragraphs and the ways on; `turned` is how far the busy spiral has come, in radians."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.headline)
    box = sheet.work
    if view.busy:
        radius = min(box.w, box.h) * 0.3
        pen.swirl(*box.centre, radius, 4.0, max(4.0, m.mm(2.2)), pen.colours.ink, start=turned)
        return
    box = parts.actions(pen, box, None, view.presses, None) if m.small else _under_one_another(pen, view, box)
    if sheet.shape is Shape.TALL:
        top = sheet.between.y + m.gap
        box = Box(box.x, top, box.w, box.bottom - top)
    told.draw(pen, box, (), view.paragraphs, roll, view.frame)


def _under_one_another(pen: Pen, view: MessageView, box: Box) -> Box:
    """The ways on, the first one on top; give what is over them."""
    m = pen.measures
    for press in reversed(view.presses):
        strip, box = box.from_bottom(m.target)
        pen.button(strip.from_left(min(strip.w, m.mm(190)))[0], press)
        box = box.from_bottom(m.gap)[1]
    return box
