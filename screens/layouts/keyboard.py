"""Our own keyboard: keys are controls like any other, so they can be found, spoken and tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.keys import ERASE, SPACE, key_press, rows_of
from kiosk.visit.views import Keyboard, Press
from screens.geometry import Box
from screens.marks import Align, Stand, Style

if TYPE_CHECKING:
    from kiosk.visit.views import FormView
    from screens.pen import Pen

_SMALL_EMAIL = (tuple("1234567890"), tuple("qwertyuiop"), tuple("asdfghjkl@_"), (*"zxcvbnm-.", ERASE))
"""The same characters in a row less, for the small glass."""

_PAD = frozenset({Keyboard.DIGITS, Keyboard.CODE})
"""Keyboards of few keys, which may be large."""


def least_height(pen: Pen, view: FormView) -> float:
    """The height below which keys would be too small to hit."""
    m = pen.measures
    return len(rows_of(view.keyboard, view.letters)) * (m.key + m.key_gap)


def draw(pen: Pen, box: Box, view: FormView) -> None:
    """Draw the keys from the foot of `box` upwards, as large as they may be. No keyboard is mirrored, whatever runs round it."""
    m = pen.measures
    keyboard, erase = view.keyboard, view.erase
    low = box.h < least_height(pen, view)
    rows = _SMALL_EMAIL if low and keyboard is Keyboard.EMAIL else rows_of(keyboard, view.letters)
    rows = tuple(row[::-1] for row in rows) if pen.leftwards else rows
    gap = m.key_gap
    widest = max(len(row) for row in rows)
    limit = m.target * 1.7 if keyboard in _PAD else m.target * 1.4
    height = min(limit, (box.h - gap * (len(rows) - 1)) / len(rows))
    unit = min((box.w - gap * (widest - 1)) / widest, limit * 1.7)
    total = height * len(rows) + gap * (len(rows) - 1)
    y = box.bottom - total
    left = box.x + (box.w - (unit * widest + gap * (widest - 1))) / 2
    for row in rows:
        _row(pen, row, Box(left, y, unit * widest + gap * (widest - 1), height), unit, erase)
        y += height + gap


def _row(pen: Pen, row: tuple[str, ...], box: Box, unit: float, erase: Press) -> None:
    """One row of keys, in the middle of its box; long keys share what is left."""
    gap = pen.measures.key_gap
    long = [key for key in row if len(key) > 1 or key in {SPACE, ERASE}]
    short = len(row) - len(long)
    gaps = gap * (len(row) - 1)
    if ERASE in row and short:  # the letters beside it give way to its word, as far as a finger allows
        need = pen.width(erase.words, pen.style(1.0)) + pen.measures.mm(6)
        unit = min(unit, max(pen.measures.key * 1.05, (box.w - gaps - need * len(long)) / short))
    left = box.w - short * unit - gaps
    wide = min(left / len(long), unit * (6 if SPACE in row else 3)) if long else 0.0
    x = box.x + (left - wide * len(long)) / 2
    for key in row:
        width = wide if key in long else unit
        cell = Box(x, box.y, width, box.h)
        _key(pen, cell, key, erase)
        x += width + gap


def _key(pen: Pen, box: Box, key: str, erase: Press) -> None:
    """One key: a tinted field with its character in the middle."""
    m = pen.measures
    if key == ERASE:
        pen.button(box, erase, outline=True)
        return
    press = key_press(key)
    field, ink = pen.colours.tint, pen.colours.ink
    pen.fill(box, field, press.id)
    if field == pen.colours.paper:
        pen.frame(box, ink, max(2.0, m.mm(0.6)), press.id)
    pen.target(box, press, field, ink)
    if key == SPACE:
        bar = Box(box.x + box.w * 0.3, box.centre[1], box.w * 0.4, max(2.0, m.mm(0.8)))
        pen.fill(bar, ink, press.id)
        return
    px = min(m.em(1.6), int(box.h * 0.56)) if len(key) == 1 else m.em(1.0)
    fitted = pen.fit(key, Box(0, 0, box.w * 0.92, box.h), largest=1.6 if len(key) == 1 else 1.0, bold=False)
    pen.words(box, key, Style(min(px, fitted.px), align=Align.MIDDLE, lines=1), ink, stand=Stand.MIDDLE, of=press.id)
