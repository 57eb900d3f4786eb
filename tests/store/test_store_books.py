"""Books of the hub beside the branch's own: found by any edition's number, and one book where a number says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import apsw
import pytest

from kiosk.nouns import Key, Text
from kiosk.ports import Batch
from kiosk.rooms.reading.model import Book, Shelf, StaffPick, Tag
from kiosk.store.content import Content
from kiosk.store.db import migrate, migrations, open_content
from kiosk.store.feed import FeedShelf
from kiosk.store.feed_books import book_of
from kiosk.store.feed_rows import UnreadableError
from kiosk.wire import FeedItem, FeedPage, Picture

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
WORK = "work-of:870970-basis:00000017"
HARDBACK, PAPERBACK, OTHER = "9788700000018", "9788700000025", "9788700000032"
SHA = "a" * 64


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[apsw.Connection]:
    """A fresh content.db."""
    opened = open_content(tmp_path / "content.db")
    yield opened
    opened.close()


def told(**change: Any) -> dict[str, Any]:
    """A book as the hub writes it."""
    picture = {"sha256": SHA, "type": "image/jpeg", "bytes": 900, "w": 600, "h": 900}
    data = {
        "title": "Prøvens bog : roman",
        "creators": ["Ada Opdigtet", "Bo Opdigtet"],
        "isbns": [HARDBACK, PAPERBACK],
        "year": 2021,
        "langs": ["da"],
        "forms": ["book", "audiobook", "hologram"],
        "moods": ["uhyggelig"],
        "subjects": ["venskab"],
        "for_children": False,
        "mark": "86-4",
        "summary": "",
        "pick": None,
        "picture": picture,
    }
    return data | change


def feed(connection: apsw.Connection, *items: FeedItem) -> FeedShelf:
    """Take a page of the hub's feed."""
    shelf = FeedShelf(connection, version="1")
    begun = bool(shelf.place().cursor)
    shelf.take(FeedPage(items=items, next=f"e.{items[-1].seq}", more=False, reset=not begun, etag="x", unread=0), NOON)
    return shelf


def book_item(seq: int = 1, key: str = WORK, **change: Any) -> FeedItem:
    """A book of the feed."""
    return FeedItem(seq, "book", key, deleted=False, data=json.dumps(told(**change)))


def own(key: str = "own", isbn: str = HARDBACK, **change: Any) -> Book:
    """A book of the branch's folder."""
    values: dict[str, Any] = {"title": "Prøvens bog", "author": "Ada Opdigtet", "shelf": Shelf(Text("Voksen"), "Reol 3", "Opd")}
    return Book(**({"key": Key(key), "isbn": isbn} | values | change))


def test_a_fed_book_is_found_by_every_editions_number(connection: apsw.Connection) -> None:
    """With what the catalogue says of it, and its cover among the pictures to fetch."""
    shelf = feed(connection, book_item())
    content = Content(connection)

    book = content.book_by_isbn(PAPERBACK)

    assert book is not None
    assert book == content.book_by_isbn(HARDBACK) == content.book(Key(WORK))
    assert (book.title, book.author, book.year) == ("Prøvens bog : roman", "Ada Opdigtet, Bo Opdigtet", 2021)
    assert (book.isbn, book.isbns, book.forms) == (HARDBACK, (PAPERBACK,), ("book", "audiobook"))
    assert [tag.name.danish for tag in book.tags] == ["uhyggelig", "venskab"]
    assert (book.shelf.mark, book.cover) == ("86-4", SHA)
    assert shelf.pictures() == (Picture(SHA, "image/jpeg", 900),)


def test_the_branchs_own_book_and_the_hubs_are_one(connection: apsw.Connection) -> None:
    """The branch's words and place stand; the hub adds cover, moods, year, and the numbers of other editions."""
    content = Content(connection)
    content.apply("folder", Batch(books=(own(tags=(Tag("dark", Text("dyster")),)),)), NOON)
    feed(connection, book_item(pick={"by": "Bodil", "words": "Læs den."}))

    book = content.book_by_isbn(PAPERBACK)

    assert book is not None
    assert (book.key, book.title, book.shelf.shelf) == ("own", "Prøvens bog", "Reol 3")
    assert (book.year, book.cover, book.isbns) == (2021, SHA, (PAPERBACK,))
    assert [tag.key for tag in book.tags] == ["da:uhyggelig", "da:venskab", "dark"]
    assert book == content.book(Key("own")) == content.book(Key(WORK))
    assert content.programme(NOON).picks == (book,)
    assert book.pick == StaffPick("Bodil", Text("Læs den."))


