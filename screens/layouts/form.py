"""Layout 5, a form: one question, the answer large, and our own keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts import keyboard
from screens.layouts.flow import flow
from screens.layouts.sheet import Sheet, lay, room_name, title
from screens.marks import Stand, Style
from screens.measures import Shape

if TYPE_CHECKING:
    from kiosk.visit.views import FormView
    from screens.pen import Pen


def draw(pen: Pen, view: FormView) -> None:
    """Draw question, answer, keys, and the way on."""
    m = pen.measures
    sheet = lay(pen, view.frame)
    title(pen, sheet, view.question, view.progress)
    if sheet.shape is Shape.COMPACT or _too_low(pen, view, sheet):
        _small(pen, view, sheet)
        return
    box = _answer_above(pen, view, sheet) if sheet.shape is Shape.TALL else _answer(pen, view, sheet.work)
    on, box = box.from_bottom(m.target * 1.3)
    pair = pen.colours.room(room_name(view.frame))
    half = on.from_right(max(on.w * 0.42, m.target * 3))[0]
    pen.button(half, view.next, field=pair.field, ink=pair.text, factor=1.25, bold=True)
    keyboard.draw(pen, box.from_bottom(m.gap)[1], view)


def _too_low(pen: Pen, view: FormView, sheet: Sheet) -> bool:
    """Whether question, answer and way on, each on a row of its own, would leave too little for the keys."""
    m = pen.measures
    words, style = _help_line(pen, view)
    above = m.em(2.0) * 1.45 + pen.height(words, style, sheet.work.w) + m.gap * 3 + (m.target + m.gap if view.choices else 0)
    left = sheet.work.h - above - m.target * 1.3
    return sheet.shape is Shape.WIDE and left < keyboard.least_height(pen, view)


def _answer_above(pen: Pen, view: FormView, sheet: Sheet) -> Box:
    """On tall glass the answer begins right under the poster, and reaches into the part to press; it is not pressed itself."""
    m = pen.measures
    page = Box(sheet.work.x, sheet.between.y + m.gap, sheet.work.w, sheet.work.bottom - sheet.between.y - m.gap)
    field, rest = page.from_top(m.em(2.0) * 1.45)
    _typed(pen, view, field)
    words, style = _help_line(pen, view)
    rest = pen.stack(rest.from_top(m.gap)[1], words, style, pen.colours.ink, after=m.gap)
    if view.choices:
        begin = max(rest.y, sheet.work.y)
        rest = flow(pen, Box(rest.x, begin, rest.w, rest.bottom - begin), view.choices).from_top(m.gap)[1]
    return rest


def _answer(pen: Pen, view: FormView, box: Box) -> Box:
    """On wide glass everything stands over the keys, in the order it is read."""
    m = pen.measures
    field, box = box.from_top(m.em(2.0) * 1.45)
    _typed(pen, view, field)
    words, style = _help_line(pen, view)
    box = pen.stack(box.from_top(m.mm(1))[1], words, style, pen.colours.ink, after=m.gap)
    return flow(pen, box, view.choices).from_top(m.gap)[1] if view.choices else box


def _small(pen: Pen, view: FormView, sheet: Sheet) -> None:
    """On the small glass the answer, the other kind of answer and the way on share a row; one line says what it is for."""
    m = pen.measures
    row, box = sheet.work.from_top(m.target)
    pair = pen.colours.room(room_name(view.frame))
    on, field = row.from_right(max(m.target * 2.4, pen.width(view.next.words, pen.style(1.0, bold=True)) + m.mm(8)))
    pen.button(on, view.next, field=pair.field, ink=pair.text, bold=True)
    field = field.from_right(m.gap)[1]
    for press in [press for press in view.choices if not press.chosen]:
        cell, field = field.from_right(pen.width(press.words, pen.style(1.0)) + m.mm(6))
        pen.button(cell, press, outline=True)
        field = field.from_right(m.gap)[1]
    _typed(pen, view, field)
    line = pen.style(quiet=True, bold=bool(view.problem), lines=1)
    strip, box = box.from_top(pen.height("H", line, 0) + m.mm(1))
    pen.words(strip, view.problem or view.why, line, pen.colours.ink, stand=Stand.BOTTOM)
    keyboard.draw(pen, Box(box.x, box.y + m.mm(1), box.w, box.h - m.mm(1)), view)


def _help_line(pen: Pen, view: FormView) -> tuple[str, Style]:
    """What is wrong with the answer, else what the answer is for."""
    if view.problem:
        return view.problem, pen.style(1.0, bold=True)
    return view.why, pen.style(1.0)


def _typed(pen: Pen, view: FormView, box: Box) -> None:
    """The answer so far, with a caret; a rule under it."""
    m = pen.measures
    ink = pen.colours.ink
    shown = "•" * len(view.value) if view.masked else view.value
    style = pen.fit(shown or "H", Box(0, 0, box.w - m.mm(3), box.h), largest=2.0, smallest=1.0)
    style = Style(style.px, bold=True, align=style.align, lines=1, leading=style.leading)
    pen.words(box, shown, style, ink, stand=Stand.MIDDLE)
    wide = pen.width(shown, style) if shown else 0.0
    caret = Box(box.x + min(wide, box.w - m.mm(2)) + m.mm(0.8), box.y + box.h * 0.16, max(2.0, m.mm(0.8)), box.h * 0.62)
    pen.fill(caret, pen.colours.mark(room_name(view.frame)))
    pen.fill(Box(box.x, box.bottom - max(2.0, m.mm(0.8)), box.w, max(2.0, m.mm(0.8))), ink)
