"""Content: what a source's answer does, and what the glass is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.nouns import Key, Seats, SignupState, Text
from kiosk.ports import Batch, SealKey
from kiosk.rooms.communities.model import Group
from kiosk.rooms.local.model import EventState, LibraryEvent, OpenSpan
from kiosk.rooms.reading.model import Book, StaffPick, Tag
from kiosk.store.content import Content
from kiosk.store.db import open_content

ZONE = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)


def event(key: str, hours: float = 1, **fields: Any) -> LibraryEvent:
    """An event that begins in so many hours and lasts two."""
    start = NOON + timedelta(hours=hours)
    return LibraryEvent(Key(key), fields.pop("title", Text("Højtlæsning")), start, start + timedelta(hours=2), **fields)


def book(key: str, *tags: str, **fields: Any) -> Book:
    """A book with appeal words."""
    return Book(Key(key), fields.pop("isbn", ""), f"Bog {key}", "Forfatter", tags=tuple(Tag(t, Text(t)) for t in tags), **fields)


def keys(content: Content) -> list[str]:
    """The keys of the events that are shown."""
    return [each.key for each in content.programme(NOON).events]


def test_everything_comes_back_as_it_went_in(content: Content) -> None:
    """Events, groups, hours and keys survive the file, and times are in the branch's zone."""
    group = Group(Key("g1"), Text("Læsekreds"), Text("Vi læser"), Text("hver onsdag"), dates=(NOON,))
    span = OpenSpan(date(2026, 11, 24), time(8), time(20), "Selvbetjening", staffed=False)
    fancy = event("e1", title=Text("Ø", (("en", "Island"),)), seats=Seats(SignupState.OPEN, 10, 3), state=EventState.ACTIVE)

    content.apply("dpl", Batch(events=(fancy,), groups=(group,), hours=(span,), seals=(SealKey("s1", "q83v"),)), NOON)

    shown = content.programme(NOON)
    assert (shown.events, shown.groups, shown.hours) == ((fancy,), (group,), (span,))
    assert shown.events[0].start.tzinfo == ZONE
    assert shown.groups[0].dates[0].tzinfo == ZONE
    assert content.seal() == SealKey("s1", "q83v")
    assert shown.sources[0].fetched_at == NOON


def test_a_time_in_another_zone_comes_back_in_the_branchs(content: Content) -> None:
    """Summer time is the zone's business, not an offset's."""
    start = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    content.apply("ical", Batch(events=(LibraryEvent(Key("e1"), Text("Nat"), start, start + timedelta(hours=1)),)), NOON)

    (shown,) = content.programme(NOON).events

    assert (shown.start.hour, shown.end.hour) == (1, 3)
    assert shown.start.tzinfo == ZONE


def test_the_hub_adds_its_seats_and_doubles_nothing(content: Content) -> None:
    """The words of the library's own source, the seats of the hub; whichever came first."""
    seats = Seats(SignupState.OPEN, 12, 4, waitlist=True)
    content.apply("hub", Batch(events=(event("a", title=Text("hub")), event("b", 2, title=Text("hub")))), NOON)
    content.apply("dpl", Batch(events=(event("a", title=Text("dpl")),)), NOON)
    content.apply("hub", Batch(events=(event("a", title=Text("hub"), seats=seats), event("b", 2, title=Text("hub")))), NOON)

    first, second = content.programme(NOON).events

    assert (first.title.danish, first.seats) == ("dpl", seats)
    assert second.title.danish == "hub"
    assert content.event(Key("a")) == first


def test_events_are_shown_until_they_end(content: Content) -> None:
    """A running event and a cancelled one to come are shown, an ended one is not; the soonest comes first."""
    over, running = event("over", -2), event("running", -1)
    off = event("off", 5, state=EventState.CANCELLED)

    content.apply("dpl", Batch(events=(off, over, running)), NOON)

    assert keys(content) == ["running", "off"]
    assert content.event(Key("over")) == over


