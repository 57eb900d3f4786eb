"""What the hub's objects come to, and the tables they are kept in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import apsw
import pytest

from kiosk.nouns import Seats, SignupState, Text
from kiosk.ports import Batch, SealKey
from kiosk.rooms.local.model import EventState
from kiosk.store.content import Content
from kiosk.store.db import migrations, open_content
from kiosk.store.feed import MOST_TOMBSTONES, FeedShelf
from kiosk.store.feed_rows import UnreadableError, event_of, group_of
from kiosk.wire import FeedItem, FeedPage

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
START = "2026-11-25T11:00:00Z"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[apsw.Connection]:
    """A fresh content.db."""
    opened = open_content(tmp_path / "content.db")
    yield opened
    opened.close()


def item(seq: int, key: str = "a", kind: str = "event", **data: Any) -> FeedItem:
    """An item; without data a tombstone."""
    return FeedItem(seq, kind, key, deleted=not data, data=json.dumps(data))


def told(**change: Any) -> str:
    """An event as the hub writes it."""
    return json.dumps({"title": "Strik", "start": START} | change)


def test_an_event_is_read_with_everything_the_hub_says() -> None:
    """Words in several languages, price, audiences, and the public page."""
    data = told(
        end="2026-11-25T12:30:00Z",
        summary="Kom som du er",
        body="Første.\n\nAnden.",
        others={"en": {"title": "Knitting", "body": "First.\nSecond."}, "ar": {"title": "حياكة"}},
        all_day=True,
        price=0,
        for_children=True,
        audiences=["Børn"],
        tags=["håndarbejde"],
        link="https://bibliotek.example/strik",
        capacity=12,
        signup="open",
        waitlist=True,
        langs=["da", "en", "da"],
        state="moved",
    )

    event, picture = event_of("a", data, json.dumps({"capacity": 99, "taken": 3, "waiting": 1, "lent": {}}))

    assert event.title == Text("Strik", (("en", "Knitting"), ("ar", "حياكة")))
    assert event.body == (Text("Første.", (("en", "First."),)), Text("Anden.", (("en", "Second."),)))
    assert (event.summary, event.price, event.all_day, event.for_children) == (Text("Kom som du er"), 0, True, True)
    assert (event.audiences, event.tags, event.link) == (("Børn",), ("håndarbejde",), "https://bibliotek.example/strik")
    assert (event.languages, event.state) == (("da", "en"), EventState.ACTIVE)
    assert event.seats == Seats(SignupState.OPEN, 12, 3, 1, waitlist=True)
    assert picture is None


def test_paragraphs_that_do_not_pair_are_one() -> None:
    """Nobody reads a Danish paragraph between two English ones."""
    event, _ = event_of("a", told(body="Et.\nTo.", others={"en": {"body": "One and two."}}), None)

    assert event.body == (Text("Et. To.", (("en", "One and two."),)),)


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": None},
        {"title": "\u200b"},
        {"start": ""},
        {"start": "2026-11-25T11:00:00"},
        {"end": "2026-11-25T11:00:00"},
        {"capacity": "ti"},
        {"langs": "da"},
    ],
)
def test_what_could_only_be_shown_wrong_is_not_read(change: dict[str, Any]) -> None:
    """And the error tells nothing of what stood there."""
    with pytest.raises(UnreadableError) as caught:
        event_of("a", told(**change), None)

    assert str(caught.value) == ""
    assert caught.value.__cause__ is None


def test_what_is_new_or_odd_is_left_out() -> None:
    """Fields, states and sign-up words of a later hub; an end before the start; an address that is none; hostile marks."""
    event, _ = event_of(
        "a",
        told(end="2026-11-24T11:00:00Z", state="postponed", signup="lottery", link="javascript:alert(1)", place="Sal\u202e1", x=1),
        None,
    )

    assert (event.state, event.seats.state, event.link, event.place) == (EventState.UNKNOWN, SignupState.NONE, "", "Sal1")
    assert event.end == event.start


def test_a_group_without_signup_is_one_to_drop_in_to() -> None:
    """And its meetings are in order."""
    data = {"title": "Strik", "when": "tirsdage", "dates": ["2026-12-08T16:00:00Z", "2026-12-01T16:00:00Z"], "signup": "none"}

    group, _ = group_of("g", json.dumps(data), None)

    assert group.drop_in
    assert [moment.day for moment in group.dates] == [1, 8]
    with pytest.raises(UnreadableError):
        group_of("g", json.dumps({"when": "tirsdage"}), None)


def test_the_glass_is_told_when_something_changed(connection: apsw.Connection) -> None:
    """Half a full copy is no news; the whole of it is."""
    shelf, content = FeedShelf(connection, version="1"), Content(connection)
    shelf.take(FeedPage((item(1, title="A", start=START),), "c.1"), NOON)
    before = content.data_version()

    shelf.take(FeedPage((item(2, "b", title="B", start=START),), "d.2", more=True, reset=True), NOON)
    half = content.data_version()
    shelf.take(FeedPage((item(3, "c", title="C", start=START),), "d.3"), NOON)

    assert half == before
    assert content.data_version() > before
    assert {event.title.danish for event in content.programme(NOON).events} == {"B", "C"}


def test_what_could_not_be_named_is_counted_until_the_next_full_copy(connection: apsw.Connection) -> None:
    """With the rows that could not be read."""
    shelf = FeedShelf(connection, version="1")

    shelf.take(FeedPage((item(1, title="", start=START),), "c.1", unread=2), NOON)
    first = shelf.bad_rows()
    shelf.take(FeedPage((), "c.2", unread=1), NOON)
    second = shelf.bad_rows()
    shelf.take(FeedPage((), "d.2", reset=True), NOON)

    assert (first, second, shelf.bad_rows()) == (3, 4, 0)


def test_the_key_of_the_enrolment_serves_until_the_hub_brings_its_own(connection: apsw.Connection) -> None:
    """And a hub's key goes before any other source's."""
    shelf, content = FeedShelf(connection, version="1"), Content(connection)
    theirs, enrolled, ours = SealKey("x", "eA=="), SealKey("s0", "czA="), SealKey("s1", "czE=")
    content.apply("folder", Batch(seals=(theirs,)), NOON + timedelta(days=1))
    assert content.seal() == theirs

    shelf.offer_seal(enrolled)
    assert content.seal() == enrolled
    shelf.take(FeedPage((item(1, "library", "settings", seal=[{"id": "s1", "public": "czE="}]),), "c.1"), NOON)
    shelf.offer_seal(enrolled)
    assert content.seal() == ours
    shelf.take(FeedPage((item(2, "library", "settings", seal=7),), "c.2"), NOON)

    assert content.seal() == ours
    assert shelf.bad_rows() == 1


def test_old_tombstones_are_forgotten(connection: apsw.Connection) -> None:
    """The newest ones are kept, so that an old page cannot bring anything back."""
    shelf = FeedShelf(connection, version="1")
    gone = tuple(item(seq, f"e{seq}") for seq in range(1, MOST_TOMBSTONES + 11))

    shelf.take(FeedPage(gone, "c.9"), NOON)

    assert connection.execute("SELECT count(*), min(seq) FROM feed").fetchall() == [(MOST_TOMBSTONES, 11)]


def test_without_a_hub_only_what_it_gave_is_dropped(connection: apsw.Connection) -> None:
    """Other sources stay."""
    shelf, content = FeedShelf(connection, version="1"), Content(connection)
    content.apply("site", Batch(seals=(SealKey("x", "eA=="),)), NOON)
    shelf.take(FeedPage((item(1, title="A", start=START),), "c.1"), NOON)

    shelf.drop(everything=False)

    assert content.programme(NOON).events == ()
    assert [note.name for note in content.programme(NOON).sources] == ["site"]
    assert shelf.place().cursor == ""
    shelf.drop(everything=True)
    assert content.programme(NOON).sources == ()


def test_a_file_of_the_version_before_gets_the_new_tables(tmp_path: Path) -> None:
    """An update of the program finds a content.db with content in it, and loses nothing of it."""
    old = apsw.Connection(str(tmp_path / "content.db"))
    old.execute(migrations("content")[0])
    old.pragma("user_version", 1)
    old.execute("INSERT INTO source (name, fetched_at) VALUES ('site', ?)", (NOON.isoformat(),))
    old.close()

    connection = open_content(tmp_path / "content.db")

    assert [note.name for note in Content(connection).programme(NOON).sources] == ["site"]
    assert FeedShelf(connection, version="1").place().cursor == ""
    connection.close()
