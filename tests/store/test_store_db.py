"""The files themselves: opening, migrating, running out of room, being damaged, being killed."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import apsw
import pytest

from kiosk.nouns import Key, Text
from kiosk.ports import Batch, StoreError
from kiosk.rooms.local.model import LibraryEvent
from kiosk.store import db
from kiosk.store.content import Content
from kiosk.store.letters import Letters

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
NOBODY = 65534

Make = Callable[..., Any]


def test_a_full_disk_is_told_and_keeps_what_was_kept(tmp_path: Path, person: Make) -> None:
    """No room: the visitor hears it; what was confirmed is there, and when there is room again it goes on."""
    connection = db.open_letters(tmp_path / "letters.db")
    letters = Letters(connection)
    pages = connection.pragma("page_count")
    connection.pragma("max_page_count", pages + 6)
    kept = []

    def crowd() -> None:
        for _ in range(200):
            someone = person()
            someone.sign_up(letters, box="A" * 1000)
            kept.append(someone)

    with pytest.raises(StoreError, match="full"):
        crowd()

    assert kept
    assert letters.counts().waiting == len(kept)
    assert all(letters.find_by_token(someone.token) for someone in kept)
    connection.pragma("max_page_count", pages + 1000)
    person().sign_up(letters)
    assert letters.counts().waiting == len(kept) + 1
    connection.close()


def test_writes_refused_while_open_are_told(letters: Letters, tmp_path: Path, person: Make) -> None:
    """The same when the file turns read-only under an open connection."""
    connection = db.open_letters(tmp_path / "letters.db")
    connection.pragma("query_only", 1)

    with pytest.raises(StoreError, match="readonly"):
        person().sign_up(Letters(connection))

    assert letters.counts().waiting == 0
    connection.close()


def test_a_locked_file_is_told(letters: Letters, tmp_path: Path, person: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who never lets go of the file is not waited for longer than it takes."""
    monkeypatch.setattr(db, "BUSY_MS", 50)
    other = db.open_letters(tmp_path / "letters.db")
    other.execute("BEGIN IMMEDIATE")
    mine = db.open_letters(tmp_path / "letters.db")

    with pytest.raises(StoreError, match="busy"):
        person().sign_up(Letters(mine))

    other.execute("ROLLBACK")
    person().sign_up(Letters(mine))
    assert letters.counts().waiting == 1
    other.close()
    mine.close()


def test_letters_are_flushed_and_overwritten(tmp_path: Path) -> None:
    """WAL, synchronous FULL, secure_delete, foreign keys."""
    connection = db.open_letters(tmp_path / "letters.db")

    asked = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
    settings = [connection.pragma(name) for name in asked]

    assert settings == ["wal", 2, 1, 1, 5000]
    connection.close()


@pytest.mark.parametrize("damage", ["not a database at all, but long enough to be looked at", "torn"])
def test_a_damaged_content_file_is_moved_aside(tmp_path: Path, damage: str) -> None:
    """Content can be fetched again, so a broken file costs one fetch and no visit."""
    path = tmp_path / "content.db"
    connection = db.open_content(path)
    events = tuple(LibraryEvent(Key(f"e{n}"), Text("x" * 500), NOON, NOON + timedelta(hours=1)) for n in range(200))
    Content(connection).apply("dpl", Batch(events=events), NOON)
    connection.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xaa" * (len(whole) - 8192) if damage == "torn" else damage.encode() * 100)

    connection = db.open_content(path)

    content = Content(connection)
    assert content.programme(NOON).events == ()
    content.apply("dpl", Batch(events=events[:1]), NOON)
    assert len(content.programme(NOON).events) == 1
    assert (tmp_path / "content.db.broken").exists()
    connection.close()


def test_who_still_reads_a_file_that_was_moved_aside_is_told(content: Content, tmp_path: Path) -> None:
    """The other process must open the new file, else it shows the old one for ever."""
    content.data_version()
    (tmp_path / "content.db").rename(tmp_path / "content.db.broken")
    connection = db.open_content(tmp_path / "content.db")

    with pytest.raises(StoreError, match="moved"):
        content.data_version()

    connection.close()


def test_a_damaged_letters_file_is_never_thrown_away(tmp_path: Path) -> None:
    """What visitors were promised is for people to rescue."""
    path = tmp_path / "letters.db"
    path.write_bytes(b"nonsense " * 1000)

    with pytest.raises(StoreError, match="broken"):
        db.open_letters(path)

    assert path.read_bytes() == b"nonsense " * 1000


def test_migrations_run_once_and_in_order(tmp_path: Path) -> None:
    """Each step is applied once; a file that is up to date is left alone."""
    connection = apsw.Connection(str(tmp_path / "some.db"))
    first, second = "CREATE TABLE a (n)", "INSERT INTO a VALUES (1)"

    db.migrate(connection, "some", (first,))
    db.migrate(connection, "some", (first, second))
    db.migrate(connection, "some", (first, second))

    assert connection.execute("SELECT n FROM a").fetchall() == [(1,)]
    assert connection.pragma("user_version") == 2
    connection.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """All steps or none."""
    connection = apsw.Connection(str(tmp_path / "some.db"))
    db.migrate(connection, "some", ("CREATE TABLE a (n)",))

    with pytest.raises(StoreError, match="broken"):
        db.migrate(connection, "some", ("CREATE TABLE a (n)", "INSERT INTO a VALUES (1)", "nonsense"))

    assert connection.execute("SELECT n FROM a").fetchall() == []
    assert connection.pragma("user_version") == 1
    connection.close()


def test_a_file_of_a_later_program_is_not_touched(tmp_path: Path) -> None:
    """After a step back in versions the kiosk says so rather than guess."""
    connection = db.open_letters(tmp_path / "letters.db")
    connection.pragma("user_version", 99)
    connection.close()

    with pytest.raises(StoreError, match="newer"):
        db.open_letters(tmp_path / "letters.db")


def test_an_old_sqlite_is_refused() -> None:
    """The WAL-reset bug is fixed from 3.51.3 on."""
    with pytest.raises(StoreError, match="old_sqlite"):
        db.require_fixed_sqlite("3.46.1")
    db.require_fixed_sqlite("3.51.3")


def test_a_transaction_holds_the_write_lock_from_its_start(
    letters: Letters,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who reads first and writes later must not find that somebody else wrote in between."""
    monkeypatch.setattr(db, "BUSY_MS", 20)
    mine, other = db.open_letters(tmp_path / "letters.db"), db.open_letters(tmp_path / "letters.db")

    with db.writing(mine), pytest.raises(StoreError, match="busy"):
        Letters(other).forget_pauses()

    Letters(other).forget_pauses()
    assert letters.counts().waiting == 0
    mine.close()
    other.close()


def test_one_process_at_a_time_opens_a_file(tmp_path: Path) -> None:
    """While one turns a file to WAL or puts it aside, another would see damage: it waits."""
    opened = threading.Event()

    def open_it() -> None:
        db.open_content(tmp_path / "content.db").close()
        opened.set()

    thread = threading.Thread(target=open_it)
    with (tmp_path / "content.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        thread.start()
        assert not opened.wait(0.2)

    assert opened.wait(5)
    thread.join()
