"""A folder gives all that stands in it, and is quiet while nothing has changed."""

from __future__ import annotations

import base64
import json
import logging
import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.nouns import ENGLISH, Seats, SignupState
from kiosk.ports import Batch, SealKey, SourceError, Unchanged, Validators
from kiosk.rooms.local.model import EventState, OpenSpan
from kiosk.sources.folder import FILES, HOURS_AHEAD, LARGEST_FILE, FolderSource, read_branch

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def write(folder: Path, file: str, *rows: object) -> None:
    (folder / file).write_text(json.dumps({"rows": rows}), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the smallest folder there is: a branch with nothing in it."""
    (tmp_path / "branch.toml").write_text('name = "Nibe Bibliotek"\n', encoding="utf-8")
    for file in FILES[1:]:
        write(tmp_path, file)
    return tmp_path


def fetch(folder: Path, now: datetime = NOW) -> Batch:
    batch = FolderSource(name="here", folder=folder).fetch(Validators(), now)
    assert isinstance(batch, Batch)
    return batch


def test_an_empty_folder_says_that_there_are_none(folder: Path) -> None:
    """Given files without rows, each kind is known to be empty; only the seal is not spoken of."""
    batch = fetch(folder)

    assert (batch.events, batch.groups, batch.books, batch.hours) == ((), (), (), ())
    assert batch.seals is None
    assert not batch.demo
    assert batch.skipped == ()


def test_an_event_carries_every_field_of_its_row(folder: Path) -> None:
    """Given a full row, the event says the same in the kiosk's words."""
    row = {
        "key": "talk:1",
        "title": {"da": "Foredrag", "en": "Talk"},
        "date": {"start": "2026-11-25T19:00", "end": "2026-11-25T20:30"},
        "body": ["Første", "Andet"],
        "branch": "Tingbjerg Bibliotek\\Kulturhus",
        "state": "SoldOut",
        "languages": ["da", "en"],
        "price": 100,
        "ticket_link": "https://billet.example/1",
        "seats": {"signup": "open", "capacity": 12, "taken": 9, "waiting": 1, "waitlist": True},
        "note": "Kun til kolleger",
    }
    write(folder, "events.json", row)

    (event,) = fetch(folder).events or ()

    assert event.title.within(ENGLISH) == "Talk"
    assert event.start.isoformat() == "2026-11-25T19:00:00+01:00"
    assert event.end.isoformat() == "2026-11-25T20:30:00+01:00"
    assert [paragraph.danish for paragraph in event.body] == ["Første", "Andet"]
    assert event.branch == "Tingbjerg Bibliotek\\Kulturhus"
    assert (event.state, event.price, event.ticket_link) == (EventState.SOLD_OUT, 100, "https://billet.example/1")
    assert event.seats == Seats(SignupState.OPEN, 12, 9, 1, waitlist=True)
    assert not event.demo


def test_a_cancelled_event_takes_no_signup_even_if_its_list_was_left_open(folder: Path) -> None:
    """Given a cancelled row whose sign-up still says open, the kiosk does not offer it."""
    write(folder, "events.json", {"key": "a", "title": "A", "date": {"day": 0}, "state": "Cancelled", "seats": {"signup": "open"}})

    (event,) = fetch(folder).events or ()

    assert event.seats.state is SignupState.CLOSED


def test_a_book_finds_its_tags_and_an_old_isbn_becomes_thirteen_digits(folder: Path) -> None:
    """Given a tag by its key and an ISBN of ten, the book has the tag's words and the number a scanner reads."""
    write(folder, "tags.json", {"key": "sea", "name": {"da": "ved havet", "en": "by the sea"}, "kind": "place"})
    write(folder, "books.json", {"key": "b", "title": "T", "author": "A", "isbn": "0-09-945025-9", "tags": ["sea"]})

    (book,) = fetch(folder).books or ()

    assert book.isbn == "9780099450252"
    assert [tag.name.within(ENGLISH) for tag in book.tags] == ["by the sea"]


def test_a_group_has_its_next_dates_soonest_first(folder: Path) -> None:
    """Given a weekly row and a single date, the meetings stand in order of time."""
    dates = [{"weekday": "tue", "time": "19:00", "weeks": 2}, {"start": "2026-11-26T10:00"}]
    write(folder, "groups.json", {"key": "g", "name": "G", "when": "Tirsdage", "dates": dates, "quorum": 5})

    (group,) = fetch(folder).groups or ()

    assert [moment.date().isoformat() for moment in group.dates] == ["2026-11-24", "2026-11-26", "2026-12-01"]
    assert group.missing == 5


def test_the_rows_of_a_date_stand_instead_of_its_weekday(folder: Path) -> None:
    """Given usual hours, one short day and one closed day, only those two differ."""
    usual = [{"weekday": day, "opens": "10:00", "closes": "18:00", "staffed": True} for day in ("tue", "wed", "thu")]
    write(folder, "hours.json", *usual, {"day": 1, "opens": "12:00", "closes": "14:00"}, {"date": "2026-11-26", "closed": True})

    hours = fetch(folder).hours or ()

    assert hours[:2] == (
        OpenSpan(date(2026, 11, 24), time(10), time(18), "", staffed=True),
        OpenSpan(date(2026, 11, 25), time(12), time(14), "", staffed=False),
    )
    assert [span.day.isoformat() for span in hours[2:]] == ["2026-12-01", "2026-12-02", "2026-12-03"]
    assert HOURS_AHEAD == 14


def test_it_is_unchanged_until_a_file_or_the_day_changes(folder: Path) -> None:
    """Given the validators of the last answer, only another day or other bytes make a new one."""
    source = FolderSource(name="here", folder=folder)
    known = fetch(folder).validators

    same_day = source.fetch(known, NOW + timedelta(hours=10, minutes=59))
    next_day = source.fetch(known, NOW + timedelta(hours=11))
    write(folder, "tags.json", {"key": "sea", "name": "hav"})
    edited = source.fetch(known, NOW)

    assert isinstance(same_day, Unchanged)  # 23:59 in Copenhagen
    assert isinstance(next_day, Batch)
    assert isinstance(edited, Batch)
    assert len({known.etag, next_day.validators.etag, edited.validators.etag}) == 3


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_makes_the_source_unreadable_and_is_named(folder: Path, file: str, caplog: pytest.LogCaptureFixture) -> None:
    """Given a folder that lacks one file, nothing is taken from it, and staff see which."""
    (folder / file).unlink()

    with pytest.raises(SourceError) as error:
        fetch(folder)

    assert error.value.reason == "unreadable"
    assert file in caplog.text


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"<html>", b"[]", b'{"rows": [1, ]}', b'{"rows": ' + b"[" * 100_000, b'name = "x"\nrows = 3'],
    ids=["empty", "not-utf-8", "html", "list", "comma", "deep", "other-key"],
)
def test_a_broken_file_makes_the_source_unreadable(folder: Path, file: str, content: bytes) -> None:
    """Given a file that is not what it should be, the source raises and so deletes nothing."""
    (folder / file).write_bytes(content)

    with pytest.raises(SourceError) as error:
        fetch(folder)

    assert error.value.reason == "unreadable"


