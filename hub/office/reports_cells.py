"""Which numbers of a table may be shown: none from 1 to 4, and none from which such a one could be worked out.

A hidden number could be had by subtraction wherever it is the only hidden one in a sum. So every hidden number is put on a ring of
hidden ones: along the ring the numbers can be shifted against each other without any shown number or sum changing. The sums are
cells like any other here, in a row and a column of their own.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence

FEWEST = 5
"""Below this a number is about people who might be known. Nought is about nobody, and is shown."""

Cell = tuple[int, int]
Grid = list[list[int]]
Shown = list[list[int | None]]

SUM_COSTS = 1_000_000
"""Sums are hidden last: they are what most people read."""

SMALL_COSTS = 1_000_000_000
"""A ring of small numbers only is the last resort: their sum says too much of each."""


def with_sums(cells: Sequence[Sequence[int]]) -> Grid:
    """Add the sum of each row, of each column, and of all."""
    rows = [[*row, sum(row)] for row in cells]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else [[0]]


def protected(cells: Sequence[Sequence[int]]) -> Shown:
    """Give the table with its sums; None = hidden."""
    grid = with_sums(cells)
    hidden: set[Cell] = {(r, c) for r, row in enumerate(grid) for c, number in enumerate(row) if 0 < number < FEWEST}
    for cell in sorted(hidden):
        hidden |= set(_ring(grid, hidden, cell))
    return [[None if (r, c) in hidden else number for c, number in enumerate(row)] for r, row in enumerate(grid)]


def protected_list(numbers: Sequence[int]) -> list[int | None]:
    """The same for numbers that have no sum: nothing can be subtracted."""
    return [None if 0 < number < FEWEST else number for number in numbers]


def _ring(grid: Grid, hidden: set[Cell], cell: Cell) -> list[Cell]:
    """Find the cheapest way from a cell's row back to its column by other cells: with the cell itself it is a ring.

    Rows are nodes 0, 1 …, columns -1, -2 …; each number but nought is an edge between its row and its column.
    """
    start, goal = cell[0], -1 - cell[1]
    best = {start: 0}
    came: dict[int, tuple[int, Cell]] = {}
    queue = [(0, start)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node == goal:
            break
        for price, onward, edge in _edges(grid, hidden, node):
            if edge != cell and cost + price < best.get(onward, cost + price + 1):
                best[onward], came[onward] = cost + price, (node, edge)
                heapq.heappush(queue, (cost + price, onward))
    return list(_walked(came, goal))


def _walked(came: dict[int, tuple[int, Cell]], goal: int) -> Iterator[Cell]:
    """Go the way back, and name its cells."""
    node = goal
    while node in came:
        node, edge = came[node]
        yield edge


def _edges(grid: Grid, hidden: set[Cell], node: int) -> Iterator[tuple[int, int, Cell]]:
    """Give the ways out of a row or a column: price, where to, over which cell."""
    out_of_row = [((node, c), -1 - c) for c in range(len(grid[0]))]
    out_of_column = [((r, -1 - node), r) for r in range(len(grid))]
    for cell, onward in out_of_row if node >= 0 else out_of_column:
        number = grid[cell[0]][cell[1]]
        if number:
            yield _price(grid, hidden, cell, number), onward, cell


def _price(grid: Grid, hidden: set[Cell], cell: Cell, number: int) -> int:
    """What it costs to hide a number: as much as it says; nothing where it is hidden already, much where it is small itself."""
    if number < FEWEST:
        return SMALL_COSTS
    if cell in hidden:
        return 0
    is_sum = cell[0] == len(grid) - 1 or cell[1] == len(grid[0]) - 1
    return number + (SUM_COSTS if is_sum else 0)
