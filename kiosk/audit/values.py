"""What the audit works with: cases, screens as they stand, readings, and what they come to."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from msgspec import Struct

from kiosk.nouns import Language
from kiosk.visit.look import TextSize, Theme
from kiosk.visit.views import Scene
from screens.geometry import Box
from screens.marks import Drawing
from screens.measures import Measures

GLASSES = {"portrait": (1080, 1920, 27.0), "landscape": (1920, 1080, 24.0), "small": (1280, 800, 10.1)}
"""The three glasses there are layouts for: pixels, and the diagonal in inches."""

MM_PER_INCH = 25.4

SLACK = 1.0
"""Pixels by which rounding may be off."""


class Case(Struct, frozen=True):
    """One way the glass may be: which glass, language, colours, size of words, reach; `troubled` = no paper and no hub."""

    glass: str
    language: str = "da"
    theme: Theme = Theme.PAPER
    size: TextSize = TextSize.NORMAL
    low: bool = False
    troubled: bool = False

    def __str__(self) -> str:
        """Name the case, such as `small-ar-night-largest`."""
        words = [self.glass, self.language, self.theme.value, self.size.value]
        return "-".join(words + ["low"] * self.low + ["troubled"] * self.troubled)

    @property
    def measures(self) -> Measures:
        """The measures of this glass."""
        return measures_of(self.glass, self.size, low=self.low)

    @property
    def tongue(self) -> Language:
        """The language."""
        return Language(self.language)


@lru_cache(maxsize=64)
def measures_of(glass: str, size: TextSize, *, low: bool) -> Measures:
    """Measures of one of the three glasses."""
    width, height, inches = GLASSES[glass]
    return Measures.of_panel(width, height, inches * MM_PER_INCH, size, low_reach=low)


class Shown(Struct, frozen=True):
    """One screen as it stands: which walk led there, the case, what is said, what is drawn; `pages` are those behind »Læs mere«."""

    walk: str
    case: Case
    scene: Scene
    drawing: Drawing
    pages: tuple[Drawing, ...] = ()

    def mm(self, pixels: float) -> float:
        """Pixels -> millimetres on this glass."""
        return pixels / self.case.measures.px_per_mm

    @property
    def place(self) -> str:
        """Where a reading was taken."""
        return f"{self.walk} {self.case}"


class Reading(Struct, frozen=True):
    """One thing measured: for which number of the checklist, at what place, on what, and how it came out.

    `value` must be at least `least`. Where nothing is counted in units, 1 is well and 0 is not.
    """

    number: int
    place: str
    what: str
    value: float
    least: float = 1.0

    @property
    def good(self) -> bool:
        """Whether it holds. A thousandth is rounding."""
        return self.value >= self.least - 0.001


def holds(number: int, place: str, what: str, true: object) -> Reading:
    """Give the reading of something that is so or is not."""
    return Reading(number, place, what, float(bool(true)))


class Outcome(Enum):
    """What the readings of one number come to."""

    PASS = "pass"  # noqa: S105 - the word for »it holds«
    FAIL = "fail"
    NOT_APPLICABLE = "not applicable"
    BY_HAND = "by hand"


class Result(Struct, frozen=True):
    """One line of the report. `worst` is where it is worst; `why` says why nothing was measured, or what was not."""

    number: int
    name: str
    threshold: str
    clause: str
    outcome: Outcome
    measured: str = ""
    worst: str = ""
    why: str = ""
    taken: int = 0
    failed: int = 0
    places: tuple[str, ...] = ()


def distance(one: Box, other: Box) -> float:
    """How far two boxes are apart, along the axis in which they are farthest."""
    dx = max(one.x - other.right, other.x - one.right)
    dy = max(one.y - other.bottom, other.y - one.bottom)
    return max(0.0, dx, dy)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes cover the same point."""
    part = one.within(other)
    return part.w > SLACK and part.h > SLACK


def inside(box: Box, outer: Box) -> bool:
    """Whether a box lies wholly in another."""
    part = box.within(outer)
    return part.w >= box.w - SLACK and part.h >= box.h - SLACK
