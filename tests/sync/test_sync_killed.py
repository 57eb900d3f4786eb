"""The real sync process, killed between two pages of a full copy: the old week stays, and the next start finishes the new one."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.outside import wall
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.sync.pretend_hub import PretendHub
from tests.sync.station import CODE, Station, event

PROJECT = Path(__file__).parents[2]


def soon(title: str) -> dict[str, Any]:
    """An event tomorrow, by the real clock."""
    start = wall() + timedelta(days=1)
    return event(title, start=start.isoformat(), end=(start + timedelta(hours=1)).isoformat())


def titles(folder: Path) -> set[str]:
    """What the glass would show."""
    connection = open_content(folder / "content.db")
    try:
        return {each.title.danish for each in Content(connection).programme(wall()).events}
    finally:
        connection.close()


@pytest.fixture
def branch(tmp_path: Path, hub: PretendHub) -> Path:
    """A folder with settings and an enrolment."""
    data = tmp_path / "data"
    station = Station(data, hub)
    hub.new_code(CODE)
    station.enrol()
    station.stop()
    (tmp_path / "kiosk.toml").write_text(
        f'[branch]\nname = "Prøve"\n[data]\nfolder = "data"\n[hub]\naddress = "{hub.address}"\n', encoding="utf-8"
    )
    return tmp_path


def sync_once(folder: Path) -> subprocess.Popen[bytes]:
    """Start one round of the real process."""
    command = [sys.executable, "-m", "kiosk", "sync", "--once", "--config", str(folder / "kiosk.toml")]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_kill_between_two_pages_shows_the_old_week_and_the_next_start_the_new(
    branch: Path, hub: PretendHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a week and a new epoch with another one of three pages, kill -9 after the second page."""
    hub.feed.publish([("event", f"old{number}", soon(f"Gammel {number}")) for number in range(300)])
    assert sync_once(branch).wait(30) == 0
    before = titles(branch / "data")
    assert len(before) == 300
    hub.feed.publish([("event", f"old{number}", None) for number in range(300)])
    hub.feed.publish([("event", f"new{number}", soon(f"Ny {number}")) for number in range(300)])
    hub.new_epoch()
    pages, third, let_go = 0, threading.Event(), threading.Event()
    real = hub.page

    def slow_page(*asked: Any) -> Any:
        nonlocal pages
        pages += 1
        if pages == 3:
            third.set()
            let_go.wait(30)
        return real(*asked)

    monkeypatch.setattr(hub, "page", slow_page)

    process = sync_once(branch)
    assert third.wait(30)
    process.kill()
    process.wait()
    let_go.set()
    half_way = titles(branch / "data")
    finished = sync_once(branch).wait(30)

    assert half_way == before
    assert finished == 0
    assert titles(branch / "data") == {f"Ny {number}" for number in range(300)}
    # It went on where it was: two pages before the kill, the third asked for once more.
    assert pages == 4
