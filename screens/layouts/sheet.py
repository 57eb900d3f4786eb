"""What every screen has: the room's poster field, the bar with fixed places, and the quiet lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from screens.geometry import Box
from screens.marks import Align, Stand
from screens.measures import Shape
from screens.theme import Pair

if TYPE_CHECKING:
    from kiosk.visit.views import Frame, Press
    from screens.pen import Pen

TALL_POSTER = 0.37
"""Part of a tall glass that is poster; everything to press stands in the lower 60 %."""

TALL_TOUCH = 0.40
LOW_TOUCH = 0.60
"""Where the part to press begins, from the top: normally, and in reach mode."""

WIDE_POSTER = 0.36


class Sheet(Struct, frozen=True):
    """Where a layout may draw: `poster` carries the room's colour, `work` is what may be pressed, `between` lies between."""

    poster: Box
    work: Box
    between: Box
    pair: Pair
    shape: Shape


def room_name(frame: Frame) -> str | None:
    """Name the room of a frame, as theme files do."""
    return frame.room.value if frame.room else None


def lay(pen: Pen, frame: Frame, *, poster: bool = True) -> Sheet:
    """Draw the bar and quiet lines, fill the poster with the room's colour, and give the boxes to draw in.

    `poster` False leaves the field unfilled (Home and Resting colour the glass themselves).
    """
    m = pen.measures
    pair = pen.colours.room(room_name(frame))
    pen.fill(m.glass, pen.colours.paper)
    above = _bar(pen, frame, m.glass)
    shape = m.shape
    if shape is Shape.TALL:
        field, work, between = _tall(pen, above)
    elif shape is Shape.WIDE:
        field, work = above.from_left(m.width * WIDE_POSTER)
        work, between = work.inset(m.margin), Box(0, 0, 0, 0)
    else:
        field, work = above.from_top(m.target)
        work, between = work.inset(m.margin, m.gap * 0.7), Box(0, 0, 0, 0)
    if poster:
        pen.fill(field, pair.field)
    return Sheet(field.inset(m.margin, 0 if m.small else m.margin), work, between, pair, shape)


def _tall(pen: Pen, above: Box) -> tuple[Box, Box, Box]:
    """Cut a tall glass: poster, what lies under it, and the part to press."""
    m = pen.measures
    begin = m.height * (LOW_TOUCH if m.low_reach else TALL_TOUCH)
    field = Box(0, 0, m.width, m.height * TALL_POSTER)
    between = Box(m.margin, field.bottom, m.width - 2 * m.margin, begin - field.bottom)
    work = Box(m.margin, begin, m.width - 2 * m.margin, above.bottom - begin)
    return field, work, between


def title(pen: Pen, sheet: Sheet, words: str, line: str = "", *, turns: float = 0.0) -> None:
    """Set the poster's title large, a line under it, and the room's spiral beside it."""
    box = sheet.poster
    ink = sheet.pair.text
    if sheet.shape is Shape.COMPACT:
        style = pen.fit(words, box, largest=1.6)
        pen.words(box, words, style, ink, stand=Stand.MIDDLE)
        return
    turns = turns or spiral_turns(words)
    if sheet.shape is Shape.TALL:
        column, side = box.from_left(box.w * 0.66)
        radius = min(side.w, box.h) * 0.5
        x, y = box.right - radius, box.y + radius
    else:
        side, column = box.from_top(box.h * 0.42)
        radius = min(side.w, side.h) * 0.46
        x, y = box.x + radius, box.y + radius
    pen.swirl(x, y, radius, turns, max(3.0, pen.measures.mm(2.0)), ink)
    _poster_words(pen, column, words, line, sheet)


def _poster_words(pen: Pen, column: Box, words: str, line: str, sheet: Sheet) -> None:
    """Set title and line at the foot of the poster, the title as large as it may be."""
    ink = sheet.pair.text
    body = pen.style(1.0, lines=4)
    foot = pen.height(line, body, column.w) + (pen.measures.gap if line else 0)
    room = column.from_bottom(foot)[1]
    style = pen.fit(words, room, largest=3.2)
    pen.words(room, words, style, ink, stand=Stand.BOTTOM)
    if line:
        pen.words(column.from_bottom(foot)[0], line, body, ink, stand=Stand.BOTTOM)


