"""A kiosk without a window: its real core on real files, its real sync process or service, and a pretend scanner on a real line."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Self

from devices.scanner.pretend import PretendScanner
from kiosk.build import Assembly, Core
from kiosk.build_devices import Devices, LatePrinter
from kiosk.build_sync import build_sync
from kiosk.cli import main
from kiosk.codes import SlipCode
from kiosk.demo.setting import end
from kiosk.nouns import Key
from kiosk.outside import wall
from kiosk.rooms.signup.model import Receipt, SignupRecord
from kiosk.runtime.staff import PinFile
from kiosk.settings import read
from kiosk.store.content import Content
from kiosk.store.db import open_content, open_letters
from kiosk.store.enrolment import EnrolmentFile
from kiosk.store.letters import Letters
from kiosk.visit.events import (
    CodeScanned,
    DonePressed,
    Event,
    EventChosen,
    GlassTouched,
    HomePressed,
    KeyTyped,
    NextPressed,
    Room,
    RoomChosen,
    SendPressed,
    SignupChosen,
    StaffAsked,
)
from kiosk.visit.states import Done, SignupPage, StaffRoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.rooms.local.model import LibraryEvent
    from kiosk.sync.report import SyncReport
    from kiosk.sync.service import SyncService
    from kiosk.visit.places import Place
    from kiosk.visit.views import Scene

PATIENCE_S = 20.0
PIN = "739155"

SETTINGS = """\
[branch]
name = "Vejgaard Bibliotek"
library = "Aalborg Bibliotekerne"
key = "vejgaard"

[data]
folder = "data"

[printer]
address = "none"

[scanner]
address = "serial:{scanner}"

[sound]
on = false

[hub]
address = "{hub}"
public = "https://samlingspunkt.example"

[content]
round_seconds = 1
"""


class Stand:
    """One kiosk. Use in a `with` statement; the glass begins when somebody first touches it."""

    def __init__(self, folder: Path, hub: str, *, sources: str = "") -> None:
        """Take an empty folder, the hub's address, and perhaps sources as they stand in the settings."""
        self.config = folder / "kiosk.toml"
        self.data = folder / "data"
        self.data.mkdir(parents=True)
        self.scanner = PretendScanner(link=folder / "scanner")
        self.config.write_text(SETTINGS.format(hub=hub, scanner=self.scanner.link) + sources, "utf-8")
        self._stack = ExitStack()
        self._woken = threading.Event()
        self._core: Core | None = None
        self.scene: Scene | None = None
        self._service: SyncService | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    # ------------------------------------------------------------------------------------------------ the sync side

    @property
    def device(self) -> str:
        """Who we are at the hub."""
        return EnrolmentFile(self.data).read().device

    def enrol(self, code: str) -> int:
        """Enrol as a technician does, on the command line."""
        return main(["enrol", code, "--config", str(self.config)])

    def sync(self) -> SyncReport:
        """Let the real service push, pull and beat once."""
        if self._service is None:
            self._service = build_sync(read(self.config), self.config)
        return self._service.once()

    def start_sync(self) -> None:
        """Start the real process."""
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "sync", "--config", str(self.config)],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(end, process)

    def letters(self) -> Letters:
        """Look into the letters, as another process would."""
        connection = open_letters(self.data / "letters.db")
        self._stack.callback(connection.close)
        return Letters(connection)

    def events(self) -> dict[Key, LibraryEvent]:
        """What there is to show, by key."""
        connection = open_content(self.data / "content.db")
        try:
            return {event.key: event for event in Content(connection).programme(wall()).events}
        finally:
            connection.close()

    # ------------------------------------------------------------------------------------------------- before the glass

    @property
    def core(self) -> Core:
        """The glass but for the window, begun when it is first asked for."""
        if self._core is None:
            settings = read(self.config)
            assembly = Assembly(settings, self.config)
            printer = LatePrinter()
            self._core = assembly.core(present=self._present, wake=self._woken.set, forget=lambda: None, printer=printer)
            devices = Devices(settings, assembly.post, printer)
            self.scanner.plug()
            self._stack.callback(self.scanner.unplug)
            self._core.start()
            self._stack.callback(self._core.stop)
            devices.start()
            self._stack.callback(devices.stop)
        return self._core

    def _present(self, scene: Scene, *_: object) -> None:
        self.scene = scene

    @property
    def place(self) -> Place:
        """Where the visitor is."""
        return self.core.loop.kiosk.place

    def do(self, *happened: Event) -> None:
        """Let things happen, one after another."""
        for event in happened:
            self.core.loop.post(event)
            self.core.loop.pump()

    def until(self, what: str, true: Callable[[], bool]) -> None:
        """Let the core work until something is true."""
        ends = monotonic() + PATIENCE_S
        while monotonic() < ends:
            self._woken.clear()
            self.core.loop.pump()
            if true():
                return
            self._woken.wait(0.05)
        raise AssertionError(f"waited for {what}; the glass stands at {self.place!r}")

    def says(self, words: str) -> bool:
        """Whether these words are anywhere on the glass."""
        return words in repr(self.scene)

    def sees_event(self, key: str) -> None:
        """Wait until an event is in the programme and takes sign-ups."""

        def there() -> bool:
            house = self.core.loop.kiosk.house
            return house.seal_ready and any(each.key == key for each in house.programme.events)

        self.until(f"the event {key}", there)

    def sign_up(self, key: str, name: str, phone: str = "12345678") -> Receipt:
        """Sign up at the glass, touch by touch; give what the slip would hold."""
        self.sees_event(key)
        self.do(GlassTouched(), HomePressed(), RoomChosen(Room.LOCAL), EventChosen(Key(key)), SignupChosen())
        self.do(*map(KeyTyped, name), NextPressed(), *map(KeyTyped, phone), NextPressed(), SendPressed())
        self.until("a sign-up that is kept", lambda: isinstance(self.place, Done))
        assert isinstance(self.place, Done)
        return self.place.receipt

    def leave(self) -> None:
        """The visitor says that they are done."""
        self.do(DonePressed())

    def show_slip(self, receipt: Receipt) -> SignupRecord:
        """Hold a slip to the scanner's place in the core; give what is found."""
        self.do(HomePressed(), CodeScanned(SlipCode(receipt.token)))
        self.until("the sign-up of the slip", lambda: isinstance(self.place, SignupPage))
        assert isinstance(self.place, SignupPage)
        return self.place.record

    def staff_room(self) -> StaffRoom:
        """Staff come with their PIN, and wait for their report."""
        PinFile(self.data, monotonic).set(PIN)
        self.do(DonePressed(), GlassTouched(), StaffAsked(), *map(KeyTyped, PIN), NextPressed())
        self.until("the report", lambda: isinstance(self.place, StaffRoom) and self.place.report is not None)
        assert isinstance(self.place, StaffRoom)
        return self.place
