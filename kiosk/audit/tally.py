"""Readings to results: how many were taken, how many failed, which was worst, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.audit.checklist import ITEMS, Item
from kiosk.audit.values import Outcome, Reading, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

Spot = tuple[str, str, str]
"""Glass, size of words, walk; the last alone where no glass was looked at."""


class Count:
    """What was read for one number."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.taken = self.failed = 0
        self.worst: Reading | None = None
        self.spots: dict[Spot, Reading] = {}


class Tally:
    """Counts readings by their number."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counts: dict[int, Count] = {}

    def add(self, readings: Iterable[Reading], glass: str = "", size: str = "", walk: str = "") -> None:
        """Count readings taken at a spot."""
        for reading in readings:
            count = self._counts.setdefault(reading.number, Count())
            count.taken += 1
            if count.worst is None or _spare(reading) < _spare(count.worst):
                count.worst = reading
            if not reading.good:
                count.failed += 1
                spot = (glass, size, walk or reading.place)
                if spot not in count.spots or _spare(reading) < _spare(count.spots[spot]):
                    count.spots[spot] = reading

    def failures(self) -> dict[int, dict[Spot, Reading]]:
        """Where each number failed, with the worst reading there."""
        return {number: count.spots for number, count in self._counts.items() if count.spots}

    def results(self) -> tuple[Result, ...]:
        """The report's lines, in the order of the checklist."""
        return tuple(_result(item, self._counts.get(item.number)) for item in ITEMS)


def _spare(reading: Reading) -> float:
    """How much a reading has to spare, as a part of what is asked: below 0 it fails."""
    return (reading.value - reading.least) / (abs(reading.least) or 1.0)


def _result(item: Item, count: Count | None) -> Result:
    """One line."""
    said = Result(item.number, item.name, item.threshold, item.clause, Outcome.PASS)
    if count is None or count.worst is None:
        return _unmeasured(item, said)
    worst = count.worst
    return Result(
        item.number,
        item.name,
        item.threshold,
        item.clause,
        Outcome.FAIL if count.failed else Outcome.PASS,
        measured=_measured(item, worst, count),
        worst=f"{worst.what} - {worst.place}",
        taken=count.taken,
        failed=count.failed,
        places=tuple(" ".join(part for part in spot if part) for spot in sorted(count.spots)),
    )


def _unmeasured(item: Item, said: Result) -> Result:
    """A line of a number nothing was read for."""
    outcome = Outcome.BY_HAND if item.by_hand or item.only_full else Outcome.NOT_APPLICABLE
    why = item.by_hand or item.only_full or "no walked screen has it"
    if item.number == 32:
        outcome = Outcome.NOT_APPLICABLE
    return Result(said.number, said.name, said.threshold, said.clause, outcome, why=why)


def _measured(item: Item, worst: Reading, count: Count) -> str:
    """What was measured, in words."""
    well = f"{count.taken - count.failed} of {count.taken}"
    if not item.unit or (worst.least == 1.0 and worst.value in {0.0, 1.0}):
        return well
    return f"{worst.value:.2f} {item.unit} ({well})".replace(" :1", ":1")
