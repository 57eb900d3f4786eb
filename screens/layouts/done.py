"""Layout 6, done: what happened, the slip coming out of a drawn slot, and a code when there is no paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.views import Paper
from screens.geometry import Box
from screens.layouts import pages, parts, told
from screens.layouts.sheet import lay, room_name, roomy, title
from screens.marks import Stand
from screens.measures import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.visit.views import DoneView
    from screens.layouts.listing import Roll
    from screens.pen import Pen


def draw(pen: Pen, view: DoneView, roll: Roll) -> None:
    """Draw headline, slot or code, facts, and the ways on."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.headline)
    box = parts.actions(pen, sheet.work, None, view.presses, room_name(view.frame))
    if sheet.shape is Shape.TALL:
        top = sheet.between.y + m.gap
        box = Box(box.x, top, box.w, box.bottom - top)
    told.draw(pen, box, view.facts, view.paragraphs, roll, view.frame, first=tuple(_paper(pen, view, box)))


def _paper(pen: Pen, view: DoneView, box: Box) -> Iterator[pages.Block]:
    """What becomes of the slip: the slot it comes out of, or the code that does the same, or the line that offers one."""
    m = pen.measures
    page = box.h - m.target - m.gap
    if view.paper is not Paper.NONE:
        yield pages.Block(min(m.mm(68), max(box.h * 0.42, m.mm(24)), page), lambda strip: _slot(pen, view, strip))
        return
    if view.code is not None:
        code = view.code
        yield pages.Block(min(m.mm(70), max(box.h * 0.5, m.mm(30)), page), lambda strip: parts.code(pen, strip, code))
    if view.paper_line:
        style = pen.style(roomy(pen), bold=view.code is not None)
        high = pen.height(view.paper_line, style, box.w)
        yield pages.Block(high, lambda strip: pen.words(strip, view.paper_line, style, pen.colours.ink))


def _slot(pen: Pen, view: DoneView, strip: Box) -> None:
    """A slot with a slip hanging out of it: a little while it comes, long when it is out."""
    m = pen.measures
    ink = pen.colours.ink
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
