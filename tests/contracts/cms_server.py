"""A server that keeps the national library CMS's contract: what it serves is judged by the CMS's own description."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import jsonschema

from tests.contracts.web_server import Served, WebServer

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = "/api/v1/events"
HOURS = "/api/v1/opening_hours"

JSON = "application/json"


class CmsServer(WebServer):
    """Events and opening hours from rows. `description` is the CMS's openapi.json, or None where it is not there.

    Rows that break the description have to be served with `honest=False`: real sites do that too.
    """

    def __init__(self, description: Path | None = None) -> None:
        super().__init__()
        self._description = json.loads(description.read_text("utf-8")) if description else None
        self._hours: list[dict[str, Any]] = []

    @property
    def judged(self) -> bool:
        """Whether what is served is held against the real description."""
        return self._description is not None

    def serve_events(self, rows: list[Any], *, honest: bool = True) -> None:
        """Serve these event instances."""
        self._judge(EVENTS, rows, honest=honest)
        self.pages[EVENTS] = _served(rows)

    def serve_hours(self, rows: list[dict[str, Any]], *, honest: bool = True) -> None:
        """Serve these opening hours; what is asked for is filtered as the CMS does."""
        self._judge(HOURS, rows, honest=honest)
        self._hours = rows

    def page_for(self, target: str) -> Served | None:
        """Answer by rows; `_format=json` is required, and dates have to be dates."""
        path, asked = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if path in {EVENTS, HOURS} and asked.get("_format") != ["json"]:
            return None
        if path == HOURS:
            return _served([row for row in self._hours if _wanted(row, asked)])
        return super().page_for(target)

    def _judge(self, path: str, rows: list[Any], *, honest: bool) -> None:
        if self._description is None or not honest:
            return
        schema = self._description["paths"][path]["get"]["responses"]["200"]["schema"]
        jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(rows)


def _served(rows: list[Any]) -> Served:
    return Served(json.dumps(rows).encode(), JSON)


def _wanted(row: dict[str, Any], asked: dict[str, list[str]]) -> bool:
    """Whether the CMS would give this row; both dates are included."""
    first, last = asked.get("from_date", [""])[0], asked.get("to_date", ["9999"])[0]
    branch = asked.get("branch_id", [str(row.get("branch_id"))])[0]
    return first <= str(row.get("date")) <= last and str(row.get("branch_id")) == branch


def event_row(number: int = 1, **changed: Any) -> dict[str, Any]:
    """An event instance as the CMS sends it; a value of None leaves the field out, as the CMS does."""
    row = {
        "uuid": f"00000000-0000-4000-8000-{number:012d}",
        "title": f"Læsekreds {number}",
        "description": "Vi læser sammen",
        "url": f"https://bibliotek.example/arrangementer/{number}",
        "created_at": "2026-10-01T09:00:00+02:00",
        "updated_at": "2026-11-20T09:00:00+01:00",
        "ticket_manager_relevance": False,
        "image": {"url": "https://bibliotek.example/a.jpg?h=1&itok=x"},
        "state": "Active",
        "all_day": False,
        "date_time": {"start": "2026-12-01T19:00:00+01:00", "end": "2026-12-01T21:00:00+01:00"},
        "branches": ["Hovedbiblioteket"],
        "branch_isil_ids": ["DK-785100"],
        "address": {
            "locationType": "physical",
            "location": "Hovedbiblioteket",
            "locationAdditional": "Sal 2",
            "street": "Gade 1 ",
            "zip_code": 9000,
            "city": "Aalborg",
            "country": "DK",
        },
        "categories": ["Litteratur"],
        "audiences": ["Voksne"],
        "tags": ["læsning"],
        "partners": ["Foreningen Norden"],
        "ticket_categories": [ticket(100)],
        "ticket_capacity": 20,
        "series": {"uuid": "00000000-0000-4000-9000-000000000001"},
        "body": "<p>Kom &amp; vær med.</p><p>Kaffe.</p>",
        "external_data": {"url": "https://billet.example/1", "admin_url": "https://billet.example/admin/1"},
        "screen_names": ["Forhal"],
    }
    return {name: value for name, value in (row | changed).items() if value is not None}


def ticket(value: float, currency: str = "DKK") -> dict[str, Any]:
    """A ticket category."""
    return {"title": "Voksen", "price": {"currency": currency, "value": value}}


def hours_row(day: str, opens: str = "08:00", closes: str = "20:00", **changed: Any) -> dict[str, Any]:
    """An opening hours instance as the CMS sends it; a value of None leaves the field out."""
    row = {
        "id": 1,
        "category": {"title": "Selvbetjening", "color": "#ff0099"},
        "date": day,
        "start_time": opens,
        "end_time": closes,
        "branch_id": 12,
        "branch_name": "Hovedbiblioteket",
        "branch_isil_id": "DK-785100",
        "repetition": {"id": 5, "type": "none"},
    }
    return {name: value for name, value in (row | changed).items() if value is not None}
