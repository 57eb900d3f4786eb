"""iCalendar feeds that are broken, hostile or only half there: what can be read is read, and the rest is named."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ports import Batch, SourceError, SourceTrouble, Unchanged, Validators
from kiosk.sources.http import NOTHING_KNOWN, HttpGetter, Page
from kiosk.sources.icalendar_feed import ICalendarFeed
from tests.contracts.faults import Fault
from tests.sources.calendar_asking import NOW, batch, calendar, events, feed, starts

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.rooms.local.model import LibraryEvent
    from tests.contracts.web_server import WebServer

HOURS = ",".join(map(str, range(24)))


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY", f"FREQ=DAILY;BYHOUR={HOURS};BYMINUTE=1,2"])
def test_a_rule_that_would_never_end_is_skipped(web: WebServer, getter: HttpGetter, rule: str) -> None:
    """Nothing in a library comes back every second; the others stay."""
    often, once = f"UID:a|SUMMARY:A|DTSTART:20261005T100000|RRULE:{rule}", "UID:b|SUMMARY:B|DTSTART:20261006T100000"
    found = batch(feed(web, getter, calendar(often, once)))

    assert starts(found.events or ()) == ["10-06 10:00"]
    assert [skipped.field for skipped in found.skipped] == ["RRULE"]


@pytest.mark.parametrize(
    "broken",
    [
        "UID:x|SUMMARY:X|DTSTART:2026garbage",
        "UID:x|SUMMARY:X",
        "UID:x|DTSTART:20261005T100000",
        "UID:x|SUMMARY:X|DTSTART:20261005T100000|RRULE:FREQ=NOPE",
        "UID:x|SUMMARY:X|DTSTART:20261005T100000|RRULE:COUNT=3",
        "UID:x|SUMMARY:X|DTSTART:20261005T100000|DURATION:kort",
        "UID:x|SUMMARY:X|DTSTART:20261005T100000|DTEND:20261005T",
        "UID:x|NOT A LINE",
        "UID:x|SUMMARY:X|DTSTART:20261005T100000|BEGIN:VALARM",
        "UID:x|SUMMARY:X|DTSTART:20261005T100000|RECURRENCE-ID:i går",
        "UID:x|SUMMARY:X|DTSTART:20261005T100000|EXDATE:aldrig|RRULE:FREQ=DAILY;COUNT=2",
        "",
    ],
)
def test_one_broken_event_is_skipped_alone(web: WebServer, getter: HttpGetter, broken: str) -> None:
    """The one before and the one after are read; the broken one is counted."""
    good = [f"UID:{name}|SUMMARY:{name}|DTSTART:20261006T100000" for name in "ab"]

    found = batch(feed(web, getter, calendar(good[0], broken, good[1])))

    assert sorted(event.title.danish for event in found.events or ()) == ["a", "b"]
    assert len(found.skipped) == 1


def test_a_skipped_event_is_named_by_its_key(web: WebServer, getter: HttpGetter) -> None:
    """So that its last good version stays."""
    good = "UID:x|SUMMARY:X|DTSTART:20261005T100000"
    other = "UID:y|SUMMARY:Y|DTSTART:20261005T100000"
    before = events(feed(web, getter, calendar(good)))
    after = batch(feed(web, getter, calendar(good.replace("SUMMARY:X|", ""), other)))

    assert [skipped.key for skipped in after.skipped] == [before[0].key]


def test_an_end_before_the_start_is_the_start(web: WebServer, getter: HttpGetter) -> None:
    """Clamped, not crashed."""
    (event,) = events(feed(web, getter, calendar("UID:a|SUMMARY:A|DTSTART:20261005T100000|DTEND:20261005T090000")))

    assert event.end == event.start


def test_what_is_not_public_is_left_out(web: WebServer, getter: HttpGetter) -> None:
    """A room calendar may hold private appointments."""
    kinds = ("PUBLIC", "PRIVATE", "CONFIDENTIAL")
    text = calendar(*(f"UID:{kind}|SUMMARY:{kind}|CLASS:{kind}|DTSTART:20261005T100000" for kind in kinds))

    assert [event.title.danish for event in events(feed(web, getter, text))] == ["PUBLIC"]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n", SourceTrouble.TRUNCATED),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a", SourceTrouble.TRUNCATED),
        ("", SourceTrouble.NOT_OURS),
        ("<html>", SourceTrouble.NOT_OURS),
        (b"BEGIN:VCALENDAR\r\nX:\xff\r\nEND:VCALENDAR", SourceTrouble.UNREADABLE),
        (calendar("UID:x"), SourceTrouble.UNREADABLE),
    ],
)
def test_no_whole_calendar_deletes_nothing(web: WebServer, getter: HttpGetter, text: str | bytes, trouble: SourceTrouble) -> None:
    """It raises."""
    with pytest.raises(SourceError) as caught:
        batch(feed(web, getter, text))

    assert caught.value.reason == trouble.value


def test_an_empty_calendar_is_an_answer(web: WebServer, getter: HttpGetter) -> None:
    """And a portal's page is none."""
    asked = feed(web, getter, calendar())
    assert batch(asked).events == ()

    web.faults[""] = Fault.PORTAL
    with pytest.raises(SourceError, match=SourceTrouble.NOT_OURS.value):
        batch(asked)


