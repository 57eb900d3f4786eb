"""Numbers 7, 8, 9, 18 and 44: what is pressed is large, apart, in reach, on the glass, and pressed by one tap."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from kiosk.audit.values import Reading, Shown, distance, holds, inside, overlap
from kiosk.visit.views import ListView
from screens.layouts.listing import MORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.marks import Target

LOWEST_MM, HIGHEST_MM = 380.0, 1200.0
"""Over the floor, where what is touched may be. Source: EN 301 549, 8.3.2."""


def read(shown: Shown) -> Iterator[Reading]:
    """Measure everything that can be pressed on one screen."""
    targets = pressable(shown)
    yield from _sizes(shown, targets)
    yield from _gaps(shown, targets)
    yield from _by_taps(shown, targets)
    yield from _on_the_glass(shown, targets)
    if targets:
        yield _reach(shown, targets)


def pressable(shown: Shown) -> list[Target]:
    """What can be pressed and is in sight. A row of a list that is half out of sight is reached by turning the page."""
    return [target for target in shown.drawing.targets if target.box.w > 0 and target.box.h > 0]


def _is_key(target: Target) -> bool:
    """Whether a target is a key of the keyboard."""
    return target.id.startswith(("key.", "erase"))


def _sizes(shown: Shown, targets: list[Target]) -> Iterator[Reading]:
    """20 mm both ways; 15 for keys and on the small glass."""
    for target in targets:
        least = 15.0 if shown.case.measures.small or _is_key(target) else 20.0
        side = shown.mm(min(target.box.w, target.box.h) + 1.0)
        yield Reading(7, shown.place, target.id, side, least)


def _gaps(shown: Shown, targets: list[Target]) -> Iterator[Reading]:
    """4 mm between any two; 3 between keys and on the small glass; rows of a list touch, each is a whole row. None on another."""
    rolled = shown.drawing.scrolls
    for one, other in combinations(targets, 2):
        keys = shown.case.measures.small or (_is_key(one) and _is_key(other))
        least = 3.0 if keys else 4.0
        if rolled and inside(one.box, rolled) and inside(other.box, rolled):
            least = 0.0
        apart = 0.0 if overlap(one.box, other.box) else shown.mm(distance(one.box, other.box) + 1.0)
        if apart < least * 3:
            bad = overlap(one.box, other.box)
            yield Reading(8, shown.place, f"{one.id} / {other.id}", -1.0 if bad else apart, least)


def _by_taps(shown: Shown, targets: list[Target]) -> Iterator[Reading]:
    """Every target does something by itself, and what rolls can be turned by taps."""
    for target in targets:
        yield holds(9, shown.place, target.id, target.event is not None or target.id.startswith("page."))
    view = shown.scene.view
    if isinstance(view, ListView) and shown.scene.warning is None:
        whole = sum(1 for row in view.rows if any(target.id == row.press.id for target in targets))
        yield holds(9, shown.place, "rows out of sight", whole == len(view.rows) or any(each.id == MORE for each in targets))


def _on_the_glass(shown: Shown, targets: list[Target]) -> Iterator[Reading]:
    """Nothing to press leaves the glass."""
    for target in targets:
        yield holds(18, shown.place, f"{target.id} on the glass", inside(target.box, shown.case.measures.glass))


def _reach(shown: Shown, targets: list[Target]) -> Reading:
    """How many millimetres the lower edge may be hung up and down so that all that is touched is in reach."""
    foot = shown.case.measures.height
    lowest = min(shown.mm(foot - target.box.bottom) for target in targets)
    highest = max(shown.mm(foot - target.box.y) for target in targets)
    return Reading(44, shown.place, _span(lowest, highest), HIGHEST_MM - highest - (LOWEST_MM - lowest), 0.0)


def _span(lowest: float, highest: float) -> str:
    """Say where the lower edge of the glass may hang."""
    return f"lower edge {max(0.0, LOWEST_MM - lowest):.0f} to {HIGHEST_MM - highest:.0f} mm over the floor"
