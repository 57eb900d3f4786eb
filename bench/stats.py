"""Medians, percentiles, tables and verdicts: the arithmetic of the benches, without a process or a window."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Summary:
    """What is said of one series of measurements; all in the series' own unit."""

    n: int
    median: float
    least: float
    p95: float


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that has to be at most `limit`. Not a number where it could not be measured."""

    name: str
    value: float
    limit: float

    @property
    def met(self) -> bool:
        """Whether the goal is reached. What was not measured is not."""
        return self.value <= self.limit


def percentile(values: Sequence[float], part: float) -> float:
    """Give the smallest value that at least `part` (0 to 1) of the values do not exceed (nearest rank)."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, ceil(part * len(ordered)) - 1)]


def summary(values: Sequence[float]) -> Summary:
    """Sum up a series of at least one value."""
    return Summary(len(values), median(values), min(values), percentile(values, 0.95))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Our median to theirs; not a number where one of them was not measured."""
    return median(ours) / median(theirs) if ours and theirs else float("nan")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table: the first column to the left, figures to the right."""
    widths = [max(len(line[i]) for line in (head, *rows)) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        first, *rest = cells
        right = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        return "  ".join([first.ljust(widths[0]), *right]).rstrip()

    return "\n".join([line(head), "  ".join("-" * width for width in widths), *(line(row) for row in rows)])


def figures(name: str, values: Sequence[float], against: Sequence[float] = (), digits: int = 0) -> list[str]:
    """Give the row of a series: name, median, least, p95, number, and its ratio to another series."""
    if not values:
        return [name, *"-----"]
    s = summary(values)
    beside = f"{ratio(values, against):.2f}" if against else "-"
    return [name, f"{s.median:.{digits}f}", f"{s.least:.{digits}f}", f"{s.p95:.{digits}f}", str(s.n), beside]


HEAD = ("", "median", "min", "p95", "n", "ratio")


def verdicts(goals: Sequence[Goal]) -> str:
    """Give one line for each goal."""
    return "\n".join(f"{'met   ' if g.met else 'MISSED'}  {g.name}: {g.value:.2f} (goal: at most {g.limit:g})" for g in goals)


def as_json(series: Mapping[str, Sequence[float]], goals: Sequence[Goal]) -> str:
    """Give the same for programs: each series summed up and in full, and the goals."""
    body = {
        "series": {name: {**asdict(summary(values)), "values": list(values)} for name, values in series.items() if values},
        "goals": [{**asdict(goal), "value": goal.value if goal.value == goal.value else None, "met": goal.met} for goal in goals],
    }
    return json.dumps(body, indent=2)
