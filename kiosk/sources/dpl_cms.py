"""Events of a library's own site: the national library CMS's public list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.ports import Batch, Scope, SkippedRow, SourceError, SourceTrouble, Unchanged
from kiosk.sources.dpl_event import DplReading, PriceUnit, row_key
from kiosk.sources.http import JSON_KINDS, Getter
from kiosk.sources.moments import Window, days_from
from kiosk.sources.question import asked, recall, remember
from kiosk.sources.row import Row, RowFaultError, rows_of
from kiosk.sources.terms import Terms

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.nouns import Key
    from kiosk.ports import Validators
    from kiosk.rooms.local.model import LibraryEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DplEvents:
    """The event list of one site, for one kiosk. `branches` are names or ISIL numbers; none = all of the site.

    Asked without `from_date`: that compares the start, and a running exhibition would drop out. What is over before today or
    starts more than `days_ahead` days from today is out of scope.
    """

    name: str
    base_url: str
    getter: Getter
    branches: tuple[str, ...] = ()
    unplaced: bool = False
    price_unit: PriceUnit = "kroner"
    terms: Terms = field(default_factory=Terms)
    days_ahead: int = 180

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Fetch the whole list. Raises SourceError; a raise deletes nothing."""
        url = f"{self.base_url.rstrip('/')}/api/v1/events?_format=json"
        window = days_from(now, 0, self.days_ahead)
        question = asked(url, window, self.branches, self.unplaced, self.price_unit, self.terms)
        page = self.getter.get(url, JSON_KINDS, recall(known, question))
        if isinstance(page, Unchanged):
            return page
        events, skipped = self._read(rows_of(page), window)
        return Batch(
            events=events,
            scope=Scope(window.start, window.end),
            skipped=skipped,
            validators=remember(page.validators, question),
        )

    def _read(self, rows: list[object], window: Window) -> tuple[tuple[LibraryEvent, ...], tuple[SkippedRow, ...]]:
        """Translate row by row; one that cannot be read is skipped, a list of nothing else is not a list of events."""
        reading = DplReading(
            branches=frozenset(words.casefold() for words in self.branches),
            unplaced=self.unplaced,
            price_unit=self.price_unit,
            terms=self.terms,
        )
        gathered = _Gathered()
        for place, values in enumerate(rows):
            gathered.take(reading, values, place)
        if rows and len(gathered.skipped) == len(rows):
            raise SourceError(SourceTrouble.UNREADABLE.value)
        events = [event for _, event in gathered.newest.values() if window.touches(event.start, event.end)]
        return tuple(sorted(events, key=_by_time)), tuple(gathered.skipped)


@dataclass(slots=True)
class _Gathered:
    """What has been read so far: of rows with the same id only the one that was changed last."""

    newest: dict[Key, tuple[str, LibraryEvent]] = field(default_factory=dict)
    skipped: list[SkippedRow] = field(default_factory=list)

    def take(self, reading: DplReading, values: object, place: int) -> None:
        """Read one row, or note why not."""
        row = Row(values)
        name = f"#{place}"
        try:
            name = row_key(row)
            if reading.concerns(row):
                self._keep(row.raw_text("updated_at"), reading.event(row))
        except RowFaultError as fault:
            self.skipped.append(SkippedRow(name, fault.field))

    def _keep(self, changed: str, event: LibraryEvent) -> None:
        before = self.newest.get(event.key)
        if before is None or changed > before[0]:
            self.newest[event.key] = (changed, event)


def _by_time(event: LibraryEvent) -> tuple[float, Key]:
    return event.start.timestamp(), event.key
