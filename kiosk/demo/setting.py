"""The demo's folder: settings, pretend devices, and a pretend hub where there is no real one, ready for glass and sync."""

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
from kiosk.demo.device import hub_of, make_device, start_over
from kiosk.nouns import SLIP_ALPHABET, SignupState
from kiosk.outside import draw, wall
from kiosk.ports import Batch, Validators
from kiosk.settings import LANGUAGES
from kiosk.sources.folder import FolderSource
from kiosk.sync.enrol import CODE_LENGTH
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

    def __init__(
        self,
        folder: Path,
        *,
        size: tuple[int, int],
        language: str,
        cursor: bool,
        every_minutes: float = 1.0,
        hub_address: str = "",
    ) -> None:
        """Take the folder to live in, the size of the glass in pixels, and the language it rests in.

        `hub_address` is where a real hub is or will be, at which somebody else enrols the kiosk; without it a pretend hub is
        started here, and the kiosk enrolled at it.
        """
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config = self.folder / "kiosk.toml"
        self.slips = self.folder / "slips"
        self.slips.mkdir(exist_ok=True)
        self.printer = PretendPrinter(folder=self.slips)
        self.scanner = PretendScanner(link=self.folder / "scanner")
        self.data = self.folder / "data"
        self._hub = None if hub_address else PretendHub(self.folder / "hub", clock=wall)
        self._hub_address = hub_address
        self._size, self._language, self._cursor, self._every = size, language, cursor, every_minutes
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Start hub and devices, write the settings, and bring the content in once."""
        self.printer.start()
        self._stack.callback(self.printer.stop)
        self.scanner.plug()
        self._stack.callback(self.scanner.unplug)
        if self._hub is not None:
            self._begin_pretending(self._hub)
        self._write()
        self.sync("--once")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop what was started."""
        self._stack.close()

    # ----------------------------------------------------------------------------------------------------------- parts

    @property
    def hub(self) -> PretendHub:
        """The pretend hub. Raises LookupError where a real one stands in its place."""
        if self._hub is None:
            raise LookupError("this demo has a real hub")
        return self._hub

    def sync(self, *options: str) -> None:
        """Run the sync command and wait for it."""
        subprocess.run(self.command("sync", *options), check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command

    def start(self, name: str, *options: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start one of our own commands beside us; it is ended when the demo ends."""
        process = subprocess.Popen(  # noqa: S603 - our own command
            self.command(name, *options),
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            process_group=0,  # Ctrl+C reaches the demo alone, which ends everybody in order
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

    def _begin_pretending(self, hub: PretendHub) -> None:
        """Start the pretend hub, and make the kiosk a device of it with a code that is good once, as anywhere else."""
        self._stack.enter_context(hub)
        self._teach(hub)
        if hub_of(self.data) != hub.credentials()["hub_id"]:
            start_over(self.data)
            make_device(self.data, hub.address, hub.new_code(draw(SLIP_ALPHABET, CODE_LENGTH)))

    def _teach(self, hub: PretendHub) -> None:
        """Tell the hub what the demo's occasions hold, less the seats the demo says are taken."""
        batch = self.branch()
        known = [(event.key, event.seats) for event in batch.events or ()]
        known += [(group.key, group.seats) for group in batch.groups or ()]
        for key, seats in known:
            is_open = seats.state is SignupState.OPEN
            hub.set_event(key, capacity=seats.left, waitlist=seats.waitlist, is_open=is_open)

    def _write(self) -> None:
        """Write the settings."""
        width, height = self._size
        others = [tag for tag in LANGUAGES if tag != self._language]
        self.config.write_text(
            SETTINGS.format(
                width=width,
                height=height,
                inches=SMALL_INCHES if width > height and width < SMALL_WIDTH else DIAGONALS[height >= width],
                cursor=json.dumps(self._cursor),
                languages=json.dumps([self._language, *others]),
                printer=self.printer.port,
                scanner=self.scanner.link,
                hub=self._hub_address or self.hub.address,
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
