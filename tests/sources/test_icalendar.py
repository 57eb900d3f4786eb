"""iCalendar feeds over a real socket: rules, exceptions, whole days, zones."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.nouns import Text
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.sources.moments import HERE
from kiosk.sources.naming import short
from tests.sources.calendar_asking import batch, calendar, events, feed, starts

if TYPE_CHECKING:
    from kiosk.sources.http import HttpGetter
    from tests.contracts.web_server import WebServer


def test_an_event_is_read(web: WebServer, getter: HttpGetter) -> None:
    """With folded lines, escapes and HTML; who organises and attends is not read."""
    lines = (
        "UID:me@example.org|SUMMARY:Højtlæ\n sning\\, for alle|DTSTART:20261005T170000Z|DTEND:20261005T180000Z|LOCATION:Sal 2"
        "|DESCRIPTION:<p>Kom &amp\\; hør</p><script>x</script>|CATEGORIES:Børn,Bøger|URL:https://bibliotek.example/1"
        "|ORGANIZER;CN=Hans Hansen:mailto:hans@example.org|ATTENDEE:mailto:ida@example.org"
    )
    (event,) = events(feed(web, getter, calendar(lines), branch="Hovedbiblioteket"))

    assert event == LibraryEvent(
        key=event.key,
        title=Text("Højtlæsning, for alle"),
        start=datetime(2026, 10, 5, 19, tzinfo=HERE),
        end=datetime(2026, 10, 5, 20, tzinfo=HERE),
        summary=Text("Kom & hør"),
        body=(Text("Kom & hør"),),
        branch="Hovedbiblioteket",
        place="Sal 2",
        state=EventState.ACTIVE,
        tags=("Børn", "Bøger"),
        for_children=True,
        link="https://bibliotek.example/1",
        uid=short("me_example.org"),
    )
    assert event.key.startswith("ical:")
    assert len(event.key) <= 64
    assert "ample.org" not in repr(event)


def test_a_rule_with_its_exceptions_is_expanded(web: WebServer, getter: HttpGetter) -> None:
    """RRULE, EXDATE, RDATE, a moved occurrence and a cancelled one."""
    zone = ";TZID=Europe/Copenhagen:"
    found = events(
        feed(
            web,
            getter,
            calendar(
                f"UID:a|SUMMARY:Kreds|DTSTART{zone}20261006T190000|DURATION:PT2H|RRULE:FREQ=WEEKLY;COUNT=6"
                f"|EXDATE{zone}20261013T190000|RDATE{zone}20261008T100000",
                f"UID:a|SUMMARY:Flyttet|RECURRENCE-ID{zone}20261020T190000|DTSTART{zone}20261021T180000|DURATION:PT1H",
                f"UID:a|SUMMARY:Kreds|RECURRENCE-ID{zone}20261103T190000|DTSTART{zone}20261103T190000|DURATION:PT2H|STATUS:CANCELLED",
            ),
        )
    )

    # Summer time ends on 25 October; the meeting stays at seven.
    assert starts(found) == ["10-06 19:00", "10-08 10:00", "10-21 18:00", "10-27 19:00", "11-03 19:00", "11-10 19:00"]
    assert [event.start.utcoffset() == timedelta(hours=1) for event in found] == [False, False, False, True, True, True]
    assert [event.title.danish for event in found].index("Flyttet") == 2
    assert [event.state is EventState.CANCELLED for event in found].index(True) == 4
    assert len({event.key for event in found}) == 6


def test_a_moved_occurrence_keeps_its_key(web: WebServer, getter: HttpGetter) -> None:
    """So that whoever remembers it finds it again."""
    series = "UID:a|SUMMARY:Kreds|DTSTART:20261006T190000|RRULE:FREQ=WEEKLY;COUNT=3"
    moved = "UID:a|SUMMARY:Kreds|RECURRENCE-ID:20261013T190000|DTSTART:20261014T190000"
    before = events(feed(web, getter, calendar(series)))
    after = events(feed(web, getter, calendar(series, moved)))

    assert [event.key for event in after] == [event.key for event in before]
    assert starts(after)[1] == "10-14 19:00"


def test_an_older_version_in_the_same_feed_does_not_win(web: WebServer, getter: HttpGetter) -> None:
    """SEQUENCE decides, then LAST-MODIFIED, whatever the order."""
    old = "UID:a|SEQUENCE:1|SUMMARY:Før|DTSTART:20261006T190000"
    new = "UID:a|SEQUENCE:2|SUMMARY:Nu|DTSTART:20261007T190000"
    for order in ((old, new), (new, old)):
        assert [event.title.danish for event in events(feed(web, getter, calendar(*order)))] == ["Nu"]


def test_whole_days_end_on_their_last_day(web: WebServer, getter: HttpGetter) -> None:
    """DTEND is the day after; without it, it is one day."""
    found = events(
        feed(
            web,
            getter,
            calendar(
                "UID:a|SUMMARY:A|DTSTART;VALUE=DATE:20261005|DTEND;VALUE=DATE:20261008",
                "UID:b|SUMMARY:B|DTSTART;VALUE=DATE:20261006",
                "UID:c|SUMMARY:C|DTSTART;VALUE=DATE:20261007|DTEND;VALUE=DATE:20261007",
                "UID:d|SUMMARY:D|DTSTART;VALUE=DATE:20261024|DTEND;VALUE=DATE:20261026",
            ),
        )
    )

    assert all(event.all_day for event in found)
    assert starts(found) == ["10-05 00:00", "10-06 00:00", "10-07 00:00", "10-24 00:00"]
    assert [event.end.strftime("%m-%d %H:%M") for event in found] == ["10-07 23:59", "10-06 23:59", "10-07 23:59", "10-25 23:59"]
    assert found[3].end.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("written", "here"),
    [
        ("DTSTART:20261005T170000Z", "10-05 19:00"),
        ("DTSTART:20261005T170000", "10-05 17:00"),
        ("DTSTART;TZID=Europe/London:20261005T170000", "10-05 18:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20261005T170000", "10-05 18:00"),
        ("DTSTART;TZID=GMT Standard Time:20261005T170000", "10-05 18:00"),
        ('DTSTART;TZID="Western/Central Europe":20261005T170000', "10-05 17:00"),
        ("DTSTART;TZID=Hjemme:20261005T170000", "10-05 17:00"),
        ("DTSTART;TZID=Europe/Copenhagen:20261025T023000", "10-25 02:30"),
        ("DTSTART;TZID=Europe/Copenhagen:20270328T023000", "03-28 03:30"),
    ],
)
def test_zones_as_they_are_found(web: WebServer, getter: HttpGetter, written: str, here: str) -> None:
    """UTC, floating, IANA, with a vendor's prefix, by another system's name, unknown; and both summer-time Sundays."""
    assert starts(events(feed(web, getter, calendar(f"UID:a|SUMMARY:A|{written}")))) == [here]


def test_a_zone_that_the_feed_defines_is_used(web: WebServer, getter: HttpGetter) -> None:
    """Five hours ahead of UTC by its own VTIMEZONE."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Vores egen\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0500\r\n"
        "TZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    text = calendar("UID:a|SUMMARY:A|DTSTART;TZID=Vores egen:20261005T170000").replace("VERSION:2.0\r\n", "VERSION:2.0\r\n" + zone)

    assert starts(events(feed(web, getter, text))) == ["10-05 14:00"]


def test_an_endless_rule_ends_with_the_window(web: WebServer, getter: HttpGetter) -> None:
    """400 days, and what began long ago is found."""
    found = batch(feed(web, getter, calendar("UID:a|SUMMARY:A|DTSTART:20010101T100000|RRULE:FREQ=DAILY")))

    assert found.events is not None
    assert len(found.events) == 401
    assert found.scope.end == datetime(2027, 11, 6, tzinfo=HERE)


def test_a_feed_of_too_many_rows_is_cut_and_says_so(web: WebServer, getter: HttpGetter) -> None:
    """The soonest stay; the scope ends where we stopped looking, so that nothing later is taken for deleted."""
    rule = "DTSTART:20261001T000000|RRULE:FREQ=HOURLY"
    found = batch(feed(web, getter, calendar(f"UID:a|SUMMARY:A|{rule}", f"UID:b|SUMMARY:B|{rule}"), days_ahead=60, most_rows=100))

    assert found.events is not None
    assert len(found.events) == 100
    assert found.scope.end == found.events[-1].start == datetime(2026, 10, 3, 1, tzinfo=HERE)
