"""Layout 2, Home: the rooms as flat fields, each with its verb and one live line, and where to hold a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.geometry import Box
from screens.layouts.sheet import Sheet, lay, spiral_turns
from screens.marks import Stand, Style
from screens.measures import Shape

if TYPE_CHECKING:
    from kiosk.visit.views import HomeField, HomeView
    from screens.pen import Pen


LEAST_SPIRAL_MM = 18.0
"""A spiral smaller than this would be a blot."""


def draw(pen: Pen, view: HomeView) -> None:
    """Draw Home for the glass at hand."""
    sheet = lay(pen, view.frame, poster=False)
    if sheet.shape is Shape.TALL:
        _tall(pen, view, sheet)
    elif sheet.shape is Shape.WIDE:
        _wide(pen, view, sheet)
    else:
        _compact(pen, view, sheet)


def _tall(pen: Pen, view: HomeView, sheet: Sheet) -> None:
    """Name and spiral over the fields, which run from edge to edge; the scan line under them."""
    m = pen.measures
    _masthead(pen, view, Box(sheet.poster.x, sheet.poster.y, sheet.poster.w, sheet.work.y - sheet.poster.y - m.margin))
    scan, fields = sheet.work.from_bottom(
        max(m.target * 2.3, _scan_height(pen, view, _scan_width(pen, view, sheet.work.w)) + 2 * m.gap)
    )
    stripes = Box(0, fields.y, m.width, fields.h).rows(len(view.fields), m.gap)
    for field, box in zip(view.fields, stripes, strict=True):
        _stripe(pen, field, box)
    _scan_line(pen, view, scan.inset(0, m.gap))


def _wide(pen: Pen, view: HomeView, sheet: Sheet) -> None:
    """A column of name, spiral and scan line, and the fields as tall columns beside it."""
    m = pen.measures
    column = sheet.poster
    scan, column = column.from_bottom(
        m.target + m.gap * 2 + max(m.target * 1.4, _scan_height(pen, view, column.w - m.target * 1.4 - m.gap))
    )
    _masthead(pen, view, column)
    _scan_column(pen, view, scan)
    area = Box(sheet.work.x, 0, m.width - sheet.work.x, sheet.work.bottom + m.margin - m.gap)
    _columns(pen, view.fields, area)


def _compact(pen: Pen, view: HomeView, sheet: Sheet) -> None:
    """The fields as columns, and a thin line of name over and scan under."""
    m = pen.measures
    band = sheet.poster
    pen.words(band, view.branch, pen.fit(view.branch, band, largest=1.25), pen.colours.ink, stand=Stand.MIDDLE)
    scan, fields = Box(sheet.work.x, band.bottom, sheet.work.w, sheet.work.bottom - band.bottom).from_bottom(m.target)
    _columns(pen, view.fields, Box(0, fields.y, m.width, fields.h - m.gap))
    _scan_line(pen, view, scan)


def _masthead(pen: Pen, view: HomeView, box: Box) -> None:
    """The branch's name large over the question, and the spiral whose turns come from the name's letters in what is left."""
    m = pen.measures
    ink = pen.colours.ink
    tall = m.shape is Shape.TALL
    line = pen.style(1.25, lines=4)
    low = pen.height(view.frame.title, line, box.w) + m.gap
    foot, rest = box.from_bottom(low)
    style = pen.fit(view.branch, Box(0, 0, box.w, rest.h * 0.5), largest=3.2)
    name, art = rest.from_bottom(pen.height(view.branch, style, box.w) + m.gap)
    pen.words(foot, view.frame.title, line, ink, stand=Stand.BOTTOM)
    pen.words(name, view.branch, style, ink, stand=Stand.BOTTOM)
    radius = min(art.w * (0.4 if tall else 0.46), art.h * 0.5)
    x = art.right - radius if tall else art.x + radius
    if radius >= m.mm(LEAST_SPIRAL_MM):
        pen.swirl(x, art.y + radius, radius, spiral_turns(view.branch), max(3.0, m.mm(2.4)), ink)


def _stripe(pen: Pen, field: HomeField, box: Box) -> None:
    """One room as a stripe: verb over its live line."""
    m = pen.measures
    pair = pen.colours.room(field.room.value)
    name = field.press.id
    pen.fill(box, pair.field, name)
    pen.target(box, field.press, pair.field, pair.text)
    inner = box.inset(m.margin, m.gap)
    least = pen.height(field.verb, pen.style(1.0, bold=True), inner.w)
    sizes = (pen.style(1.25, lines=2), pen.style(1.0, lines=2))
    live = next((each for each in sizes if least + pen.height(field.line, each, inner.w) <= inner.h), pen.style(1.0, lines=1))
    low = pen.height(field.line, live, inner.w)
    verb = pen.fit(field.verb, Box(0, 0, inner.w, inner.h - low), largest=3.2)
    total = pen.height(field.verb, verb, inner.w) + low
    block = Box(inner.x, inner.y + (inner.h - total) / 2, inner.w, total)
    line, block = block.from_bottom(low)
    pen.words(block, field.verb, verb, pair.text, of=name)
    pen.words(line, field.line, live, pair.text, of=name)


def _columns(pen: Pen, fields: tuple[HomeField, ...], area: Box) -> None:
    """The rooms as columns: verb at the top, live line at the foot."""
    m = pen.measures
    boxes = area.columns(len(fields), m.gap)
    inner = [box.inset(m.gap * 1.5, m.margin if not m.small else m.gap) for box in boxes]
    narrow = Box(0, 0, min(box.w for box in inner), min(box.h for box in inner) * 0.45)
    factors = [pen.fit(field.verb, narrow, largest=3.2) for field in fields]
    verb = min(factors, key=lambda style: style.px)
    for field, box, text in zip(fields, boxes, inner, strict=True):
        pair = pen.colours.room(field.room.value)
        pen.fill(box, pair.field, field.press.id)
        pen.target(box, field.press, pair.field, pair.text)
        pen.words(text, field.verb, verb, pair.text, of=field.press.id)
        under = text.from_top(pen.height(field.verb, verb, text.w) + m.gap * 0.5)[1]
        live = pen.fit(field.line, under, largest=1.0 if m.small else 1.25, bold=False, leading=1.0)
        pen.words(under, field.line, live, pair.text, stand=Stand.BOTTOM, of=field.press.id)


def _scan_line(pen: Pen, view: HomeView, box: Box) -> None:
    """The drawing of where to hold a book, what to do in words, and »Har du en seddel?« beside."""
    m = pen.measures
    width = _slip_width(pen, view, box.w)
    button, rest = box.from_right(width)
    pen.button(Box(button.x, button.centre[1] - m.target / 2, button.w, m.target), view.slip, outline=True)
    art, words = rest.from_left(min(box.h, m.target * 1.5))
    _book_under_scanner(pen, art.inset(m.mm(1)))
    words = Box(words.x + m.gap, words.y, words.w - 2 * m.gap, words.h)
    if m.small:
        pen.words(words, view.scan_title, pen.fit(view.scan_title, words, largest=1.0), pen.colours.ink, stand=Stand.MIDDLE)
        return
    _scan_words(pen, view, words)


def _slip_width(pen: Pen, view: HomeView, width: float) -> float:
    """How wide »Har du en seddel?« is."""
    m = pen.measures
    return min(width * 0.42, max(m.target * 2, pen.width(view.slip.words, pen.style(1.0)) + m.mm(10)))


def _scan_width(pen: Pen, view: HomeView, width: float) -> float:
    """How much of a row is left for the words about scanning."""
    m = pen.measures
    return width - _slip_width(pen, view, width) - m.target * 1.5 - 2 * m.gap


def _scan_height(pen: Pen, view: HomeView, width: float) -> float:
    """How high the words about scanning stand."""
    return pen.height(view.scan_title, _scan_title_style(pen), width) + pen.height(view.scan_line, _scan_line_style(pen), width)


def _scan_column(pen: Pen, view: HomeView, box: Box) -> None:
    """The same for a narrow column: drawing and words, the button under them."""
    m = pen.measures
    button, rest = box.from_bottom(m.target)
    pen.button(button, view.slip, outline=True)
    rest = rest.from_bottom(m.gap)[1]
    art, words = rest.from_left(m.target * 1.4)
    _book_under_scanner(pen, Box(art.x, art.centre[1] - art.w / 2, art.w, art.w).inset(m.mm(1)))
    _scan_words(pen, view, Box(words.x + m.gap, words.y, words.w - m.gap, words.h))


def _scan_words(pen: Pen, view: HomeView, words: Box) -> None:
    """»Scan en bog«, and how, in the middle of the height."""
    bold, plain = _scan_title_style(pen), _scan_line_style(pen)
    total = pen.height(view.scan_title, bold, words.w) + pen.height(view.scan_line, plain, words.w)
    block = words.from_top(max(0.0, (words.h - total) / 2))[1]
    pen.stack(pen.stack(block, view.scan_title, bold, pen.colours.ink), view.scan_line, plain, pen.colours.ink)


def _scan_title_style(pen: Pen) -> Style:
    """How »Scan en bog« is set."""
    return pen.style(1.25, bold=True, lines=2)


def _scan_line_style(pen: Pen) -> Style:
    """How the line under it is set."""
    return pen.style(1.0, lines=4)


def _book_under_scanner(pen: Pen, box: Box) -> None:
    """Draw a closed book with bars on its back, and the beam over them."""
    ink = pen.colours.ink
    thick = max(2.0, pen.measures.mm(0.8))
    side = min(box.w, box.h)
    x, y = box.centre[0] - side / 2, box.centre[1] - side / 2
    book = Box(x + side * 0.14, y + side * 0.08, side * 0.72, side * 0.84)
    pen.frame(book, ink, thick)
    pen.fill(Box(book.x + side * 0.1, book.y, thick, book.h), ink)
    bars = Box(book.x + side * 0.2, book.y + book.h * 0.52, book.w - side * 0.3, book.h * 0.3)
    left = bars.x
    for i, wide in enumerate((2, 1, 3, 1, 2, 1, 1, 3, 2)):
        step = bars.w / 16 * wide
        if i % 2 == 0:
            pen.fill(Box(left, bars.y, step, bars.h), ink)
        left += step
    beam = Box(x, bars.centre[1] - thick / 2, side, thick)
    pen.fill(beam, pen.colours.mark("reading"))
