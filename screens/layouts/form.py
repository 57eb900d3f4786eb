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
    title(pen, sheet, view.question if sheet.shape is not Shape.COMPACT else f"{view.question}  {view.progress}", view.progress)
    box = sheet.work
    if sheet.shape is Shape.TALL:
        box = _answer_above(pen, view, sheet)
    else:
        box = _answer(pen, view, box)
    on, box = box.from_bottom(m.target * (1.0 if m.small else 1.3))
    pair = pen.colours.room(room_name(view.frame))
    half = on.from_right(max(on.w * 0.42, m.target * 3))[0]
    pen.button(half, view.next, field=pair.field, ink=pair.text, factor=1.25, bold=True)
    keyboard.draw(pen, box.from_bottom(m.gap)[1], view.keyboard, view.erase)


def _answer_above(pen: Pen, view: FormView, sheet: Sheet) -> Box:
    """On tall glass the answer stands over the part to press; choices of kind stand in it."""
    m = pen.measures
    wide = Box(sheet.between.x, sheet.between.y + m.gap, sheet.between.w, sheet.between.h - m.gap)
    line = m.em(2.0) * 1.45
    field, under = wide.from_top(line)
    _typed(pen, view, field)
    rest = sheet.work
    if view.choices:
        rest = flow(pen, rest, view.choices).from_top(m.gap)[1]
    why = Box(under.x, under.y + m.mm(1), under.w, max(0.0, sheet.work.y - under.y - m.mm(1)))
    words, style = _help_line(pen, view)
    high = pen.height(words, style, why.w)
    if high <= why.h:
        pen.words(why, words, style, pen.colours.ink)
        return rest
    strip, rest = rest.from_top(high + m.gap)
    pen.words(strip, words, style, pen.colours.ink)
    return rest


def _answer(pen: Pen, view: FormView, box: Box) -> Box:
    """On wide glass everything stands over the keys."""
    m = pen.measures
    if view.choices:
        box = flow(pen, box, view.choices).from_top(m.gap)[1]
    field, box = box.from_top(m.em(1.25 if m.small else 2.0) * 1.45)
    _typed(pen, view, field)
    words, style = _help_line(pen, view)
    if m.small and not view.problem:
        return box.from_top(m.gap)[1]
    return pen.stack(box.from_top(m.mm(1))[1], words, style, pen.colours.ink, after=m.gap)


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
    pen.fill(caret, pen.colours.room(room_name(view.frame)).field)
    pen.fill(Box(box.x, box.bottom - max(2.0, m.mm(0.8)), box.w, max(2.0, m.mm(0.8))), ink)
