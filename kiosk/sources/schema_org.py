"""Events of one web page that carries schema.org markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.nouns import Key
from kiosk.ports import Batch, Scope, SkippedRow, SourceError, SourceTrouble, Unchanged
from kiosk.sources.http import HTML_KINDS
from kiosk.sources.json_ld import events_in
from kiosk.sources.moments import days_from
from kiosk.sources.naming import short
from kiosk.sources.question import asked, recall, remember
from kiosk.sources.row import RowFaultError
from kiosk.sources.schema_event import SchemaReading, stamp
from kiosk.sources.terms import Terms

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.ports import Validators
    from kiosk.rooms.local.model import LibraryEvent
    from kiosk.sources.http import Getter
    from kiosk.sources.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaOrgPage:
    """One page that lists events. A page without any JSON-LD is not the page we mean: a portal, or an error that says 200."""

    name: str
    url: str
    getter: Getter
    branch: str = ""
    terms: Terms = field(default_factory=Terms)
    days_ahead: int = 400

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Fetch the page and read its events. Raises SourceError; a raise deletes nothing."""
        window = days_from(now, 0, self.days_ahead)
        question = asked(self.url, window, self.branch, self.terms)
        page = self.getter.get(self.url, HTML_KINDS, recall(known, question))
        if isinstance(page, Unchanged):
            return page
        rows = events_in(page.text())
        if rows is None:
            raise SourceError(SourceTrouble.NOT_OURS.value)
        events, skipped = self._read(rows, SchemaReading(page.url, self.branch, self.terms))
        return Batch(
            events=tuple(event for event in events if window.touches(event.start, event.end)),
            scope=Scope(window.start, window.end),
            skipped=skipped,
            validators=remember(page.validators, question),
        )

    def _read(self, rows: tuple[Row, ...], reading: SchemaReading) -> tuple[list[LibraryEvent], tuple[SkippedRow, ...]]:
        found: dict[Key, LibraryEvent] = {}
        skipped: list[SkippedRow] = []
        for place, row in enumerate(rows):
            try:
                event = reading.event(row, self._key)
            except RowFaultError as fault:
                skipped.append(SkippedRow(f"#{place}", fault.field))
                continue
            found.setdefault(event.key, event)
        if rows and len(skipped) == len(rows):
            raise SourceError(SourceTrouble.UNREADABLE.value)
        return sorted(found.values(), key=lambda event: (event.start.timestamp(), event.key)), tuple(skipped)

    def _key(self, identity: str, start: datetime) -> Key:
        """Source, and what the page calls the event, else nothing but its start."""
        return Key(f"page:{short(self.name)[:8]}-{short(identity)}.{stamp(start)}")
