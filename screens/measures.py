"""Sizes on the glass, from the panel's millimetres."""

from __future__ import annotations

from enum import Enum
from math import hypot

from msgspec import Struct

from kiosk.visit.look import TextSize
from screens.geometry import Box

CAPITAL_MM = 6.2
"""Height of the capital H of the smallest words a visitor needs: 0.7 degrees at 500 mm is 6.11. Source: EN 301 549, 5.1.4."""

QUIET_MM = 4.85
"""The same for words nobody needs (version, source). Source: Section 508, 402.4."""

CAPITAL_OF_EM = 0.714
"""Height of H in Noto Sans, as a part of the em. Source: the font's own sCapHeight."""

TARGET_MM = 20.0
"""Smallest thing to press, both ways. Ours; WCAG 2.2 asks for 6.35."""

GAP_MM = 4.0
"""Space between two things to press."""

SMALL_TARGET_MM, SMALL_GAP_MM = 15.0, 3.0
"""The same for keyboard keys and the 10-inch glass."""

COMPACT_UNDER_MM = 260.0
"""A glass narrower than this (and wider than tall) is laid out as the small one."""

_SCALE = {TextSize.NORMAL: 1.0, TextSize.LARGE: 1.2, TextSize.LARGEST: 1.45}


class Shape(Enum):
    """The three layouts: portrait, landscape, and the small landscape glass."""

    TALL = "tall"
    WIDE = "wide"
    COMPACT = "compact"


class Measures(Struct, frozen=True):
    """Everything a layout needs to know about sizes. All in pixels but `px_per_mm`."""

    width: int
    height: int
    px_per_mm: float
    scale: float = 1.0
    low_reach: bool = False

    @classmethod
    def of_panel(
        cls, width: int, height: int, diagonal_mm: float, size: TextSize = TextSize.NORMAL, *, low_reach: bool = False
    ) -> Measures:
        """Measures of a panel of `width` x `height` pixels and `diagonal_mm`."""
        return cls(width, height, hypot(width, height) / diagonal_mm, _SCALE[size], low_reach)

    @property
    def shape(self) -> Shape:
        """Which of the three layouts this glass takes."""
        if self.height >= self.width:
            return Shape.TALL
        return Shape.COMPACT if self.width / self.px_per_mm < COMPACT_UNDER_MM else Shape.WIDE

    @property
    def glass(self) -> Box:
        """The whole glass."""
        return Box(0, 0, self.width, self.height)

    def mm(self, value: float) -> float:
        """Millimetres on the glass -> pixels."""
        return value * self.px_per_mm

    def em(self, factor: float = 1.0) -> int:
        """Size of type in pixels: `factor` times the smallest words a visitor needs, on a fixed scale of whole pixels."""
        return round(CAPITAL_MM / CAPITAL_OF_EM * self.px_per_mm * self.scale * factor + 0.49)

    @property
    def quiet(self) -> int:
        """Size of type for words nobody needs."""
        return round(QUIET_MM / CAPITAL_OF_EM * self.px_per_mm * self.scale + 0.49)

    @property
    def small(self) -> bool:
        """Whether this is the small glass, where targets may be 15 mm."""
        return self.shape is Shape.COMPACT

    @property
    def target(self) -> float:
        """The smallest side of a thing to press; never lower than its words need."""
        return max(self.mm(SMALL_TARGET_MM), self.em() * 1.65) if self.small else max(self.mm(TARGET_MM), self.em() * 1.9)

    @property
    def key(self) -> float:
        """The smallest side of a keyboard key."""
        return self.mm(SMALL_TARGET_MM)

    @property
    def gap(self) -> float:
        """Space between two things to press."""
        return self.mm(SMALL_GAP_MM if self.small else GAP_MM)

    @property
    def key_gap(self) -> float:
        """Space between two keys."""
        return self.mm(SMALL_GAP_MM)

    @property
    def margin(self) -> float:
        """Space to the edge of the glass: nothing important in the outer 8 mm."""
        return self.mm(9.0 if self.small else 13.0)
