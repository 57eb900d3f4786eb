"""Writes pages with schema.org markup, and reads one event of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.nouns import Key
from kiosk.sources.row import Row
from kiosk.sources.schema_event import SchemaReading

if TYPE_CHECKING:
    from kiosk.rooms.local.model import LibraryEvent


def html(*blocks: object) -> bytes:
    """A page with these JSON-LD blocks among other things."""
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(block)}</script>' for block in blocks)
    return f"<html><head><script>var a = '<p>';</script>{scripts}</head><body><p>Hej</p></body></html>".encode()


def happening(**changed: Any) -> dict[str, Any]:
    """An event as a page describes it; None leaves the field out."""
    row = {"@context": "https://schema.org", "@type": "Event", "name": "Koncert", "startDate": "2026-10-05T19:00"}
    return {name: value for name, value in (row | changed).items() if value is not None}


def read(**changed: Any) -> LibraryEvent:
    """Translate one event without a page round it."""
    reading = SchemaReading("https://huset.example/kalender/", "Huset")
    return reading.event(Row(happening(**changed)), lambda _identity, _start: Key("page:x"))
