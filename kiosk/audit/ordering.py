"""Number 26, by where things stand: what is said after something else does not stand over it in the same column of the glass."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kiosk.audit.values import SLACK, Reading, Shown, holds
from kiosk.visit.order import reading
from kiosk.visit.ring import Line
from kiosk.visit.views import RestingView, StaffView
from screens.marks import Letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.geometry import Box

MOST = 120
"""Things of a screen that are looked at."""

FRAME = frozenset({"home", "back", "help", "languages", "demo", "status", "notice"})
"""What every screen has, in fixed places, and said last."""


def read(shown: Shown) -> Iterator[Reading]:
    """Hold the order in which a screen is said against where its things stand."""
    if isinstance(shown.scene.view, RestingView | StaffView) and shown.scene.warning is None:
        return  # nobody is here; and staff's own lists say the same words twice
    for (first, upper), (second, lower) in pairwise(_places(shown)):
        yield holds(26, shown.place, f"{second} is said after {first}, and stands over it", not _over(lower, upper))


def _places(shown: Shown) -> Iterator[tuple[str, Box]]:
    """Everything that is said, in that order, with where it stands; what is on another page is passed over."""
    texts = [mark for mark in shown.drawing.marks if isinstance(mark, Letters) and not mark.of]
    targets = {(each.id, each.words): each.box for each in shown.drawing.targets if each.box.h > 0}
    for _, item in zip(range(MOST), reading(shown.scene), strict=False):
        if isinstance(item, Line):
            at = next((i for i, mark in enumerate(texts) if item.text and _bare(mark.words) == _bare(item.text)), None)
            if at is not None and item.of not in FRAME:
                yield item.of, texts.pop(at).box
        elif item.id not in FRAME and not item.id.startswith(("key.", "language.")):
            box = targets.get((item.id, item.words))
            if box is not None:
                yield item.id, box


def _bare(words: str) -> str:
    """Words without spaces: a code is set with air between its letters."""
    return "".join(words.split())


def _over(one: Box, other: Box) -> bool:
    """Whether a box stands wholly over another one, and in its column."""
    return one.bottom <= other.y + SLACK and min(one.right, other.right) - max(one.x, other.x) > SLACK
