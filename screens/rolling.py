"""Rolling a list: by pages and by a finger, one row at a time, without ever walking all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.views import ListView, ThingView

if TYPE_CHECKING:
    from kiosk.visit.views import Scene
    from screens.layouts.listing import Roll


def page_on(roll: Roll) -> None:
    """Roll on by as many rows as are whole in sight."""
    if not roll.last:
        roll.first += max(1, roll.shown)
        roll.over = 0.0


def page_back(roll: Roll) -> None:
    """Roll back by a page."""
    back = max(0, roll.first - max(1, roll.shown)) if roll.over == 0 else roll.first
    # The first page has one row more where its days are fewer: do not stop one row short of the beginning.
    roll.first = 0 if back == 1 else back
    roll.over = 0.0


def bring(roll: Roll, row: int) -> None:
    """Roll so that a row is whole in sight, if it is not."""
    if roll.over or not roll.first <= row < roll.first + max(1, roll.shown):
        roll.first, roll.over = row, 0.0


def rolled(roll: Roll, by: float, count: int) -> bool:
    """Roll by `by` pixels (positive = on); give whether anything moved.

    Heights of rows out of sight are taken for those in sight, and set right when they come in.
    """
    if not roll.heights:
        return False
    before = (roll.first, roll.over)
    over = roll.over + by
    at = 0
    while over > 0 and not roll.last and at < len(roll.heights) and over >= roll.heights[at] and roll.first < count - 1:
        over -= roll.heights[at]
        roll.first += 1
        at += 1
    while over < 0 and roll.first > 0:
        roll.first -= 1
        over += roll.heights[0]
    roll.over = max(0.0, over) if not roll.last or by < 0 else roll.over
    return (roll.first, roll.over) != before


def place_of(scene: Scene) -> tuple[object, ...]:
    """What tells one place from another: a list keeps its roll while only its words change."""
    view = scene.view
    look = (scene.look.language, scene.look.size, scene.look.low_reach)
    if isinstance(view, ListView):
        return (ListView, view.frame.room, tuple(chip.chosen for chip in view.chips), look)
    if isinstance(view, ThingView):
        return (ThingView, view.cover, look)
    return (type(view), scene.warning is None)
