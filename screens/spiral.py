"""The spiral: points along an Archimedean spiral, from its middle outwards."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.marks import Swirl

POINTS_A_TURN = 64


def spiral_points(mark: Swirl) -> tuple[float, ...]:
    """Give the points (x, y, x, y, …) of a spiral in pixels, y downwards."""
    return _points(round(mark.x, 1), round(mark.y, 1), round(mark.radius, 1), round(mark.turns, 3), round(mark.start, 3))


@lru_cache(maxsize=64)
def _points(x: float, y: float, radius: float, turns: float, start: float) -> tuple[float, ...]:
    """Walk the spiral: the radius grows evenly with the angle; the outer end points upwards when `start` is 0."""
    steps = max(2, int(turns * POINTS_A_TURN))
    out: list[float] = []
    for i in range(steps + 1):
        part = i / steps
        angle = start - pi / 2 - (1 - part) * turns * 2 * pi
        out += (x + radius * part * cos(angle), y + radius * part * sin(angle))
    return tuple(out)
