"""Faults are planted in real screens: one more mark, a changed target, and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.audit.values import Reading, Shown
from screens.marks import Letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from screens.marks import Mark, Target


def failed(readings: Iterable[Reading]) -> set[int]:
    """The numbers that do not hold."""
    return {reading.number for reading in readings if not reading.good}


def with_mark(shown: Shown, mark: Mark) -> Shown:
    """The same screen with one more mark on top."""
    return replace(shown, drawing=replace(shown.drawing, marks=(*shown.drawing.marks, mark)))


def with_target(shown: Shown, changed: Target) -> Shown:
    """The same screen with one target changed, known by its id."""
    found = tuple(changed if each.id == changed.id else each for each in shown.drawing.targets)
    return replace(shown, drawing=replace(shown.drawing, targets=found))


def a_target(shown: Shown, name: str) -> Target:
    """A target by its id."""
    return next(each for each in shown.drawing.targets if each.id == name)


def some_words(shown: Shown) -> Letters:
    """The first words of a screen that belong to no control."""
    return next(mark for mark in shown.drawing.marks if isinstance(mark, Letters) and not mark.of)
