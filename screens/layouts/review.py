"""Layout 5, the last step: what will be sent, what is promised, and the way back to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts import parts
from screens.layouts.sheet import lay, room_name, title
from screens.measures import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.visit.views import ReviewView
    from screens.pen import Pen


def draw(pen: Pen, view: ReviewView) -> None:
    """Draw facts, promise and the one main action."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.headline, view.progress)
    box = parts.actions(pen, sheet.work, view.main, view.second, room_name(view.frame))
    if sheet.shape is Shape.TALL:
        top = sheet.between.y + m.gap
        box = Box(box.x, top, box.w, box.bottom - top)
    if m.small:
        promise = pen.style(quiet=True, lines=3)
        strip, box = box.from_bottom(pen.height(view.promise, promise, box.w))
        pen.words(strip, view.promise, promise, pen.colours.ink)
        parts.facts(pen, box.from_bottom(m.gap * 0.5)[1], _typed_first(view))
        return
    parts.told(pen, box, view.facts, (view.promise,))


def _typed_first(view: ReviewView) -> Sequence[tuple[str, str]]:
    """What it is, then what was typed: that is here to be corrected, and must not be what finds no room."""
    what, *when_and_where, name, contact = view.facts
    return (what, name, contact, *when_and_where)
