"""Taking in a source's answer: what is written, what is deleted, and what is not believed yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.nouns import Key, Text
from kiosk.ports import Batch, Scope, SkippedRow, Validators
from kiosk.rooms.local.model import LibraryEvent
from kiosk.rooms.reading.model import Book, Tag
from kiosk.store.content import Content

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


def test_what_is_absent_from_a_complete_answer_is_gone(content: Content) -> None:
    """Deletion is absence."""
    content.apply("dpl", Batch(events=(event("a"), event("b"))), NOON)

    applied = content.apply("dpl", Batch(events=(event("b"),)), NOON)

    assert keys(content) == ["b"]
    assert (applied.written, applied.deleted) == (0, 1)


def test_what_lies_outside_the_scope_is_not_absent(content: Content) -> None:
    """Only what was asked for can be missing."""
    content.apply("dpl", Batch(events=(event("soon", 1), event("late", 500))), NOON)

    content.apply("dpl", Batch(events=(), scope=Scope(NOON, NOON + timedelta(days=7))), NOON)

    assert keys(content) == ["late"]


def test_another_source_and_another_kind_are_left_alone(content: Content) -> None:
    """A source speaks for itself, and only of the kinds it carries."""
    content.apply("dpl", Batch(events=(event("a"),), books=(book("b1"),)), NOON)
    content.apply("ical", Batch(events=(event("c", 2),)), NOON)

    content.apply("dpl", Batch(events=()), NOON)

    assert keys(content) == ["c"]
    assert content.book(Key("b1")) is not None


def test_a_skipped_row_keeps_its_last_good_version(content: Content) -> None:
    """A row that cannot be read is present."""
    content.apply("dpl", Batch(events=(event("a"), event("b", 2))), NOON)

    content.apply("dpl", Batch(events=(event("b", 2),), skipped=(SkippedRow("a", "date_time"),)), NOON)

    assert keys(content) == ["a", "b"]
    assert content.programme(NOON).sources[0].skipped == 1


def test_the_same_content_is_not_written_again(content: Content) -> None:
    """Only what differs is written."""
    content.apply("dpl", Batch(events=(event("a"), event("b", 2))), NOON)

    applied = content.apply("dpl", Batch(events=(event("a"), event("b", 3))), NOON)

    assert (applied.written, applied.deleted) == (1, 0)
    before = content._db.total_changes()
    content.apply("dpl", Batch(events=(event("a"), event("b", 3))), NOON)
    assert content._db.total_changes() - before == 2, "the source's own row, and the revision"


@pytest.mark.parametrize("left", [0, 5])
def test_a_list_that_shrank_at_once_is_believed_the_second_time(content: Content, left: int) -> None:
    """Many to none or few keeps the old rows until the same answer comes again."""
    many = tuple(event(f"e{n:02}", n + 1) for n in range(20))
    content.apply("dpl", Batch(events=many, validators=Validators("first")), NOON)
    few = Batch(events=many[:left], validators=Validators("second"))

    doubted = content.apply("dpl", few, NOON)

    assert doubted.suspicious
    assert len(keys(content)) == 20
    assert content.programme(NOON).sources[0].trouble == "suspicious"
    assert content.validators("dpl") == Validators("first")
    believed = content.apply("dpl", few, NOON)
    assert not believed.suspicious
    assert len(keys(content)) == left
    assert content.programme(NOON).sources[0].trouble == ""


def test_another_small_answer_does_not_confirm_the_first(content: Content) -> None:
    """Two different small answers are two errors."""
    many = tuple(event(f"e{n:02}", n + 1) for n in range(20))
    content.apply("dpl", Batch(events=many), NOON)
    content.apply("dpl", Batch(events=many[:2]), NOON)

    applied = content.apply("dpl", Batch(events=many[:3]), NOON)

    assert applied.suspicious


@pytest.mark.parametrize(("before", "after"), [(19, 0), (20, 6)])
def test_a_small_branch_may_have_a_quiet_month(content: Content, before: int, after: int) -> None:
    """Fewer than twenty, or not far fewer, is believed at once."""
    many = tuple(event(f"e{n:02}", n + 1) for n in range(before))
    content.apply("dpl", Batch(events=many), NOON)

    applied = content.apply("dpl", Batch(events=many[:after]), NOON)

    assert not applied.suspicious
    assert len(keys(content)) == after


def test_a_books_new_tags_replace_the_old(content: Content) -> None:
    """The index follows the book, also out of the file."""
    start = book("b0", "sea")
    content.apply("books", Batch(books=(start, book("b1", "sea"))), NOON)

    content.apply("books", Batch(books=(start, book("b1", "war"))), NOON)
    assert content.books_sharing_tags(start) == ()
    content.apply("books", Batch(books=(start,)), NOON)

    assert content.book(Key("b1")) is None


def test_a_source_taken_out_of_the_settings_leaves(content: Content) -> None:
    """Nothing shows what nobody asks for any more."""
    content.apply("old", Batch(events=(event("a"),), demo=True), NOON)
    content.apply("dpl", Batch(events=(event("b"),)), NOON)
    assert content.programme(NOON).demo

    assert content.forget_sources(["dpl"]) == 1

    shown = content.programme(NOON)
    assert (keys(content), shown.demo, len(shown.sources)) == (["b"], False, 1)


def test_a_broken_series_keeps_its_last_good_dates(content: Content) -> None:
    """A row that could not be read may stand for many: its occurrences stay until it can be read again, others go."""
    # given a series of two dates and another event
    dates = (event("ical:knit.20261124"), event("ical:knit.20261201", 168), event("ical:quiz"))
    content.apply("calendar", Batch(events=dates), NOON)

    # when the series cannot be read and the other is gone
    content.apply("calendar", Batch(events=(), skipped=(SkippedRow("ical:knit", "rrule"),)), NOON)

    # then only the other has left
    assert content.event(Key("ical:knit.20261124")) is not None
    assert content.event(Key("ical:knit.20261201")) is not None
    assert content.event(Key("ical:quiz")) is None
