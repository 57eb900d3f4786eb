"""The demo's folder: settings, pretend hub and pretend devices, ready for a glass and a sync process to use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from devices.printer.pretend import PretendPrinter
from devices.scanner.pretend import PretendScanner
from kiosk.build import ASSETS
from kiosk.nouns import SignupState
from kiosk.outside import wall
from kiosk.ports import Batch, Validators
from kiosk.sources.folder import FolderSource
from kiosk.sync.pretend_hub import PretendHub

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType
    from typing import Self

DIAGONALS = {True: 27.0, False: 24.0}
"""Inches of the panels the demo pretends to be: portrait, landscape."""

SMALL_INCHES = 10.1
SMALL_WIDTH = 1300

SETTINGS = """\
# Written by the demo at each start; change config/kiosk.toml's copy of a branch instead.
[branch]
name = "Hovedbiblioteket"
library = "Aalborg Bibliotekerne"
key = "demo"

[branch.opening]
da = "Find en bog, mød nogen, og se, hvad der sker her."
en = "Find a book, meet others, and see what happens here."

[screen]
width = {width}
height = {height}
diagonal_inches = {inches}
cursor = {cursor}

[languages]
offered = {languages}

[data]
folder = "data"

[printer]
address = "tcp://127.0.0.1:{printer}"

[scanner]
address = "serial:{scanner}"

[hub]
address = "{hub}"
public = "https://samlingspunkt.example"
id = "{hub_id}"
device = "{device}"
secret_file = "hub-secret"

[seal]
id = "{seal_id}"
public = "{seal}"

[content]
round_seconds = 5

[[sources]]
kind = "folder"
name = "demo"
folder = "{demo}"
every_minutes = {every}
"""


class DemoSetting:
    """Everything round the glass. `with DemoSetting(...) as demo:` starts it and stops it in reverse."""

    def __init__(self, folder: Path, *, size: tuple[int, int], language: str, cursor: bool, every_minutes: float = 1.0) -> None:
        """Take the folder to live in, the size of the glass in pixels, and the language it rests in."""
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config = self.folder / "kiosk.toml"
        self.slips = self.folder / "slips"
        self.slips.mkdir(exist_ok=True)
        self.printer = PretendPrinter(folder=self.slips)
        self.scanner = PretendScanner(link=self.folder / "scanner")
        self.hub = PretendHub(self.folder / "hub", clock=wall)
        self._size, self._language, self._cursor, self._every = size, language, cursor, every_minutes
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Start hub and devices, write the settings, and bring the content in once."""
        self.printer.start()
        self._stack.callback(self.printer.stop)
        self.scanner.plug()
        self._stack.callback(self.scanner.unplug)
        self._stack.enter_context(self.hub)
        self._teach_hub()
        self._write()
        self.sync("--once")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop what was started."""
        self._stack.close()

    # ----------------------------------------------------------------------------------------------------------- parts

    def sync(self, *options: str) -> None:
        """Run the sync command and wait for it."""
        subprocess.run(self.command("sync", *options), check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command

    def start(self, name: str, *options: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start one of our own commands beside us; it is ended when the demo ends."""
        process = subprocess.Popen(  # noqa: S603 - our own command
            self.command(name, *options), env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL
        )
        self._stack.callback(end, process)
        return process

    def command(self, name: str, *options: str) -> list[str]:
        """Give the words of one of our commands."""
        return [sys.executable, "-m", "kiosk", name, "--config", str(self.config), *options]

    def branch(self) -> Batch:
        """Read the demo branch, as its source gives it."""
        found = FolderSource(name="demo", folder=ASSETS / "demo").fetch(Validators(), wall())
        if not isinstance(found, Batch):
            raise TypeError("a first question is always answered with everything")
        return found

    def now(self) -> datetime:
        """Wall time in Copenhagen."""
        return wall()

    def _teach_hub(self) -> None:
        """Tell the hub what the demo's occasions hold, less the seats the demo says are taken."""
        batch = self.branch()
        known = [(event.key, event.seats) for event in batch.events or ()]
        known += [(group.key, group.seats) for group in batch.groups or ()]
        for key, seats in known:
            is_open = seats.state is SignupState.OPEN
            self.hub.set_event(key, capacity=seats.left, waitlist=seats.waitlist, is_open=is_open)

    def _write(self) -> None:
        """Write the settings and the secret."""
        width, height = self._size
        who = self.hub.credentials()
        secret = self.folder / "hub-secret"
        secret.touch(mode=0o600)
        secret.write_text(who["secret"], encoding="ascii")
        others = [tag for tag in ("da", "en") if tag != self._language]
        self.config.write_text(
            SETTINGS.format(
                width=width,
                height=height,
                inches=SMALL_INCHES if width > height and width < SMALL_WIDTH else DIAGONALS[height >= width],
                cursor=json.dumps(self._cursor),
                languages=json.dumps([self._language, *others]),
                printer=self.printer.port,
                scanner=self.scanner.link,
                hub=who["base_url"],
                hub_id=who["hub_id"],
                device=who["device"],
                seal_id=self.hub.seal.id,
                seal=self.hub.seal.public,
                demo=ASSETS / "demo",
                every=self._every,
            ),
            encoding="utf-8",
        )


def end(process: subprocess.Popen[bytes], within: float = 5.0) -> None:
    """End a process we started: ask, then insist."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
