"""Layout 1, resting: the room's colour from edge to edge, the spiral, and one poster at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.marks import Align, Stand
from screens.measures import Shape

if TYPE_CHECKING:
    from kiosk.visit.views import RestingView
    from screens.pen import Pen
    from screens.theme import Pair

FIRST_TURNS, MOST_TURNS = 1.5, 9.0
TURNS_A_STEP = 0.25


def draw(pen: Pen, view: RestingView) -> None:
    """Draw the poster; nothing on it can be pressed, for the first touch only wakes."""
    m = pen.measures
    pair = pen.colours.room(view.poster.room.value if view.poster else None)
    pen.fill(m.glass, pair.field)
    page = m.glass.inset(m.margin * 1.4, m.margin * 1.2)
    head, page = page.from_top(m.em(1.25) * 1.5)
    pen.words(head, view.branch, pen.style(1.25, bold=True), pair.text)
    pen.words(head, view.demo, pen.style(align=Align.END, quiet=True), pair.text)
    foot, page = page.from_bottom(m.em(2.0) * 1.6)
    pen.words(foot, view.invitation, pen.fit(view.invitation, foot, largest=2.0), pair.text, stand=Stand.BOTTOM)
    _spiral_and_poster(pen, view, page.inset(0, m.gap), pair)


def _spiral_and_poster(pen: Pen, view: RestingView, page: Box, pair: Pair) -> None:
    """Put the spiral over the poster's words, or beside them on a wide glass."""
    m = pen.measures
    if m.shape is Shape.TALL:
        art, words = page.from_top(page.h * 0.52)
    else:
        art, words = page.from_right(page.w * 0.42)
    radius = min(art.w, art.h) * 0.47
    span = MOST_TURNS - FIRST_TURNS
    turns = FIRST_TURNS + (view.turns * TURNS_A_STEP) % span
    x, y = art.centre
    if m.shape is Shape.TALL:
        x = art.right - radius
    pen.swirl(x, y, radius * min(1.0, 0.35 + turns / MOST_TURNS), turns, max(4.0, m.mm(3.4)), pair.text)
    if view.poster:
        _poster(pen, words.inset(0, m.gap), view, pair)
    else:
        pen.words(words, view.opening, pen.fit(view.opening, words, largest=3.2), pair.text, stand=Stand.MIDDLE)


def _poster(pen: Pen, box: Box, view: RestingView, pair: Pair) -> None:
    """Set kicker, title and line at the foot of their box."""
    m = pen.measures
    poster = view.poster
    if poster is None:
        return
    body = pen.style(1.0 if m.small else 1.25, lines=2)
    low = pen.height(poster.line, body, box.w)
    line, box = box.from_bottom(low + m.gap)
    pen.words(line, poster.line, body, pair.text, stand=Stand.BOTTOM)
    high = pen.height(poster.kicker, body, box.w) + m.gap
    style = pen.fit(poster.title, Box(0, 0, box.w, box.h - high), largest=4.0)
    tall = pen.height(poster.title, style, box.w)
    block, _ = box.from_bottom(tall + high)
    kicker, block = block.from_top(high)
    pen.words(kicker, poster.kicker, body, pair.text)
    pen.words(block, poster.title, style, pair.text, stand=Stand.BOTTOM)
