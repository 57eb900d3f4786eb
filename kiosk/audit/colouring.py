"""Numbers 3, 4, 5, 31 and 40: words and shapes stand out, nothing is said by colour alone, no picture is without words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.audit.values import Reading, Shown, holds, inside
from kiosk.visit.views import DoneView, HelpView, ListView, Mood, ThingView
from screens.geometry import Box
from screens.marks import Fill, Letters, Matrix, Stroke, Swirl
from screens.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kiosk.visit.views import Code, Press
    from screens.marks import Colour, Mark

LARGE_PX = 40
"""Words taller than this need less contrast."""

THIN_MM = 2.5
"""A field no thicker than this is a line: an edge, a caret, a bar of a drawing."""


def read(shown: Shown) -> Iterator[Reading]:
    """Measure the colours of one screen, by their values."""
    marks = shown.drawing.marks
    fields = [mark for mark in marks if isinstance(mark, Fill) and not _is_thin(shown, mark.box)]
    for at, mark in enumerate(marks):
        if isinstance(mark, Letters) and mark.words.strip():
            yield _words(shown, mark, _ground(marks, fields, at, mark.box))
        elif isinstance(mark, Stroke | Swirl) or (isinstance(mark, Fill) and _is_thin(shown, mark.box)):
            yield _shape(shown, mark, _ground(marks, fields, at, _box_of(mark)))
        elif isinstance(mark, Matrix):
            yield Reading(4, shown.place, "code modules", _ratio(mark.dark, mark.light), 3.0)
    yield from _pressed(shown)
    yield from _chosen(shown)
    yield from _moods(shown)
    yield from _pictures(shown)


def _ratio(one: Colour, other: Colour) -> float:
    """The contrast of two colours, as it is written."""
    return round(contrast(one, other), 2)


def _is_thin(shown: Shown, box: Box) -> bool:
    """Whether a field is a line."""
    return shown.mm(min(box.w, box.h)) <= THIN_MM


def _ground(marks: Sequence[Mark], fields: list[Fill], at: int, box: Box) -> list[Colour]:
    """What lies under the middle and the ends of a box: the last field laid before it, at each point."""
    under = [field for field in fields if field is not marks[at] and _before(marks, field, at)]
    points = [box.centre, (box.x + 1, box.centre[1]), (box.right - 1, box.centre[1])]
    found = [next((field.colour for field in reversed(under) if field.box.holds(*point)), None) for point in points]
    return [colour for colour in dict.fromkeys(found) if colour is not None]


def _before(marks: Sequence[Mark], field: Fill, at: int) -> bool:
    """Whether a field is laid before the mark at a place in the order."""
    return any(mark is field for mark in marks[:at])


def _words(shown: Shown, mark: Letters, ground: list[Colour]) -> Reading:
    """Words on what they stand on: the worst of it."""
    least = 4.5 if mark.style.px > LARGE_PX else 7.0
    value = min((_ratio(mark.colour, each) for each in ground), default=0.0)
    return Reading(3, shown.place, repr(mark.words[:30]), value, least)


def _shape(shown: Shown, mark: Mark, ground: list[Colour]) -> Reading:
    """A line, an edge or a spiral on what it stands on. One the colour of its ground is no shape at all."""
    colour = mark.colour if isinstance(mark, Fill | Stroke | Swirl) else (0.0, 0.0, 0.0, 1.0)
    box = _box_of(mark)
    value = max((_ratio(colour, each) for each in ground), default=0.0)
    return Reading(4, shown.place, f"{type(mark).__name__.lower()} at {box.x:.0f},{box.y:.0f}", value, 3.0)


def _box_of(mark: Mark) -> Box:
    """Where a shape lies."""
    match mark:
        case Fill(box):
            return box
        case Swirl(x, y, radius):
            return Box(x - radius, y - radius, 2 * radius, 2 * radius)
        case Stroke(points):
            xs, ys = points[::2], points[1::2]
            return Box(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)
        case _:
            return Box(0, 0, 0, 0)


def _pressed(shown: Shown) -> Iterator[Reading]:
    """While it is pressed a control changes field and ink about: the two must differ in grey."""
    for target in shown.drawing.targets:
        yield Reading(5, shown.place, f"pressed: {target.id}", _ratio(target.field, target.ink), 3.0)


def _chosen(shown: Shown) -> Iterator[Reading]:
    """What is on differs from what is off in grey, and has words that can be read without touching it."""
    fields = {target.id: target for target in shown.drawing.targets}
    for group in _groups(shown):
        drawn = [(press, fields[press.id]) for press in group if press.id in fields]
        on = [target.field for press, target in drawn if press.chosen]
        off = [target.field for press, target in drawn if not press.chosen]
        if on and off:
            yield Reading(5, shown.place, f"on and off: {group[0].id}", min(_ratio(a, b) for a in on for b in off), 3.0)
        for press, target in drawn:
            yield holds(40, shown.place, press.id, press.words and target.words == press.words)


def _groups(shown: Shown) -> tuple[tuple[Press, ...], ...]:
    """The controls that are on or off, those that belong together."""
    view = shown.scene.view
    if shown.scene.warning is not None:
        return ()
    if isinstance(view, HelpView):
        return tuple(group.choices for group in view.groups)
    return (view.chips,) if isinstance(view, ListView) and view.chips else ()


def _moods(shown: Shown) -> Iterator[Reading]:
    """A row that stands out says why in words."""
    view = shown.scene.view
    if isinstance(view, ListView):
        for row in list(view.rows[:12]):
            if row.mood is not Mood.PLAIN:
                yield holds(5, shown.place, row.press.id, row.fact)


def _pictures(shown: Shown) -> Iterator[Reading]:
    """A code stands beside the letters that do the same, or at least beside words; the other drawings are decoration."""
    view = shown.scene.view
    code: Code | None = view.code if isinstance(view, ThingView | DoneView) else None
    drawn = [mark for mark in shown.drawing.marks if isinstance(mark, Letters)]
    for mark in shown.drawing.marks:
        if isinstance(mark, Matrix):
            told = code is not None and any(
                each.words == code.caption and inside(each.box, shown.case.measures.glass) for each in drawn
            )
            yield holds(31, shown.place, "code with words", told)