def test_trouble_keeps_what_was_there(content: Content) -> None:
    """Stale but marked is better than empty; coming back clears the mark."""
    content.apply("dpl", Batch(events=(event("a"),)), NOON)

    content.note_trouble("dpl", "unreachable", NOON + timedelta(hours=1))

    shown = content.programme(NOON)
    assert (keys(content), shown.sources[0].trouble, shown.sources[0].fetched_at) == (["a"], "unreachable", NOON)
    content.note_unchanged("dpl", NOON + timedelta(hours=2))
    note = content.programme(NOON).sources[0]
    assert (note.trouble, note.fetched_at) == ("", NOON + timedelta(hours=2))


def test_a_source_that_never_answered_is_named(content: Content) -> None:
    """Never heard is a state, not a hole."""
    content.note_trouble("dpl", "tls", NOON)

    (note,) = content.programme(NOON).sources

    assert (note.fetched_at, note.trouble) == (None, "tls")


def test_books_are_found_by_key_isbn_and_shared_tags(content: Content) -> None:
    """Those sharing most come first; staff picks come too, even when they share nothing."""
    start = book("b0", "sea", "quiet", "family", isbn="9788700000001")
    pick = book("pick", "war", pick=StaffPick("Ida", Text("Læs den")))
    both = book("both", "sea", "quiet")
    content.apply("books", Batch(books=(start, book("one", "sea"), pick, both, book("none", "war"))), NOON)

    found = content.books_sharing_tags(start)

    assert [each.key for each in found] == ["both", "one", "pick"]
    assert content.book_by_isbn("9788700000001") == start
    assert content.book_by_isbn("") is None
    assert content.programme(NOON).picks == (pick,)
    assert [each.key for each in content.books_sharing_tags(start, limit=1)] == ["both", "pick"]


def test_the_newest_source_gives_the_key_to_seal_to(content: Content) -> None:
    """The first key of whoever was heard last."""
    content.apply("folder", Batch(seals=(SealKey("old", "x"),)), NOON)
    content.apply("hub", Batch(seals=(SealKey("s2", "x"), SealKey("s1", "x"))), NOON + timedelta(hours=1))

    assert content.seal() == SealKey("s2", "x")
    content.apply("hub", Batch(seals=(SealKey("s1", "x"), SealKey("s2", "x"))), NOON + timedelta(hours=2))
    assert content.seal() == SealKey("s1", "x")


def test_news_raise_the_version_and_a_beat_does_not(content: Content, tmp_path: Path) -> None:
    """The glass reads again when there is something to show, not at every sign of life."""
    connection = open_content(tmp_path / "content.db")
    sync = Content(connection)
    before = content.data_version()

    sync.beat(at=NOON, every_s=60, uplink="")
    assert content.data_version() == before
    sync.apply("dpl", Batch(events=(event("a"),)), NOON)

    assert content.data_version() != before
    connection.close()


def test_a_silent_sync_is_noticed(content: Content) -> None:
    """Three rounds without a sign of life."""
    assert content.last_beat() is None

    content.beat(at=NOON, every_s=60, uplink="not_ours")

    beat = content.last_beat()
    assert beat is not None
    assert (beat.at, beat.uplink) == (NOON, "not_ours")
    assert not beat.silent(NOON + timedelta(seconds=179))
    assert beat.silent(NOON + timedelta(seconds=181))
    assert beat.silent(NOON - timedelta(days=400))


def test_a_row_of_another_version_is_left_out_and_counted(content: Content, tmp_path: Path) -> None:
    """What cannot be read never blocks what can."""
    content.apply("dpl", Batch(events=(event("a"), event("b", 2))), NOON)
    connection = open_content(tmp_path / "content.db")
    connection.execute("UPDATE item SET body = '{\"key\": 7}' WHERE key = 'a'")

    shown = content.programme(NOON)

    assert [each.key for each in shown.events] == ["b"]
    assert shown.sources[0].skipped == 1
    connection.close()