@pytest.mark.parametrize("hub_first", [True, False])
def test_tips_never_name_a_book_twice(connection: apsw.Connection, hub_first: bool) -> None:
    """A book near by is given as the branch's own, whoever was first, and never the book itself under its other name."""
    content = Content(connection)

    def branch() -> None:
        content.apply("folder", Batch(books=(own(), own("near", OTHER, title="Nabo"))), NOON)

    def hub() -> None:
        feed(connection, book_item(), book_item(2, "work-of:870970-basis:00000030", isbns=[OTHER], title="Nabo : roman"))

    for step in (hub, branch) if hub_first else (branch, hub):
        step()
    book = content.book_by_isbn(HARDBACK)
    assert book is not None

    near = content.books_sharing_tags(book)

    assert [(each.key, each.shelf.shelf, each.cover) for each in near] == [("near", "Reol 3", SHA)]


def test_a_work_taken_off_leaves_the_branchs_own_book(connection: apsw.Connection) -> None:
    """Without what the hub had added."""
    content = Content(connection)
    content.apply("folder", Batch(books=(own(),)), NOON)
    feed(connection, book_item())
    shelf = feed(connection, FeedItem(5, "book", WORK, deleted=True, data="{}"))

    assert content.book_by_isbn(HARDBACK) == own()
    assert content.book_by_isbn(PAPERBACK) is None
    assert shelf.pictures() == ()


def test_a_full_copy_without_the_book_takes_it_off(connection: apsw.Connection) -> None:
    """As it does events."""
    content = Content(connection)
    shelf = feed(connection, book_item())
    other = book_item(7, "work-of:870970-basis:00000030", isbns=[OTHER])
    shelf.take(FeedPage(items=(other,), next="f.7", more=False, reset=True, etag="y", unread=0), NOON)

    assert content.book_by_isbn(HARDBACK) is None
    assert content.book_by_isbn(OTHER) is not None


def test_numbers_that_change_are_followed(connection: apsw.Connection) -> None:
    """The old number leads nowhere, the new one to the book."""
    content = Content(connection)
    feed(connection, book_item())
    feed(connection, book_item(2, isbns=[OTHER]))

    assert (content.book_by_isbn(HARDBACK), content.book_by_isbn("")) == (None, None)
    assert content.book_by_isbn(OTHER) is not None


@pytest.mark.parametrize("change", [{"title": ""}, {"title": None}, {"isbns": "x"}, {"year": "1999"}, {"picture": []}], ids=str)
def test_a_book_that_cannot_be_read_keeps_its_last_good_version(connection: apsw.Connection, change: dict[str, Any]) -> None:
    """It is counted, and the error says nothing of what stood there."""
    content = Content(connection)
    feed(connection, book_item())
    feed(connection, book_item(2, **change))

    assert content.book_by_isbn(HARDBACK) is not None
    assert content.programme(NOON).sources[0].skipped == 1
    with pytest.raises(UnreadableError) as caught:
        book_of(WORK, json.dumps(told(**change)))
    assert (str(caught.value), caught.value.__cause__) == ("", None)


def test_what_is_odd_in_a_book_is_left_out() -> None:
    """Numbers that are none, forms and fields of a later hub, hostile marks, nobody's pick."""
    data = told(
        isbns=["978", HARDBACK, HARDBACK], forms=["hologram"], langs=[], title="En\u202e bog", pick={"by": " "}, x=1, year=9999
    )

    book, _ = book_of(WORK, json.dumps(data))

    assert (book.isbn, book.isbns, book.forms, book.languages) == (HARDBACK, (), ("book",), ("da",))
    assert (book.title, book.pick, book.year) == ("En bog", None, None)


def test_a_picture_the_contract_does_not_allow_is_no_cover(connection: apsw.Connection) -> None:
    """The book is shown without one."""
    shelf = feed(connection, book_item(picture={"sha256": "../x", "type": "image/jpeg", "bytes": 9}))

    book = Content(connection).book(Key(WORK))
    assert book is not None
    assert (book.cover, shelf.pictures()) == ("", ())


def test_books_of_an_older_file_are_still_found_by_number(tmp_path: Path) -> None:
    """The new table is filled from what was stored before it."""
    path = tmp_path / "content.db"
    older = apsw.Connection(str(path))
    older.pragma("journal_mode", "WAL")
    migrate(older, "content", migrations("content")[:2])
    older.execute(
        "INSERT INTO item (source, kind, key, place, hash, body, isbn) VALUES ('folder', 'book', 'own', 0, 'x', ?, ?)",
        (json.dumps({"key": "own", "isbn": HARDBACK, "title": "Prøvens bog", "author": "Ada"}), HARDBACK),
    )
    older.close()

    connection = open_content(path)
    book = Content(connection).book_by_isbn(HARDBACK)
    connection.close()

    assert book is not None
    assert book.key == "own"
