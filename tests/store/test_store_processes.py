"""The files with several processes about: killed, at work at once, or without the right to write."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

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


def in_child(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own; give its id. The child never comes back into the tests."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever it was, the child must not go on as a test
        os._exit(1)


def exit_code(child: int) -> int:
    """Wait for a child."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into (pytest's own are for their owner only)."""
    folder = Path(tempfile.mkdtemp(prefix="store-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_fifty_kills_lose_no_confirmed_signup(tmp_path: Path, person: Make) -> None:
    """What was said to be kept is there after kill -9, and the file is sound."""
    path = tmp_path / "letters.db"
    db.open_letters(path).close()
    confirmed = 0

    for _ in range(50):
        people = [person() for _ in range(400)]
        read_end, write_end = os.pipe()

        def keep(people: list[Any] = people, write_end: int = write_end) -> None:
            letters = Letters(db.open_letters(path))
            for index, someone in enumerate(people):
                someone.sign_up(letters)
                os.write(write_end, index.to_bytes(2, "big"))

        child = in_child(keep)
        os.close(write_end)
        # Two bytes each: let a few be confirmed, then pull the plug in the middle of the next ones.
        told = b""
        while len(told) < 6 and (more := os.read(read_end, 2)):
            told += more
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(read_end, 4096):
            told += more
        os.close(read_end)
        promised = [people[int.from_bytes(told[at : at + 2], "big")] for at in range(0, len(told) - 1, 2)]
        connection = db.open_letters(path)
        letters = Letters(connection)
        assert all(letters.find_by_token(someone.token) for someone in promised)
        confirmed += len(promised)
        connection.close()

    connection = db.open_letters(path)
    assert confirmed >= 150
    assert connection.pragma("integrity_check") == "ok"
    assert Letters(connection).counts().waiting >= confirmed
    assert connection.execute("SELECT count(*) FROM signup WHERE id NOT IN (SELECT signup FROM letter)").fetchall() == [(0,)]
    connection.close()


def test_a_read_only_file_is_told(open_folder: Path, person: Make) -> None:
    """A disk that was remounted read-only gives a reason staff can read."""
    path = open_folder / "letters.db"
    connection = db.open_letters(path)
    connection.close()
    path.chmod(0o444)
    open_folder.chmod(0o555)

    def keep() -> None:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        with pytest.raises(StoreError, match="readonly"):
            person().sign_up(Letters(db.open_letters(path)))

    child = in_child(keep)

    assert exit_code(child) == 0


def test_two_processes_start_and_write_at_once(tmp_path: Path, person: Make) -> None:
    """Glass and sync share both files from the first moment; nobody loses a write or sees a locked file."""
    people = [[person() for _ in range(40)] for _ in range(3)]

    def work(mine: list[Any]) -> None:
        letters = Letters(db.open_letters(tmp_path / "letters.db"))
        content = Content(db.open_content(tmp_path / "content.db"))
        for index, someone in enumerate(mine):
            someone.sign_up(letters)
            event = LibraryEvent(Key(f"e{index}"), Text("x"), NOON, NOON + timedelta(hours=1))
            content.apply(someone.signup, Batch(events=(event,)), NOON)
            content.programme(NOON)
            letters.next_batch(0.0)

    children = [in_child(lambda mine=mine: work(mine)) for mine in people]  # type: ignore[misc]

    assert [exit_code(child) for child in children] == [0, 0, 0]
    connection = db.open_letters(tmp_path / "letters.db")
    assert Letters(connection).counts().waiting == 120
    assert connection.pragma("integrity_check") == "ok"
    connection.close()
