"""Boxes on the glass, in pixels from the top left corner, y downwards."""

from __future__ import annotations

from msgspec import Struct


class Box(Struct, frozen=True):
    """A rectangle. Cutting never gives a negative size."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """The middle point."""
        return self.x + self.w / 2, self.y + self.h / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def within(self, other: Box) -> Box:
        """The part of this box that lies in another."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Box(x, y, max(0.0, min(self.right, other.right) - x), max(0.0, min(self.bottom, other.bottom) - y))

    def inset(self, dx: float, dy: float | None = None) -> Box:
        """Shrink by `dx` left and right and `dy` over and under (`dx` when not given)."""
        dy = dx if dy is None else dy
        return Box(self.x + dx, self.y + dy, max(0.0, self.w - 2 * dx), max(0.0, self.h - 2 * dy))

    def from_top(self, h: float) -> tuple[Box, Box]:
        """Cut a strip of height `h` off the top: the strip, and the rest."""
        h = min(max(0.0, h), self.h)
        return Box(self.x, self.y, self.w, h), Box(self.x, self.y + h, self.w, self.h - h)

    def from_bottom(self, h: float) -> tuple[Box, Box]:
        """Cut a strip of height `h` off the bottom: the strip, and the rest."""
        h = min(max(0.0, h), self.h)
        return Box(self.x, self.bottom - h, self.w, h), Box(self.x, self.y, self.w, self.h - h)

    def from_left(self, w: float) -> tuple[Box, Box]:
        """Cut a column of width `w` off the left: the column, and the rest."""
        w = min(max(0.0, w), self.w)
        return Box(self.x, self.y, w, self.h), Box(self.x + w, self.y, self.w - w, self.h)

    def from_right(self, w: float) -> tuple[Box, Box]:
        """Cut a column of width `w` off the right: the column, and the rest."""
        w = min(max(0.0, w), self.w)
        return Box(self.right - w, self.y, w, self.h), Box(self.x, self.y, self.w - w, self.h)

    def rows(self, count: int, gap: float) -> tuple[Box, ...]:
        """Divide into `count` equal rows with `gap` between."""
        h = (self.h - gap * (count - 1)) / max(1, count)
        return tuple(Box(self.x, self.y + i * (h + gap), self.w, h) for i in range(count))

    def columns(self, count: int, gap: float) -> tuple[Box, ...]:
        """Divide into `count` equal columns with `gap` between."""
        w = (self.w - gap * (count - 1)) / max(1, count)
        return tuple(Box(self.x + i * (w + gap), self.y, w, self.h) for i in range(count))
