"""Events of an iCalendar feed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from kiosk.clean import clean, plain_paragraphs
from kiosk.nouns import Key, Text
from kiosk.ports import Batch, Scope, SkippedRow, SourceError, SourceTrouble, Unchanged
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.sources.icalendar_series import LIBRARY_ERRORS, Series, series_of
from kiosk.sources.moments import Window, day_end, day_start, days_from, local, not_before
from kiosk.sources.naming import short
from kiosk.sources.question import asked, recall, remember
from kiosk.sources.row import RowFaultError, link_of
from kiosk.sources.terms import Terms

if TYPE_CHECKING:
    from kiosk.ports import Validators
    from kiosk.sources.http import Getter

KINDS = ("text/calendar", "application/ics", "text/plain", "application/octet-stream")
"""What calendars are served as: many are plain files on a plain server."""

MOST_ROWS = 1000

_STATES = {"CANCELLED": EventState.CANCELLED, "TENTATIVE": EventState.UNKNOWN}

_PUBLIC = frozenset({"", "PUBLIC"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ICalendarFeed:
    """One feed. Rules are expanded from today to `days_ahead` days from now, and to `most_rows` occurrences.

    Times without a zone, or with one that nobody knows, are the branch's own. Events that are not public are left out; who
    organises or attends is never read.
    """

    name: str
    url: str
    getter: Getter
    branch: str = ""
    terms: Terms = field(default_factory=Terms)
    days_ahead: int = 400
    most_rows: int = MOST_ROWS

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Fetch and expand the feed. Raises SourceError; a raise deletes nothing."""
        window = days_from(now, 0, self.days_ahead)
        question = asked(self.url, window, self.branch, self.terms, self.most_rows)
        page = self.getter.get(self.url, KINDS, recall(known, question))
        if isinstance(page, Unchanged):
            return page
        events, skipped = self._read(page.text(), window)
        end = window.end
        if len(events) > self.most_rows:
            # What comes after the last row we keep was not looked at, and so is not absent.
            events = events[: self.most_rows]
            end = events[-1].start
        return Batch(
            events=tuple(events),
            scope=Scope(window.start, end),
            skipped=tuple(skipped),
            validators=remember(page.validators, question),
        )

    def _read(self, text: str, window: Window) -> tuple[list[LibraryEvent], list[SkippedRow]]:
        """Every occurrence in the window, soonest first, and every series that cannot be read."""
        found, broken = series_of(text)
        events: list[LibraryEvent] = []
        skipped = [SkippedRow(place, fault) for place, fault in broken]
        for series in found:
            try:
                events += self._events(series, window)
            except RowFaultError as fault:
                skipped.append(SkippedRow(self._key(series), fault.field))
        if skipped and len(skipped) == len(found) + len(broken):
            raise SourceError(SourceTrouble.UNREADABLE.value)
        return sorted(events, key=lambda event: (event.start.timestamp(), event.key)), skipped

    def _key(self, series: Series, stamp: str = "") -> Key:
        """Source and series, and for one of several occurrences a dot and the time that the rule gave it."""
        name = f"ical:{short(self.name)[:8]}-{series.name}"
        return Key(f"{name}.{stamp}" if stamp else name)

    def _events(self, series: Series, window: Window) -> list[LibraryEvent]:
        """Translate a series. Raises RowFaultError."""
        try:
            return [
                self._event(occurrence, self._key(series, _stamp(occurrence) if series.repeated else ""), series.uid)
                for occurrence in series.within(window)
                if _word(occurrence, "CLASS") in _PUBLIC
            ]
        except LIBRARY_ERRORS as error:
            raise RowFaultError("VEVENT") from error

    def _event(self, found: Any, key: Key, uid: str) -> LibraryEvent:
        """Translate one occurrence. Raises RowFaultError or one of LIBRARY_ERRORS."""
        title = clean(str(found.get("SUMMARY", "")), 160)
        if not title:
            raise RowFaultError("SUMMARY")
        start, end, all_day = _times(found)
        body = plain_paragraphs(str(found.get("DESCRIPTION", "")).replace("\n", "<br>"), 6000)
        words = _categories(found)
        place = clean(str(found.get("LOCATION", "")), 200)
        return LibraryEvent(
            key=key,
            uid=uid,
            title=Text(title),
            start=start,
            end=end,
            all_day=all_day,
            summary=Text(clean(body[0], 400) if body else ""),
            body=tuple(Text(paragraph) for paragraph in body),
            branch=self.branch,
            place="" if link_of(place) else place,
            online=bool(link_of(place)),
            state=_STATES.get(_word(found, "STATUS"), EventState.ACTIVE),
            languages=self.terms.languages((title, *words)),
            tags=words,
            for_children=self.terms.for_children(words),
            link=link_of(str(found.get("URL", ""))),
        )


def _times(found: Any) -> tuple[datetime, datetime, bool]:
    """Start, end, and whether it is a day without times; there the end that the feed gives is the first day after."""
    start, end = found.start, found.end
    if isinstance(start, datetime):
        begins = local(start)
        return begins, not_before(begins, local(end)), False
    return day_start(start), day_end(max(start, end - timedelta(days=1))), True


def _stamp(found: Any) -> str:
    """When the rule says the occurrence is, wherever it was moved to."""
    when: date | datetime = found["RECURRENCE-ID"].dt
    if isinstance(when, datetime):
        return local(when).astimezone(UTC).strftime("%Y%m%dT%H%MZ")
    return when.strftime("%Y%m%d")


def _word(found: Any, name: str) -> str:
    return str(found.get(name, "")).strip().upper()


def _categories(found: Any) -> tuple[str, ...]:
    """The categories of one or several lines."""
    said = found.get("CATEGORIES", [])
    lines = said if isinstance(said, list) else [said]
    words = (clean(str(word), 100) for line in lines for word in getattr(line, "cats", ()))
    return tuple(dict.fromkeys(word for word in words if word))[:20]
