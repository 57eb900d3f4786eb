"""A report as a file: a table for a spreadsheet, or JSON for a program. The same numbers as on the page, and the same hidden."""

from __future__ import annotations

import csv
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hub.acts import audit
from hub.office import mine
from hub.office.paper import plain_cell
from hub.office.reports import asked, tables
from hub.office.reports_cells import FEWEST
from hub.office.reports_data import Table
from hub.outside import now


def file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Give one report as `csv` or `json`."""
    library, month = asked(request)
    table = next((each for each in tables(request) if each.key == key), None)
    if table is None or form not in {"csv", "json"}:
        raise Http404
    audit.note(mine.who(request), "report_exported", f"{key} {month.key} {form}", library, now())
    name = f"{library.key.replace(':', '-')}-{key}-{month.key}.{form}"
    told = as_csv(table) if form == "csv" else as_json(table, {"library": library.key, "month": month.key})
    response = HttpResponse(told, content_type="text/csv; charset=utf-8" if form == "csv" else "application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def as_csv(table: Table) -> str:
    """Write a table: semicolons and a mark of the alphabet, as Danish spreadsheets expect."""
    lines = Lines()
    lines.write("\ufeff")
    rows = csv.writer(lines, delimiter=";")
    rows.writerow([plain_cell(str(each)) for each in (table.head, *table.columns)])
    for name, cells in zip(table.rows, table.cells, strict=False):
        rows.writerow([plain_cell(name), *(_("skjult") if number is None else number for number in cells)])
    return lines.text


def as_json(table: Table, about: dict[str, Any]) -> str:
    """Write a table: null = hidden, because the number, or one that could be worked out with it, is under the least."""
    told = about | {
        "report": table.key,
        "fewest": FEWEST,
        "sums": table.sums,
        "columns": list(table.columns),
        "rows": [{"name": name, "cells": list(cells)} for name, cells in zip(table.rows, table.cells, strict=False)],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


class Lines:
    """What the csv module writes to."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, line: str) -> None:
        """Take a line."""
        self.text += line
