"""»Er du der stadig?«: over everything, with the spiral unwinding while there is time to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.marks import Stand
from screens.measures import Shape

if TYPE_CHECKING:
    from kiosk.visit.views import StillThere
    from screens.pen import Pen


def draw(pen: Pen, view: StillThere, left: float) -> None:
    """Cover the glass (nobody reads over a shoulder) and ask; `left` is the part of the time that is left, 1 to 0."""
    m = pen.measures
    ink, paper = pen.colours.ink, pen.colours.paper
    pen.fill(m.glass, ink)
    page = m.glass.inset(m.margin * 1.4)
    high = m.target * (1.2 if m.small else 1.7)
    if m.shape is Shape.TALL:
        leave, page = page.from_bottom(m.target)
        stay, page = page.from_bottom(m.gap)[1].from_bottom(high)
    else:
        strip, page = page.from_bottom(high)
        stay, leave = strip.columns(2, m.gap)
    pen.button(stay, view.stay, field=paper, ink=ink, factor=1.6, bold=True)
    pen.button(leave, view.leave, field=ink, ink=paper, factor=1.25, outline=True)
    page = page.from_bottom(m.margin)[1]
    art, words = page.from_top(page.h * 0.5) if m.shape is Shape.TALL else page.from_right(page.w * 0.4)
    radius = min(art.w, art.h) * 0.45
    if left > 0:
        pen.swirl(*art.centre, radius * (0.25 + 0.75 * left), 0.4 + 6.0 * left, max(4.0, m.mm(2.6)), paper)
    line = pen.style(1.0 if m.small else 1.25, lines=3)
    low = pen.height(view.line, line, words.w) + m.gap
    foot, words = words.from_bottom(low)
    pen.words(foot, view.line, line, paper, stand=Stand.BOTTOM)
    pen.words(words, view.headline, pen.fit(view.headline, words, largest=3.2), paper, stand=Stand.BOTTOM)
