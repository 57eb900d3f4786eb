"""A small branch with a pretend hub, and what the hub and the file must say after everything that went wrong."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from kiosk.nouns import Key, Seats, SignupState, Text
from kiosk.ports import Batch
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.store.content import Content
from kiosk.store.db import open_content, open_letters
from kiosk.store.letters import Letters
from kiosk.sync.courier import Courier
from kiosk.sync.pretend_hub import PretendHub
from kiosk.sync.uplink import HubUplink

if TYPE_CHECKING:
    import apsw

PROJECT = Path(__file__).parents[2]
ZONE = ZoneInfo("Europe/Copenhagen")
EVENT = Key("havn")

SETTINGS = """\
[branch]
name = "Prøve"
[data]
folder = "data"
[sound]
on = false
[hub]
address = "{base_url}"
public = "https://samlingspunkt.example"
id = "{hub_id}"
device = "{device}"
secret_file = "hub-secret"
[seal]
id = "{seal_id}"
public = "{seal}"
[content]
round_seconds = 1
[printer]
address = "{printer}"
[scanner]
address = "{scanner}"
[[sources]]
kind = "folder"
name = "prøve"
folder = "content"
every_minutes = 0.05
"""


def now() -> datetime:
    """The time of the branch."""
    return datetime.now(ZONE)  # noqa: TID251 - a real branch needs the real day


class SmallBranch:
    """A folder with settings, content with one event, and a hub that takes everybody. Use in a `with` statement."""

    def __init__(self, folder: Path, *, printer: str = "none", scanner: str = "none") -> None:
        """Take an empty folder, and where the devices are."""
        self.folder = folder
        self.config = folder / "kiosk.toml"
        self.data = folder / "data"
        self.hub = PretendHub(folder / "hub", clock=now)
        self._devices = {"printer": printer, "scanner": scanner}
        self._processes: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        """Start the hub, and write everything."""
        self.hub.__enter__()
        who = self.hub.credentials()
        (self.folder / "hub-secret").write_text(who["secret"])
        self.config.write_text(
            SETTINGS.format(**who, **self._devices, seal_id=self.hub.seal.id, seal=self.hub.seal.public), encoding="utf-8"
        )
        self._write_source()
        self.data.mkdir(mode=0o700, exist_ok=True)
        connection = open_content(self.data / "content.db")
        Content(connection).apply("prøve", Batch(events=(self.event(),)), now())
        connection.close()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop what runs."""
        for process in self._processes:
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        self.hub.__exit__(None, None, None)

    def event(self) -> LibraryEvent:
        """One event with seats for everybody, tomorrow."""
        start = now() + timedelta(days=1)
        seats, end = Seats(SignupState.OPEN, capacity=None), start + timedelta(hours=1)
        return LibraryEvent(EVENT, Text("Debat om havnen"), start, end, state=EventState.ACTIVE, seats=seats)

    def _write_source(self) -> None:
        """The same event as a folder that the sync process reads; without rows of other kinds it says that there are none."""
        source = self.folder / "content"
        source.mkdir(exist_ok=True)
        row = {
            "key": EVENT,
            "title": {"da": "Debat om havnen"},
            "date": {"day": 1, "time": "16:00", "minutes": 60},
            "seats": {"signup": "open"},
        }
        (source / "branch.toml").write_text('name = "Prøve"\n', encoding="utf-8")
        for name in ("groups", "books", "hours", "tags", "events"):
            (source / f"{name}.json").write_text(json.dumps({"rows": [row] if name == "events" else []}), encoding="utf-8")

    # ------------------------------------------------------------------------------------------------------ processes

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a program of ours that ends with the branch."""
        process = subprocess.Popen(
            [sys.executable, *words], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
        )
        self._processes.append(process)
        return process

    def start_sync(self) -> subprocess.Popen[str]:
        """Start the real sync process."""
        return self.start("-m", "kiosk", "sync", "--config", str(self.config))

    def start_signing_up(self, run: str) -> Signing:
        """Start a glass that signs up one visitor after the other."""
        return Signing(self.start("-m", "tests.faults.headless", str(self.config), run))

    # ------------------------------------------------------------------------------------------------------- reckoning

    def reckon(self, promised: dict[str, str]) -> Reckoning:
        """Carry every letter to the hub, and compare with what visitors were promised: name by code."""
        connection = open_letters(self.data / "letters.db")
        kept = _kept(connection)
        self._deliver(Letters(connection))
        connection.close()
        return Reckoning(kept, self._arrived(), promised)

    def _deliver(self, letters: Letters) -> None:
        """Let the real courier work until nothing is left; then once more, for nothing must follow."""
        who = self.hub.credentials()
        clock = iter(range(0, 10**6, 3600))
        courier = Courier(letters=letters, uplink=HubUplink(**who), clock=lambda: float(next(clock)), random=lambda: 0.5)
        while courier.push_once().sent:
            continue

    def _arrived(self) -> list[tuple[str, str]]:
        """Code and first name of everything the hub has taken, opened with its key."""
        return [
            (self.hub.data_of(op)["code"], self.hub.open_letter(op)["first_name"])
            for op, status in self.hub.statuses().items()
            if status == "confirmed"
        ]


class Signing:
    """A glass in a process of its own that can be killed at any moment; `sent` and `confirmed` are what it said until then."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Listen to it."""
        self.process = process
        self.sent: list[str] = []
        self.confirmed: dict[str, str] = {}
        self.refused: list[str] = []
        self.ready = threading.Event()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if not line.endswith("\n"):
                return
            match line.split():
                case ["READY"]:
                    self.ready.set()
                case ["SENDING", name]:
                    self.sent.append(name)
                case ["CONFIRMED", code, name]:
                    self.confirmed[code] = name
                case other:
                    self.refused.append(" ".join(other))

    def kill(self) -> None:
        """Kill it where it stands, and hear what it had said."""
        self.process.kill()
        self.process.wait()
        self._ears.join(10)


def _kept(connection: apsw.Connection) -> list[tuple[str, str, str | None]]:
    """Every sign-up with its letter: code, id of the letter, body. Nothing half written, or it says what."""
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    found = connection.execute(
        "SELECT signup.code, letter.id, body FROM signup FULL OUTER JOIN letter ON letter.signup = signup.id ORDER BY 1"
    ).fetchall()
    return [(str(code), str(letter), None if body is None else str(body)) for code, letter, body in found]


@dataclass(frozen=True)
class Reckoning:
    """What was kept, what arrived, and what was promised."""

    kept: list[tuple[str, str, str | None]]
    arrived: list[tuple[str, str]]
    promised: dict[str, str]

    def check(self, *, unpromised_at_most: int) -> None:
        """Every promise was kept once and arrived once under its name; nothing is half there, or there twice."""
        codes = Counter(code for code, _, _ in self.kept)
        assert "None" not in codes
        assert all(body and json.loads(body)["data"]["code"] == code for code, _, body in self.kept)
        assert {code: codes[code] for code in self.promised} == dict.fromkeys(self.promised, 1)
        assert len(self.kept) - len(self.promised) <= unpromised_at_most
        names = Counter(name for _, name in self.arrived)
        assert len(self.arrived) == len(self.kept) == len(codes)
        assert set(names.values()) <= {1}
        assert dict(self.arrived).items() >= self.promised.items()
