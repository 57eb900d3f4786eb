"""Which screens are looked at in which cases: sizes and places in every combination, the rest in pairs."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from kiosk.audit.values import Case
from kiosk.audit.walks import CATALOGUE
from kiosk.visit.look import TextSize, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WAYS = (("portrait", False), ("portrait", True), ("landscape", False), ("small", False))
"""The glasses, and reach mode where it changes something."""

Row = tuple[int, ...]
"""One value of each factor, by its place among the values."""


def languages() -> tuple[str, ...]:
    """Every language there are words in, Danish first."""
    return tuple(str(tag) for tag in CATALOGUE.spoken)


def small() -> tuple[Case, ...]:
    """A dozen cases: each language, and each size of words on each glass, at least once; themes in turn."""
    tongues, themes = languages(), tuple(Theme)
    combined = tuple(product(WAYS, TextSize))
    return tuple(
        Case(glass, tongues[at % len(tongues)], themes[at % len(themes)], size, low, troubled=at % 5 == 2)
        for at, ((glass, low), size) in enumerate(combined)
    )


def full() -> tuple[Case, ...]:
    """Every language in every size on every glass; every theme on every glass; and everything else in pairs."""
    geometry = [
        Case(glass, language, Theme.PAPER, size, low) for language, size, (glass, low) in product(languages(), TextSize, WAYS)
    ]
    colours = [Case(glass, "da", theme, low=low) for theme, (glass, low) in product(Theme, WAYS)]
    return tuple(dict.fromkeys([*geometry, *colours, *in_pairs()]))


def in_pairs() -> Iterator[Case]:
    """Cases in which every two values of any two things meet at least once."""
    factors = (languages(), tuple(Theme), tuple(TextSize), WAYS, (False, True))
    for row in covering([range(len(values)) for values in factors]):
        language, theme, size, way, troubled = row
        glass, low = WAYS[way]
        yield Case(glass, languages()[language], tuple(Theme)[theme], tuple(TextSize)[size], low, troubled=bool(troubled))


def covering(factors: Sequence[Sequence[int]]) -> list[Row]:
    """Rows in which every two values of any two factors meet: greedily, each row the one that brings most new pairs."""
    places = list(combinations(range(len(factors)), 2))
    wanted = {(a, x, b, y) for a, b in places for x in factors[a] for y in factors[b]}
    rows: list[Row] = []
    while wanted:
        a, x, b, y = min(wanted)
        row = _best_row(factors, {a: x, b: y}, wanted)
        wanted -= {(i, row[i], j, row[j]) for i, j in places}
        rows.append(row)
    return rows


def _best_row(factors: Sequence[Sequence[int]], fixed: dict[int, int], wanted: set[tuple[int, int, int, int]]) -> Row:
    """Fill a row, factor by factor, with the value that meets most of what is still wanted."""
    row = dict(fixed)
    for at, values in enumerate(factors):
        if at not in row:
            row[at] = max(values, key=lambda value: _new(at, value, row, wanted))
    return tuple(row[at] for at in range(len(factors)))


def _new(at: int, value: int, row: dict[int, int], wanted: set[tuple[int, int, int, int]]) -> int:
    """How many wanted pairs a value makes with what stands in the row."""
    pairs = ((at, value, other, own) if at < other else (other, own, at, value) for other, own in row.items())
    return sum(pair in wanted for pair in pairs)