def roomy(pen: Pen) -> float:
    """Size of running words: a step larger than the smallest wherever the glass has room for it."""
    return 1.0 if pen.measures.small else 1.25


def spiral_turns(words: str) -> float:
    """Turns of a spiral that belongs to these words: the same words, the same spiral; 3 to 7."""
    return 3.0 + sum(ord(letter) * (i + 1) for i, letter in enumerate(words)) % 33 / 8


def _bar(pen: Pen, frame: Frame, glass: Box) -> Box:
    """Draw Home, Back, help and languages in their fixed places, and the quiet lines over them; give what is above."""
    m = pen.measures
    air = m.gap * (0.7 if m.small else 1.0)
    bar, above = glass.from_bottom(m.target + 2 * air)
    bar = bar.inset(m.margin, air)
    # What is on every screen stands outermost: then what comes and goes beside it moves nothing.
    left = [press for press in (frame.home, frame.back) if press]
    right = [*([frame.help] if frame.help else []), *_languages(pen, frame, left, bar.w)]
    widths = _widths(pen, [*left, *right], bar.w)
    x = bar.x
    for press in left:
        pen.button(Box(x, bar.y, widths[press.id], bar.h), press)
        x += widths[press.id] + m.gap
    x = bar.right
    for press in reversed(right):
        x -= widths[press.id]
        pen.button(Box(x, bar.y, widths[press.id], bar.h), press)
        x -= m.gap
    return _quiet_lines(pen, frame, above)


def _languages(pen: Pen, frame: Frame, left: list[Press], room: float) -> tuple[Press, ...]:
    """Give the languages of the bar; where words would be cut, only the way to all of them, behind which each has its field."""
    every = next((press for press in frame.languages if press.id == "languages"), None)
    wanted = [*left, *([frame.help] if frame.help else []), *frame.languages]
    return frame.languages if every is None or sum(_needs(pen, wanted).values()) <= room else (every,)


def _needs(pen: Pen, presses: list[Press], *, roomy: bool = False) -> dict[str, float]:
    """Give each control of the bar the width that its words need, with the gap after it."""
    m = pen.measures
    style = pen.style(1.0)
    air, least = (m.mm(4 if m.small else 8), m.target * 1.3) if roomy else (m.mm(3 if m.small else 6.5), m.target)
    return {press.id: max(least, pen.width(press.words, style) + air) + m.gap for press in presses}


def _widths(pen: Pen, presses: list[Press], room: float) -> dict[str, float]:
    """Give each control of the bar the width of its words, with air where there is room; all narrower where there is none."""
    m = pen.measures
    wish: dict[str, float] = {}
    for roomy in (True, False):
        wish = {name: width - m.gap for name, width in _needs(pen, presses, roomy=roomy).items()}
        if sum(wish.values()) + m.gap * (len(presses) - 1) <= room:
            return wish
    gaps = m.gap * (len(presses) - 1)
    factor = (room - gaps) / sum(wish.values())
    return {name: width * factor for name, width in wish.items()}


def _quiet_lines(pen: Pen, frame: Frame, above: Box) -> Box:
    """Set the notice, the status and the demo mark over the bar; give what is above them."""
    m = pen.measures
    words = " · ".join(part for part in (frame.demo, frame.status) if part)
    if words:
        style = pen.style(quiet=True, lines=1 if m.small else 3)
        strip, above = above.from_bottom(pen.height(words, style, above.w - 2 * m.margin) + m.mm(1))
        pen.words(strip.inset(m.margin, 0), words, style, pen.colours.quiet, stand=Stand.BOTTOM)
    if frame.notice:
        style = pen.style(1.0, bold=True, align=Align.START)
        width = above.w - 2 * m.margin - m.mm(10)
        strip, above = above.from_bottom(pen.height(frame.notice, style, width) + m.mm(8))
        field = strip.inset(m.margin, m.mm(1))
        pen.fill(field, pen.colours.ink)
        pen.words(field.inset(m.mm(5), 0), frame.notice, style, pen.colours.paper, stand=Stand.MIDDLE)
    return above
