"""Controls in a row that break into several rows where there are too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.visit.views import Press
    from screens.pen import Pen


def flow(pen: Pen, box: Box, presses: Sequence[Press], *, bold: bool = False) -> Box:
    """Draw controls from the start of `box`, as wide as their words; give what is left under them."""
    places = places_of(pen, box, presses, bold=bold)
    for press, place in zip(presses, places, strict=True):
        pen.button(place, press, bold=bold)
    return box.from_top(places[-1].bottom - box.y if places else 0.0)[1]


def places_of(pen: Pen, box: Box, presses: Sequence[Press], *, bold: bool = False) -> list[Box]:
    """Say where each control would stand."""
    m = pen.measures
    style = pen.style(1.0, bold=bold)
    out: list[Box] = []
    x, y = box.x, box.y
    for press in presses:
        width = min(box.w, max(m.target * 1.2, pen.width(press.words, style) + m.mm(4 if m.small else 9)))
        if x > box.x and x + width > box.right + 0.5:
            x, y = box.x, y + m.target + m.gap
        out.append(Box(x, y, width, m.target))
        x += width + m.gap
    return out
