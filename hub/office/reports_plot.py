"""Plots as SVG of our own: small bars side by side, one row a column of the table, each named by words and not by colour alone.

The table stands beside every plot; the picture has a title and a description for those who hear the page.
"""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hub.office.reports_data import Table

BAR, GAP, HIGH, LEFT, TOP = 26, 6, 72, 8, 26
LEAST_WIDE = 200
LEAST_ROWS = 2
"""One row alone is no plot."""


def plot(table: Table) -> SafeString:
    """Draw a table: a band of bars for each column, sums left out."""
    columns = table.columns[:-1] if table.sums else table.columns
    rows = table.rows[:-1] if table.sums else table.rows
    if table.empty or len(rows) < LEAST_ROWS:
        return SafeString()
    cells = [row[: len(columns)] for row in table.cells[: len(rows)]]
    top = max((number or 0 for row in cells for number in row), default=0) or 1
    wide = max(LEAST_WIDE, 2 * LEFT + len(rows) * (BAR + GAP))
    bands = "".join(_band(name, table.marks[at], [row[at] for row in cells], top, (wide, at)) for at, name in enumerate(columns))
    foot = len(columns) * (HIGH + TOP + 14)
    labels = "".join(_label(name, at, foot) for at, name in enumerate(rows)) if len(columns) * len(rows) <= MOST_LABELS else ""
    title, about = escape(table.title), escape(_described(table, columns, cells))
    size = f'width="{wide}" height="{foot + 22}" viewBox="0 0 {wide} {foot + 22}"'
    head = f'<svg class="plot" role="img" aria-labelledby="{table.key}-t {table.key}-d" {size}>'
    drawn = f'{head}<title id="{table.key}-t">{title}</title><desc id="{table.key}-d">{about}</desc>{bands}{labels}</svg>'
    return mark_safe(drawn)  # noqa: S308 - numbers and escaped words


MOST_LABELS = 200


def _band(name: str, mark: str, numbers: list[int | None], top: int, at: tuple[int, int]) -> str:
    """Draw one column of the table as a row of bars; what is hidden is a hollow mark on the line."""
    wide, place = at
    base = (place + 1) * (HIGH + TOP + 14) - 14
    parts = [f'<text class="name" x="{LEFT}" y="{base - HIGH - 9}">{escape(name)}</text>']
    for number, value in enumerate(numbers):
        x = LEFT + number * (BAR + GAP)
        if value is None:
            parts.append(f'<rect class="hidden" x="{x + 1}" y="{base - 8}" width="{BAR - 2}" height="7"/>')
        elif value:
            high = max(2, round(HIGH * value / top))
            parts.append(f'<rect class="bar {escape(mark)}" x="{x}" y="{base - high}" width="{BAR}" height="{high}"/>')
    return "".join(parts) + f'<path class="base" d="M{LEFT} {base}H{wide - LEFT}"/>'


def _label(name: str, number: int, foot: int) -> str:
    """Write a row's name under its bars."""
    x = LEFT + number * (BAR + GAP) + BAR / 2
    return f'<text class="at" x="{x}" y="{foot + 6}" text-anchor="middle">{escape(name.partition("–")[0][:9])}</text>'


def _described(table: Table, columns: tuple[str, ...], cells: list[tuple[int | None, ...]]) -> str:
    """Say in words what the picture shows: the largest of each, and that the table has it all."""
    tops = []
    for at, name in enumerate(columns):
        numbers = [(row[at] or 0, table.rows[place]) for place, row in enumerate(cells)]
        most, where = max(numbers, default=(0, ""))
        if most:
            tops.append(f"{name}: {_('flest')} {where} ({most})")
    return f"{table.about} {'; '.join(tops)}. {_('Alle tal står i tabellen ved siden af.')}"
