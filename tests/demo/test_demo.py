"""The demo branch is a week that a librarian believes, and nothing in it could be taken for a real person's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from stdnum import isbn

from kiosk.nouns import SignupState, Text
from kiosk.ports import Batch, Validators
from kiosk.rooms.communities.model import Group
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.rooms.reading.model import Book
from kiosk.sources.folder import FILES, FolderSource, read_branch
from kiosk.sources.folder_dates import COPENHAGEN

DEMO = Path(__file__).parents[2] / "assets" / "demo"
TODAYS = [
    datetime(2026, 11, 24, 12, tzinfo=UTC),
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),  # 00:30 on the Sunday when summer time begins
    datetime(2026, 10, 24, 22, 30, tzinfo=UTC),  # 00:30 on the Sunday when it ends
    datetime(2027, 12, 31, 22, 59, tzinfo=UTC),
    datetime(2028, 2, 29, 6, tzinfo=UTC),
]


def fetch(now: datetime) -> Batch:
    batch = FolderSource(name="demo", folder=DEMO).fetch(Validators(), now)
    assert isinstance(batch, Batch)
    return batch


@pytest.fixture(scope="module")
def demo() -> Batch:
    """Give the demo as it is on an ordinary Tuesday."""
    return fetch(TODAYS[0])


@pytest.fixture(scope="module")
def events(demo: Batch) -> tuple[LibraryEvent, ...]:
    return demo.events or ()


@pytest.fixture(scope="module")
def books(demo: Batch) -> tuple[Book, ...]:
    return demo.books or ()


def texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))


def strings() -> Iterator[str]:
    for file in FILES:
        yield (DEMO / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("now", TODAYS, ids=str)
def test_it_is_read_whole_on_any_day(now: datetime) -> None:
    """Given any day, also those when the clock moves, every row is read and every one says that it is demo."""
    batch = fetch(now)

    rows: list[LibraryEvent | Group | Book] = [*(batch.events or ()), *(batch.groups or ()), *(batch.books or ())]
    assert batch.skipped == ()
    assert batch.demo
    assert all(row.demo for row in rows)
    assert len({row.key for row in rows}) == len(rows)
    assert (len(batch.events or ()), len(batch.groups or ()), len(batch.books or ())) == (18, 7, 56)


@pytest.mark.parametrize("now", TODAYS, ids=str)
def test_today_and_tomorrow_always_have_something_to_come(now: datetime) -> None:
    """Given any day, at least three things happen on it and on the next, and tonight one lasts until half past eleven."""
    today = now.astimezone(COPENHAGEN).date()

    going_on = [event for event in fetch(now).events or () if event.state is EventState.ACTIVE and not event.all_day]

    for day in (today, today + timedelta(days=1)):
        assert sum(event.start.date() == day for event in going_on) >= 3
    late = max((event for event in going_on if event.start.date() == today), key=lambda event: event.end)
    assert (f"{late.start:%H:%M}", f"{late.end:%H:%M}") == ("20:30", "23:30")


def test_the_week_shows_every_state_a_screen_must_bear(events: tuple[LibraryEvent, ...]) -> None:
    """Given the week, each of the odd cases that a real programme has is in it."""
    today = TODAYS[0].date()
    cancelled = [event for event in events if event.state is EventState.CANCELLED]

    assert sum(event.state is EventState.SOLD_OUT for event in events) == 2
    assert [event.start.date() for event in cancelled] == [today, today + timedelta(days=3)]
    assert [event.state for event in events if event.title.danish.startswith("AFLYST")] == [EventState.CANCELLED]
    assert [event.key for event in events if event.languages == ("en",)] == ["demo-english-book-talk"]
    assert [event.place[:3] for event in events if event.partner] == ["Ude"]
    assert [event.for_children for event in events if "dagtilbud" in event.audiences] == [True]
    assert sum(event.online for event in events) == 1
    assert [(event.end - event.start).days for event in events if event.all_day] == [8]
    assert [event.branch for event in events if "\\" in event.branch]
    assert [(event.price, event.ticket_link.split("/")[2].rsplit(".")[-1]) for event in events if event.price] == [(100, "example")]
    assert all(event.price == 0 for event in events if not event.ticket_link)
    assert len([event for event in events if event.series]) == 2


def test_one_row_leaves_its_end_to_the_usual_length(events: tuple[LibraryEvent, ...]) -> None:
    """Given a row without minutes, its event still ends."""
    rows = json.loads((DEMO / "events.json").read_text(encoding="utf-8"))["rows"]
    open_ended = [row["key"] for row in rows if "time" in row["date"] and "minutes" not in row["date"]]

    (event,) = (event for event in events if event.key in open_ended)

    assert event.end - event.start == timedelta(hours=1)


def test_eight_events_take_signups_and_show_how_full_a_list_can_be(events: tuple[LibraryEvent, ...]) -> None:
    """Given those open at the kiosk, one is full with a waiting list, one has two seats left, one has no limit."""
    seats = [event.seats for event in events if event.seats.state is SignupState.OPEN]

    assert len(seats) == 8
    assert [one.waiting for one in seats if one.full and one.waitlist] == [3]
    assert sum(one.left == 2 for one in seats) == 1
    assert sum(one.left is None for one in seats) == 1


def test_the_groups_are_seven_and_each_is_another_kind(demo: Batch) -> None:
    """Given the groups, one lacks two, one is full, two take no sign-up, one speaks English and Arabic, all meet again."""
    groups = demo.groups or ()

    assert [group.missing for group in groups if group.quorum] == [2]
    assert [group.seats.waitlist for group in groups if group.seats.full] == [True]
    assert sum(group.drop_in for group in groups) == 2
    assert sum(group.languages == ("en", "ar") for group in groups) == 1
    assert all(group.dates and group.host and group.bring and group.when for group in groups)
    assert all(first < second for group in groups for first, second in pairwise(group.dates))


def test_a_third_of_the_books_are_from_here_and_a_third_for_children(books: tuple[Book, ...]) -> None:
    """Given the shelf, it is local, it is for children, and it speaks more than Danish."""
    languages = {language for book in books for language in book.languages}

    assert sum(any(tag.key == "from-here" for tag in book.tags) for book in books) * 3 >= len(books)
    assert sum(book.for_children for book in books) * 3 >= len(books)
    assert {"da", "en", "ar", "uk", "de", "pl"} <= languages
    assert sum(book.pick is not None for book in books) == 8
    assert {form for book in books for form in book.forms} == {"book", "audiobook", "ebook", "film", "game"}
    assert all(book.shelf.room and book.shelf.shelf and book.shelf.mark and book.copies for book in books)


def test_every_book_leads_to_four_others_by_two_tags(books: tuple[Book, ...]) -> None:
    """Given any book, a tip with a reason of two shared words is always possible."""
    for book in books:
        alike = [other for other in books if other is not book and len(set(book.tags) & set(other.tags)) >= 2]
        assert 4 <= len(book.tags) <= 7, book.key
        assert len(alike) >= 4, book.key


def test_every_tag_is_worn_by_two_books_or_more(books: tuple[Book, ...]) -> None:
    """Given the words of tags.json, none is there in vain."""
    rows = json.loads((DEMO / "tags.json").read_text(encoding="utf-8"))["rows"]

    worn = [tag.key for book in books for tag in book.tags]

    assert 40 <= len(rows) <= 50
    assert all(worn.count(row["key"]) >= 2 for row in rows)


def test_the_numbers_of_the_books_can_be_scanned_and_the_made_up_ones_say_so(books: tuple[Book, ...]) -> None:
    """Given each ISBN, its check digit is right, it is there once, and an invented one is marked and of the demo's range."""
    rows = {row["key"]: row for row in json.loads((DEMO / "books.json").read_text(encoding="utf-8"))["rows"]}

    assert len({book.isbn for book in books}) == len(books)
    for book in books:
        assert len(book.isbn) == 13
        assert isbn.is_valid(book.isbn)
        assert book.isbn.startswith("978870000") == rows[book.key].get("isbn_is_demo", False)


