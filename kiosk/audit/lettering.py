"""Numbers 1, 2 and 17: words are tall enough, none is cut, none stands on another, none leaves the glass or is left out."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.audit.ruler import Ruler, capital_rows
from kiosk.audit.saying import presses, texts
from kiosk.audit.values import SLACK, Reading, Shown, holds, inside, overlap
from kiosk.visit.views import RestingView
from screens.geometry import Box
from screens.marks import Align, Letters, Stand
from screens.shaping import needs_shaping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.marks import Drawing

NEEDED_MM, QUIET_MM = 6.11, 4.8
"""Height of a capital: of words a visitor needs (0.7 degrees at 500 mm; 5.1.4), and of any other (508, 402.4)."""

LEFT_OUT_PARTS = 0.98
"""Part of the letters of a text that must be drawn, spaces and what joins pieces aside."""


class Lettering:
    """Measures the words of screens, by a ruler."""

    def __init__(self, ruler: Ruler) -> None:
        """Take the ruler."""
        self._ruler = ruler

    def read(self, shown: Shown) -> Iterator[Reading]:
        """Measure every text of one screen."""
        for mark in _letters(shown.drawing):
            yield self._height(shown, mark)
        for drawing in (shown.drawing, *shown.pages):
            marks = _letters(drawing)
            for mark in marks:
                yield holds(17, shown.place, f"on the glass: {mark.words[:40]!r}", inside(mark.box, shown.case.measures.glass))
                yield self._whole(shown, mark)
                yield self._unbroken(shown, mark)
            yield from self._apart(shown, drawing, marks)
        yield from _complete(shown)

    def _height(self, shown: Shown, mark: Letters) -> Reading:
        """How tall the capitals of a text are."""
        number, least = (2, QUIET_MM) if _is_quiet(shown, mark.words) else (1, NEEDED_MM)
        rows = capital_rows(self._ruler.folder, mark.style.px, bold=mark.style.bold)
        return Reading(number, shown.place, repr(mark.words[:40]), round(shown.mm(rows), 2), least)

    def _whole(self, shown: Shown, mark: Letters) -> Reading:
        """Whether a text is shown to its last letter, in the room it has."""
        whole = self._ruler.size(mark.words, replace(mark.style, lines=0), mark.box.w)[1]
        kept = self._ruler.size(mark.words, mark.style, mark.box.w)[1]
        deep = mark.style.px * 0.25 if needs_shaping(mark.words) else 0.0  # the air of the last line, not its ink
        cut = kept < whole - SLACK or kept - deep > mark.box.h + SLACK
        return holds(17, shown.place, f"cut: {mark.words[:40]!r}", not cut)

    def _unbroken(self, shown: Shown, mark: Letters) -> Reading:
        """Whether no word is broken because it is wider than its box. What is typed has one line and goes on."""
        longest = max(mark.words.split(), key=len, default="")
        wide = self._ruler.size(longest, mark.style, 0)[0]
        return holds(17, shown.place, f"broken: {longest[:40]!r}", wide <= mark.box.w + SLACK)

    def _apart(self, shown: Shown, drawing: Drawing, marks: list[Letters]) -> Iterator[Reading]:
        """Words that stand on other words, or under a target that is not theirs. A line's own leading may touch the next line's."""
        if drawing.scrolls:
            return
        boxes = [(mark, self._inked(mark)) for mark in marks if mark.words.strip()]
        for (one, first), (other, second) in combinations(boxes, 2):
            part = first.within(second)
            touching = part.w > SLACK and part.h > min(one.style.px, other.style.px) * 0.4
            if touching:
                yield holds(17, shown.place, f"on each other: {one.words[:30]!r} / {other.words[:30]!r}", true=False)
        for mark, box in boxes:
            covered = [] if mark.of else [each.id for each in drawing.targets if each.box.w > 0 and overlap(box, each.box)]
            if covered:
                yield holds(17, shown.place, f"under a control: {mark.words[:30]!r} / {covered[0]}", true=False)

    def _inked(self, mark: Letters) -> Box:
        """The part of its box that words fill, by where they stand."""
        wide, high = self._ruler.size(mark.words, mark.style, mark.box.w)
        wide, high = min(wide, mark.box.w), min(high, mark.box.h)
        left = {Align.START: mark.box.x, Align.MIDDLE: mark.box.centre[0] - wide / 2, Align.END: mark.box.right - wide}
        low = {Stand.TOP: mark.box.y, Stand.MIDDLE: mark.box.centre[1] - high / 2, Stand.BOTTOM: mark.box.bottom - high}
        return Box(left[mark.style.align], low[mark.stand], wide, high)


def _letters(drawing: Drawing) -> list[Letters]:
    """The texts of a drawing."""
    return [mark for mark in drawing.marks if isinstance(mark, Letters) and mark.words]


def _is_quiet(shown: Shown, words: str) -> bool:
    """Whether nobody needs a text: the demo's mark and the age of the content."""
    view = shown.scene.view
    if isinstance(view, RestingView):
        return words == view.demo
    frame = view.frame
    return words == " · ".join(part for part in (frame.demo, frame.status) if part)


def _complete(shown: Shown) -> Iterator[Reading]:
    """Whether everything the view says is drawn, on the first page or behind it; and every control can be pressed."""
    drawn = "".join(_bare(mark.words) for drawing in (shown.drawing, *shown.pages) for mark in _letters(drawing))
    for words in texts(shown.scene, small=shown.case.measures.small):
        yield holds(17, shown.place, f"left out: {words[:40]!r}", _bare(words) in drawn or _mostly(words, drawn))
    targets = {target.id for drawing in (shown.drawing, *shown.pages) for target in drawing.targets if target.box.w > 0}
    for press in presses(shown.scene):
        yield holds(18, shown.place, f"there to press: {press.id}", press.id in targets)


def _bare(words: str) -> str:
    """Words without spaces: a text may be drawn in pieces."""
    return "".join(words.split())


def _mostly(words: str, drawn: str) -> bool:
    """Whether a text that was cut into pieces is drawn, piece by piece."""
    parts = words.split()
    return sum(len(part) for part in parts if part in drawn) >= LEFT_OUT_PARTS * sum(map(len, parts))
