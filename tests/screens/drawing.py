"""Drawings of the walked screens on the three kinds of glass, and what must hold of every one of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.audit.values import distance, inside, overlap
from kiosk.nouns import Language
from kiosk.visit.look import TextSize
from screens.compose import compose
from screens.geometry import Box
from screens.layouts.listing import Roll
from screens.marks import Align, Letters, Stand, Target
from screens.measures import Measures
from screens.pen import Pen
from screens.theme import load_colours
from tests.screens.setting_words import PillowTypesetter
from tests.screens.walks import ASSETS, NO_PAPER, WALKS, WELL, Walk

if TYPE_CHECKING:
    from screens.marks import Drawing

GLASSES = {"portrait": (1080, 1920, 27.0), "landscape": (1920, 1080, 24.0), "small": (1280, 800, 10.1)}
COLOURS = load_colours(ASSETS / "themes" / "paper.toml")
SET = PillowTypesetter()
SLACK = 1.0
"""Pixels by which rounding may be off."""


@dataclass(frozen=True)
class Case:
    """One glass, language, text size and reach."""

    glass: str
    language: str = "da"
    size: TextSize = TextSize.NORMAL
    low: bool = False
    troubled: bool = False

    def __str__(self) -> str:
        """Name the case as a test id."""
        words = [self.glass, self.language, self.size.value, "low" if self.low else "", "troubled" if self.troubled else ""]
        return "-".join(word for word in words if word)

    @property
    def measures(self) -> Measures:
        """The measures of this glass."""
        width, height, inches = GLASSES[self.glass]
        return Measures.of_panel(width, height, inches * 25.4, self.size, low_reach=self.low)

    def draw(self, walk: str) -> Drawing:
        """Draw a walked screen."""
        walked = WALKS[walk](Walk(Language(self.language), NO_PAPER if self.troubled else WELL))
        walked.kiosk = replace(walked.kiosk, look=replace(walked.kiosk.look, size=self.size, low_reach=self.low))
        pen = Pen(colours=COLOURS, measures=self.measures, typesetter=SET)
        return compose(pen, walked.scene(), Roll(), time_left=0.6, turned=0.0)


def pressable(drawing: Drawing) -> list[Target]:
    """What can be pressed and is in sight. A row of a list that is half out of sight is reached by rolling."""
    return [target for target in drawing.targets if target.box.w > 0 and target.box.h > 0]


def too_small(case: Case, drawing: Drawing) -> list[str]:
    """Name the targets that a finger would miss."""
    m = case.measures
    return [
        f"{target.id} {target.box.w / m.px_per_mm:.1f}x{target.box.h / m.px_per_mm:.1f} mm"
        for target in pressable(drawing)
        if min(target.box.w, target.box.h) < m.mm(_least(case, target)) - SLACK
    ]


def _least(case: Case, target: Target) -> float:
    """The smallest side of a target in millimetres."""
    return 15.0 if case.glass == "small" or target.id.startswith("key.") else 20.0


def too_near(case: Case, drawing: Drawing) -> list[str]:
    """Name the pairs of targets that stand too near, or on each other. The rows of a list touch: each is a whole row."""
    m = case.measures
    keyed = case.glass == "small"
    found = []
    for one, other in combinations(pressable(drawing), 2):
        if drawing.scrolls and inside(one.box, drawing.scrolls) and inside(other.box, drawing.scrolls):
            least = 0.0
        else:
            least = 3.0 if keyed or (one.id.startswith(("key.", "erase")) and other.id.startswith(("key.", "erase"))) else 4.0
        apart = distance(one.box, other.box)
        if apart < m.mm(least) - SLACK or overlap(one.box, other.box):
            found.append(f"{one.id} / {other.id} {apart / m.px_per_mm:.1f} mm")
    return found


def off_the_glass(case: Case, drawing: Drawing) -> list[str]:
    """Name targets, and boxes of words, that leave the glass."""
    glass = case.measures.glass
    out = [f"target {target.id}" for target in pressable(drawing) if not inside(target.box, glass)]
    out += [f"words {mark.words[:30]!r}" for mark in drawing.marks if isinstance(mark, Letters) and not inside(mark.box, glass)]
    return out


def under_targets(drawing: Drawing) -> list[str]:
    """Name words of no control that a control covers. Rows of a list carry theirs, and roll."""
    words = [mark for mark in drawing.marks if isinstance(mark, Letters) and not mark.of and mark.words]
    targets = [] if drawing.scrolls else pressable(drawing)
    return [f"{mark.words[:30]!r} / {target.id}" for mark in words for target in targets if overlap(_inked(mark), target.box)]


def on_each_other(drawing: Drawing) -> list[str]:
    """Name words that stand on other words. A line's own leading may touch the next line's."""
    marks = [mark for mark in drawing.marks if isinstance(mark, Letters) and mark.words.strip()]
    found = []
    for one, other in combinations(marks, 2):
        part = _inked(one).within(_inked(other))
        if part.w > SLACK and part.h > min(one.style.px, other.style.px) * 0.4:
            found.append(f"{one.words[:30]!r} / {other.words[:30]!r}")
    return found


def _inked(mark: Letters) -> Box:
    """The part of its box that words fill, by where they stand."""
    wide, high = SET.size(mark.words, mark.style, mark.box.w)
    wide, high = min(wide, mark.box.w), min(high, mark.box.h)
    left = {Align.START: mark.box.x, Align.MIDDLE: mark.box.centre[0] - wide / 2, Align.END: mark.box.right - wide}[
        mark.style.align
    ]
    low = {Stand.TOP: mark.box.y, Stand.MIDDLE: mark.box.centre[1] - high / 2, Stand.BOTTOM: mark.box.bottom - high}[mark.stand]
    return Box(left, low, wide, high)


def cut_words(drawing: Drawing) -> list[str]:
    """Name words that need more lines or more height than they were given."""
    found = []
    for mark in drawing.marks:
        if not isinstance(mark, Letters):
            continue
        whole = SET.size(mark.words, replace(mark.style, lines=0), mark.box.w)[1]
        shown = SET.size(mark.words, mark.style, mark.box.w)[1]
        if shown < whole - SLACK or shown > mark.box.h + SLACK:
            found.append(mark.words[:40])
    return found