def test_every_text_is_there_in_danish_and_english(demo: Batch) -> None:
    """Given each text of each row, both languages have words."""
    every = [text for rows in (demo.events, demo.groups, demo.books) for text in texts(rows)]

    spoken = [text for text in every if text]
    assert len(spoken) > 300
    assert [text.danish for text in spoken if not text.danish or not dict(text.others).get("en")] == []
    assert [event.key for event in demo.events or () if not (event.summary and 2 <= len(event.body) <= 3)] == []
    assert read_branch(DEMO).opening.others


def test_the_words_are_set_as_danish_is(demo: Batch) -> None:
    """Given every text, nobody shouts, and quotation marks and apostrophes are a printer's."""
    said = [
        words
        for rows in (demo.events, demo.groups, demo.books)
        for text in texts(rows)
        for words in (text.danish, *dict(text.others).values())
    ]

    assert [words for words in said if re.search(r"[!\"'„`]| - |\.\.\.|  ", words)] == []
    assert [
        text.danish for rows in (demo.events, demo.groups, demo.books) for text in texts(rows) if re.search("[“”]", text.danish)
    ] == []


def test_nothing_in_it_looks_like_a_real_persons_data() -> None:
    """Given every file, there is no telephone number, no CPR number, and no address outside .example."""
    for said in strings():
        without_isbn = re.sub(r'"97[89]\d{10}"', "", said)
        assert re.findall(r"(?<!\d)(?:\+45 ?)?(?:\d\d ?){4}(?!\d)", without_isbn.replace("00 00 00 00", "")) == []
        assert re.findall(r"\d{6}-?\d{4}", without_isbn) == []
        assert [host for host in re.findall(r"@([\w.-]+)", said) if not host.rstrip(".").endswith(".example")] == []
        assert [host for host in re.findall(r"https?://([^/\"]+)", said) if not host.endswith(".example")] == []


def test_its_people_have_first_names_only(demo: Batch, books: tuple[Book, ...]) -> None:
    """Given hosts and those who stand by a book, each is one word."""
    names = [group.host for group in demo.groups or ()] + [book.pick.by for book in books if book.pick]

    assert [name for name in names if not re.fullmatch(r"[A-ZÆØÅ][a-zæøå]+", name)] == []


def test_the_hours_have_staff_selfservice_and_one_odd_day(demo: Batch) -> None:
    """Given two weeks, every day has both kinds of hours but Sunday, and one day is unlike its weekday."""
    hours = demo.hours or ()
    days = {span.day: [one for one in hours if one.day == span.day] for span in hours}

    assert len(days) == 14
    assert {span.staffed for span in hours} == {True, False}
    odd = TODAYS[0].date() + timedelta(days=3)
    later = odd + timedelta(days=7)
    assert [(span.opens, span.closes) for span in days[odd]] != [(span.opens, span.closes) for span in days[later]]
