"""The paper a slip is printed on: how wide it is in dots, and how large things are set on it."""

from __future__ import annotations

from msgspec import Struct

DOTS_PER_MM = 8
"""203 dpi, the resolution of nearly every receipt printer."""

SMALLEST_TEXT = 18
"""Pixels per em of the smallest text on a slip (2.25 mm)."""

LONGEST = 1600
"""Dots: no slip is longer than 20 cm."""

TEAR = 80
"""Dots (10 mm) at either end of a slip where no QR code may stand: people fold and tear there."""


class Paper(Struct, frozen=True):
    """A roll of paper. `dots` is the printable width, `margin` the white at either side of the text, `scale` of all type."""

    mm: int
    dots: int
    margin: int
    scale: float

    @property
    def column(self) -> int:
        """Give the width of the text column in dots."""
        return self.dots - 2 * self.margin

    def type_size(self, pixels: int) -> int:
        """Scale a type size made for 80 mm to this paper, never under the smallest."""
        return max(SMALLEST_TEXT, round(pixels * self.scale))

    def gap(self, dots: int) -> int:
        """Scale a distance made for 80 mm to this paper."""
        return round(dots * self.scale)


PAPER_80 = Paper(mm=80, dots=576, margin=24, scale=1.0)
PAPER_58 = Paper(mm=58, dots=384, margin=12, scale=0.8)


def paper_of(mm: int) -> Paper:
    """Give the paper of a width in millimetres: 80 or 58. Raises ValueError for any other."""
    for paper in (PAPER_80, PAPER_58):
        if paper.mm == mm:
            return paper
    raise ValueError(f"no paper is {mm} mm wide: known are 80 and 58")
