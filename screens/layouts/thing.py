"""Layout 4, one thing: a typographic cover, a few facts, the words about it, and one main action."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts import pages, parts, told
from screens.layouts.sheet import lay, room_name, roomy, spiral_turns, title
from screens.marks import Stand, Style
from screens.measures import Shape

if TYPE_CHECKING:
    from kiosk.visit.views import ThingView, TipCard
    from screens.layouts.listing import Roll
    from screens.pen import Pen


def draw(pen: Pen, view: ThingView, roll: Roll) -> None:
    """Draw the cover as the poster, then facts, words, tips or a code, and the actions at the foot."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    if sheet.shape is Shape.COMPACT:
        title(pen, sheet, view.cover.title)
    else:
        _cover(pen, view, sheet.poster, sheet.pair.text, tall=sheet.shape is Shape.TALL)
    box = parts.actions(pen, sheet.work, view.main, view.second, room_name(view.frame))
    if view.note:
        style = pen.style(roomy(pen), bold=True)
        strip, box = box.from_bottom(pen.height(view.note, style, box.w) + m.gap)
        pen.words(strip, view.note, style, pen.colours.ink)
    box = _under_poster(sheet.between, box)
    if view.code:
        strip, box = box.from_bottom(min(m.mm(64), box.h * 0.42))
        parts.code(pen, strip, view.code)
        box = box.from_bottom(m.gap)[1]
    _read(pen, view, box.from_top(m.gap * 1.5 if sheet.shape is Shape.TALL else 0)[1], roll)


def _read(pen: Pen, view: ThingView, box: Box, roll: Roll) -> None:
    """What there is to read: all of it where it fits, else page by page."""
    blocks = _blocks(pen, view, box)
    if pages.height(pen, blocks) > box.h:
        pages.draw(pen, box, blocks, roll, (view.frame.more, view.frame.less))
    elif view.tips:
        _with_tips(pen, view, box)
    else:
        parts.told(pen, box, view.facts, view.paragraphs)


def _blocks(pen: Pen, view: ThingView, box: Box) -> list[pages.Block]:
    """Facts, paragraphs and tips at the smallest size, one under the other."""
    blocks = told.blocks_of(pen, box, view.facts, view.paragraphs)
    return [*blocks, *(pages.Block(_tip_height(pen, tip, box.w), partial(_tip, pen, tip)) for tip in view.tips)]


def _under_poster(between: Box, work: Box) -> Box:
    """On a tall glass, words (never things to press) may stand between poster and the part to press as well."""
    return Box(work.x, between.y, work.w, work.bottom - between.y) if between.h else work


def _cover(pen: Pen, view: ThingView, box: Box, ink: tuple[float, float, float, float], *, tall: bool) -> None:
    """The title set large with the spiral its letters give."""
    m = pen.measures
    cover = view.cover
    if tall:
        words, art = box.from_left(box.w * 0.7)
        radius = min(art.w, box.h) * 0.5
        x, y = box.right - radius, box.y + radius
    else:
        art, words = box.from_top(box.h * 0.36)
        radius = min(art.w, art.h) * 0.46
        x, y = box.x + radius, art.y + radius
    pen.swirl(x, y, radius, spiral_turns(cover.title), max(3.0, m.mm(2.0)), ink)
    line = pen.style(1.0, lines=3)
    low = pen.height(cover.line, line, words.w) + (m.gap if cover.line else 0)
    foot, words = words.from_bottom(low)
    pen.words(foot, cover.line, line, ink, stand=Stand.BOTTOM)
    pen.words(words, cover.title, pen.fit(cover.title, words, largest=2.5), ink, stand=Stand.BOTTOM)


def _with_tips(pen: Pen, view: ThingView, box: Box) -> None:
    """A book's page: where it stands and what it is, then the tips at the foot, each with its reason."""
    m = pen.measures
    high = [_tip_height(pen, tip, box.w) for tip in view.tips]
    head = pen.style(1.25, bold=True, lines=1)
    titled = pen.height(view.tips_title, head, box.w) + m.gap
    wanted = sum(high) + m.gap * (len(high) - 1)
    if pages.height(pen, _blocks(pen, view, box)) + titled > box.h:
        titled = 0.0
    tips, rest = box.from_bottom(wanted + titled)
    parts.told(pen, rest.from_bottom(m.gap)[1], view.facts, view.paragraphs)
    if titled:
        tips = pen.stack(tips, view.tips_title, head, pen.colours.ink, after=m.gap)
    for tip, height in zip(view.tips, high, strict=True):
        cell, tips = tips.from_top(height)
        tips = tips.from_top(m.gap)[1]
        _tip(pen, tip, cell)


def _tip_lines(pen: Pen, tip: TipCard) -> tuple[tuple[str, Style], ...]:
    """What stands on a tip, and how: title, author and shelf, reason; on the small glass title and reason."""
    if pen.measures.small:
        return (tip.title, pen.style(1.0, bold=True, lines=1)), (tip.reason, pen.style(quiet=True, lines=1))
    by_and_where = " · ".join(part for part in (tip.author, tip.shelf) if part)
    return (
        (tip.title, pen.style(1.25, bold=True, lines=2, leading=0.9)),
        (by_and_where, pen.style(1.0, lines=2)),
        (tip.reason, pen.style(1.0, lines=2)),
    )


def _tip_height(pen: Pen, tip: TipCard, width: float) -> float:
    """How high a tip stands."""
    m = pen.measures
    inner = width - m.gap * 2
    high = sum(pen.height(words, style, inner) for words, style in _tip_lines(pen, tip))
    return max(m.target, high + (m.gap * 0.4 if m.small else m.gap))


def _tip(pen: Pen, tip: TipCard, box: Box) -> None:
    """One tip: a field with a bar in the room's colour, its lines over one another."""
    m = pen.measures
    name = tip.press.id
    ink, field = pen.colours.ink, pen.colours.tint
    pen.fill(box, field, name)
    bar, _ = box.from_left(m.mm(2))
    pen.fill(bar, pen.colours.mark("reading", field))
    if field == pen.colours.paper:
        pen.frame(box, ink, max(2.0, m.mm(0.6)), name)
    pen.target(box, tip.press, field, ink)
    inner = Box(box.x + m.gap + m.mm(1), box.y, box.w - m.gap * 2, box.h).inset(0, m.gap * (0.2 if m.small else 0.5))
    for words, style in _tip_lines(pen, tip):
        used = pen.words(inner, words, style, ink, of=name)
        inner = inner.from_top(used)[1]