def test_unchanged_is_for_the_same_day_only(web: WebServer, getter: HttpGetter) -> None:
    """The window of an endless rule moves at midnight."""
    asked = feed(web, getter, calendar("UID:a|SUMMARY:A|DTSTART:20261005T100000"))
    known = batch(asked).validators

    assert asked.fetch(known, NOW) == Unchanged()
    assert isinstance(asked.fetch(known, NOW + timedelta(days=1)), Batch)


@pytest.mark.parametrize(
    ("name", "now", "found"),
    [
        ("event_with_recurrence.ics", datetime(1996, 4, 1, tzinfo=UTC), 97),
        ("event_with_recurrence_exdates_on_different_lines.ics", datetime(2012, 3, 1, tzinfo=UTC), 10),
        ("event_with_unicode_fields.ics", datetime(2010, 10, 1, tzinfo=UTC), 1),
        ("issue_101_icalendar_chokes_on_umlauts_in_organizer.ics", datetime(2013, 4, 1, tzinfo=UTC), 1),
        ("issue_1050_all_components.ics", datetime(2025, 1, 1, tzinfo=UTC), 1),
        ("issue_313_globally_unique_tzid.ics", datetime(2020, 4, 1, tzinfo=UTC), 3),
        ("issue_466_convert_tzid_with_slash.ics", datetime(2022, 10, 1, tzinfo=UTC), 55),
        ("issue_526_calendar_with_events.ics", datetime(2021, 11, 1, tzinfo=UTC), 2),
    ],
)
def test_feeds_found_in_the_wild_are_read(
    web: WebServer, getter: HttpGetter, shared_contracts: Path, name: str, now: datetime, found: int
) -> None:
    """Each of the collected files gives what a person would read in it."""
    text = (shared_contracts / "generic" / "ical" / name).read_bytes()

    answer = batch(feed(web, getter, text), now)

    assert (len(answer.events or ()), answer.skipped) == (found, ())


class FromMemory:
    """A getter that has the page already: for thousands of pages in a second."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get(self, url: str, kinds: tuple[str, ...], known: Validators = NOTHING_KNOWN) -> Page | Unchanged:
        """Give the page."""
        return Page(self._text.encode("utf-8", "replace"), url, kinds[0])


LINES = """
UID:a|UID:b|SUMMARY:A|DTSTART:20261005T100000|DTSTART;VALUE=DATE:20261005|DTEND:20261005T110000Z|DTEND:20261004T110000|BEGIN:VEVENT
END:VEVENT|RRULE:FREQ=WEEKLY;COUNT=3|RRULE:FREQ=YEARLY;UNTIL=1|EXDATE:20261012T100000|DURATION:-PT1H|RDATE:x|RDATE:20261007
RECURRENCE-ID:20261012T100000|RECURRENCE-ID;RANGE=THISANDFUTURE:20261012|DTSTART;TZID=X:20261005T100000| folded|SEQUENCE:x|STATUS:
BEGIN:VTIMEZONE|END:VTIMEZONE|TZID:X|CLASS:|CATEGORIES:a,b|CATEGORIES:|:|;=:|DTSTART:00010101T000000|DTSTART:99991231T235959Z
"""

lines = st.sampled_from(LINES.strip("\n").replace("\n", "|").split("|")) | st.text(max_size=20)
blocks = st.lists(lines, max_size=8).map(lambda block: "\n".join(["BEGIN:VEVENT", "SUMMARY:A", *block, "END:VEVENT"]))


@given(text=st.lists(lines | blocks, max_size=8).map("\n".join))
def test_no_calendar_breaks_the_reader(text: str) -> None:
    """Any lines give an answer or a reason, never a bug; and every end lies after its start."""
    asked = ICalendarFeed(name="x", url="http://x/", getter=FromMemory(f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR"), days_ahead=60)

    found: tuple[LibraryEvent, ...] = ()
    with suppress(SourceError):
        found = events(asked)

    assert all(event.end.timestamp() >= event.start.timestamp() and event.title for event in found)
