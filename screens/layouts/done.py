"""Layout 6, done: what happened, the slip coming out of a drawn slot, and a code when there is no paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.views import Paper
from screens.geometry import Box
from screens.layouts import parts
from screens.layouts.sheet import lay, room_name, roomy, title
from screens.marks import Stand
from screens.measures import Shape

if TYPE_CHECKING:
    from kiosk.visit.views import DoneView
    from screens.pen import Pen


def draw(pen: Pen, view: DoneView) -> None:
    """Draw headline, slot or code, facts, and the ways on."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.headline)
    box = parts.actions(pen, sheet.work, None, view.presses, room_name(view.frame))
    if sheet.shape is Shape.TALL:
        top = sheet.between.y + m.gap
        box = Box(box.x, top, box.w, box.bottom - top)
    if view.paper is not Paper.NONE:
        box = _slot(pen, view, box)
    elif view.code:
        strip, box = box.from_top(min(m.mm(70), box.h * 0.5))
        parts.code(pen, strip, view.code)
        box = box.from_top(m.gap)[1]
        box = pen.stack(box, view.paper_line, pen.style(roomy(pen), bold=True), pen.colours.ink, after=m.gap)
    parts.told(pen, box, view.facts, view.paragraphs)


def _slot(pen: Pen, view: DoneView, box: Box) -> Box:
    """A slot with a slip hanging out of it: a little while it comes, long when it is out."""
    m = pen.measures
    ink = pen.colours.ink
    strip, rest = box.from_top(min(m.mm(68), box.h * 0.42))
    art, words = strip.from_left(min(strip.w * 0.44, m.mm(110)))
    mouth = Box(art.x, art.y + m.mm(2), art.w, m.mm(5))
    length = (art.h - m.mm(9)) * (1.0 if view.paper is Paper.OUT else 0.4)
    slip = Box(mouth.x + art.w * 0.2, mouth.bottom - m.mm(1.5), art.w * 0.6, length)
    pen.fill(mouth, ink)
    pen.fill(slip, (1.0, 1.0, 1.0, 1.0))
    pen.frame(slip, (0.1, 0.1, 0.1, 1.0), max(2.0, m.mm(0.5)))
    black = (0.1, 0.1, 0.1, 1.0)
    radius = min(slip.w * 0.2, slip.h * 0.3)
    pen.swirl(slip.centre[0], slip.y + m.mm(2) + radius, radius, 3.0, max(2.0, m.mm(0.8)), black)
    top = slip.y + m.mm(4) + radius * 2
    for i, part in enumerate((0.7, 0.5, 0.6)):
        line = Box(slip.x + slip.w * 0.15, top + i * m.mm(3.4), slip.w * part, m.mm(1.2))
        if line.bottom < slip.bottom - m.mm(2):
            pen.fill(line, black)
    side = Box(words.x + m.gap * 1.5, words.y, words.w - m.gap * 1.5, words.h)
    pen.words(side, view.paper_line, pen.fit(view.paper_line, side, largest=1.6), ink, stand=Stand.MIDDLE)
    return rest.from_top(m.gap)[1]
