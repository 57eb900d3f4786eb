"""Opening hours of a branch from the national library CMS: a window of days, replaced as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from kiosk.ports import Batch, Scope, SkippedRow, SourceError, SourceTrouble, Unchanged
from kiosk.rooms.local.model import OpenSpan
from kiosk.sources.http import JSON_KINDS, Getter
from kiosk.sources.moments import LAST_MINUTE, Window, days_from
from kiosk.sources.question import asked, recall, remember
from kiosk.sources.row import Row, RowFaultError, rows_of

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.ports import Validators

DAYS_BACK = 1
DAYS_AHEAD = 14

PAST_MIDNIGHT = "past_midnight"
"""Noted, not skipped: the CMS does not think of a night, so a person should look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DplOpeningHours:
    """The hours of one branch, from yesterday to two weeks from now.

    The branch is `branch_id` (the site's own number), or `branch` (its ISIL number or name) where that is not known. Titles of
    categories are compared without regard to case: `staffed_titles` mean that somebody is there, `ignored_titles` are not the
    branch's own hours (citizen service, say).
    """

    name: str
    base_url: str
    getter: Getter
    branch_id: int | None = None
    branch: str = ""
    staffed_titles: tuple[str, ...] = ("Med betjening",)
    ignored_titles: tuple[str, ...] = ()

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Fetch the window. Raises SourceError; a raise deletes nothing."""
        window = days_from(now, DAYS_BACK, DAYS_AHEAD)
        url = self._url(window)
        question = asked(url, self.branch, self.staffed_titles, self.ignored_titles)
        page = self.getter.get(url, JSON_KINDS, recall(known, question))
        if isinstance(page, Unchanged):
            return page
        hours, skipped = self._read(rows_of(page), window)
        return Batch(
            hours=hours,
            scope=Scope(window.start, window.end),
            skipped=skipped,
            validators=remember(page.validators, question),
        )

    def _url(self, window: Window) -> str:
        branch = "" if self.branch_id is None else f"&branch_id={self.branch_id}"
        days = f"&from_date={window.first.isoformat()}&to_date={window.last.isoformat()}"
        return f"{self.base_url.rstrip('/')}/api/v1/opening_hours?_format=json{branch}{days}"

    def _read(self, rows: list[object], window: Window) -> tuple[tuple[OpenSpan, ...], tuple[SkippedRow, ...]]:
        spans: list[OpenSpan] = []
        skipped: list[SkippedRow] = []
        unread = 0
        for place, values in enumerate(rows):
            row = Row(values)
            try:
                found = self._spans(row)
            except RowFaultError as fault:
                unread += 1
                skipped.append(SkippedRow(f"#{place}", fault.field))
                continue
            if len({span.day for span in found}) > 1:
                skipped.append(SkippedRow(f"#{place}", PAST_MIDNIGHT))
            spans += [span for span in found if window.first <= span.day <= window.last]
        if rows and unread == len(rows):
            raise SourceError(SourceTrouble.UNREADABLE.value)
        return tuple(sorted(set(spans), key=lambda span: (span.day, span.opens, span.closes, span.title))), tuple(skipped)

    def _spans(self, row: Row) -> tuple[OpenSpan, ...]:
        """One row -> no span (another branch, or not our hours), one, or two where it goes past midnight."""
        title = row.part("category").text("title", 60)
        if not self._ours(row) or _among(title, self.ignored_titles):
            return ()
        if not title:
            raise RowFaultError("category.title")
        day = _day(row)
        opens, closes = _clock(row, "start_time"), _clock(row, "end_time")
        staffed = _among(title, self.staffed_titles)
        if closes > opens:
            return (OpenSpan(day, opens, closes, title, staffed),)
        evening = OpenSpan(day, opens, LAST_MINUTE, title, staffed)
        night = OpenSpan(day + timedelta(days=1), time(), closes, title, staffed)
        return (evening,) if closes == time() else (evening, night)

    def _ours(self, row: Row) -> bool:
        """Whether the row is of our branch. Older sites name it neither by ISIL number nor by name."""
        if self.branch_id is not None:
            return row.number("branch_id") == self.branch_id
        names = {row.text("branch_isil_id").casefold(), row.text("branch_name").casefold()}
        return not self.branch or self.branch.casefold() in names


def _day(row: Row) -> date:
    try:
        return date.fromisoformat(row.raw_text("date"))
    except ValueError as error:
        raise RowFaultError("date") from error


def _clock(row: Row, name: str) -> time:
    """»HH:MM«, also »24:00«, without a zone."""
    words = row.raw_text(name).strip()
    try:
        return time() if words == "24:00" else time.fromisoformat(words).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError as error:
        raise RowFaultError(name) from error


def _among(title: str, titles: tuple[str, ...]) -> bool:
    return title.casefold() in {words.casefold() for words in titles}
