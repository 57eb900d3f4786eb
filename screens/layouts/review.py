"""Layout 5, the last step: what will be sent, what is promised, and the way back to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts import parts, told
from screens.layouts.sheet import lay, room_name, title
from screens.measures import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.visit.views import ReviewView
    from screens.layouts.listing import Roll
    from screens.pen import Pen


def draw(pen: Pen, view: ReviewView, roll: Roll) -> None:
    """Draw facts, promise and the one main action."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.headline, view.progress)
    box = parts.actions(pen, sheet.work, view.main, view.second, room_name(view.frame))
    if sheet.shape is Shape.TALL:
        top = sheet.between.y + m.gap
        box = Box(box.x, top, box.w, box.bottom - top)
    rows = view.facts if told.fits(pen, box, view.facts, (view.promise,)) else _typed_first(view)
    told.draw(pen, box, rows, (view.promise,), roll, view.frame)


def _typed_first(view: ReviewView) -> Sequence[tuple[str, str]]:
    """What it is, then what was typed: that is here to be corrected, and must not be what finds no room."""
    what, *when_and_where, name, contact = view.facts
    return (what, name, contact, *when_and_where)