def test_a_broken_file_is_named_with_its_line(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Given a comma too many on line three, the log says file and line and nothing of the content."""
    (folder / "books.json").write_bytes(b'{"rows": [\n {"key": "hemmelig"},\n ]}\n')

    with caplog.at_level(logging.WARNING), pytest.raises(SourceError):
        fetch(folder)

    assert "books.json cannot be read, line 3" in caplog.text
    assert "hemmelig" not in caplog.text


def test_a_pipe_in_place_of_a_file_does_not_hold_the_sync_up(folder: Path) -> None:
    """Given a named pipe nobody writes to, reading ends at once instead of waiting for ever."""
    (folder / "events.json").unlink()
    os.mkfifo(folder / "events.json")

    with pytest.raises(SourceError):
        fetch(folder)


def test_a_file_too_large_is_not_read(folder: Path) -> None:
    """Given a file beyond the limit, it is refused by its size alone."""
    with (folder / "books.json").open("ab") as file:
        file.truncate(LARGEST_FILE + 1)

    with pytest.raises(SourceError):
        fetch(folder)


def test_a_seal_key_stands_in_the_branch_file(folder: Path) -> None:
    """Given the hub's key in branch.toml, it comes with the batch."""
    public = base64.b64encode(bytes(range(32))).decode()
    (folder / "branch.toml").write_text(f'name = "N"\n[seal]\nid = "s1"\npublic = "{public}"\n', encoding="utf-8")

    assert fetch(folder).seals == (SealKey("s1", public),)


@pytest.mark.parametrize("public", ["", "AAAA", "not base64!", base64.b64encode(bytes(33)).decode()])
def test_a_seal_key_that_cannot_be_one_stops_the_folder(folder: Path, public: str) -> None:
    """Given a key that is not 32 bytes, the folder is refused rather than a person sealed to nobody."""
    (folder / "branch.toml").write_text(f'name = "N"\n[seal]\nid = "s1"\npublic = "{public}"\n', encoding="utf-8")

    with pytest.raises(SourceError):
        fetch(folder)


def test_the_branch_file_says_who_speaks(folder: Path) -> None:
    """Given a name and an opening line, they can be read without the rest of the folder."""
    (folder / "branch.toml").write_text(
        'name = "Nibe"\ndemo = true\nopening = {da = "Velkommen", en = "Welcome"}\n', encoding="utf-8"
    )

    branch = read_branch(folder)

    assert (branch.name, branch.demo, branch.opening.within(ENGLISH)) == ("Nibe", True, "Welcome")
