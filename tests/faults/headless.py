"""The real glass without a window: the real Assembly with real files, driven by posting what a finger would post.

As a program it signs up one visitor after the other, for a test to kill: `SENDING name`, then `CONFIRMED code name`.
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Self

from kiosk.build import Assembly
from kiosk.build_devices import Devices, LatePrinter
from kiosk.runtime import log
from kiosk.settings import Settings, read
from kiosk.visit import events as e
from kiosk.visit.states import Done, Kiosk, NotKept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.nouns import Key
    from kiosk.visit.views import Scene

PATIENCE_S = 20.0
LOOK_S = 0.05
LETTERS = "BCDFGHJKLM"


class Headless:
    """A glass that nobody sees. `scene` is what would be on it."""

    def __init__(self, settings: Settings, path: Path, *, devices: bool = False) -> None:
        """Put it together; with `devices` the real keepers are started too."""
        self._news = threading.Event()
        self.scene: Scene | None = None
        self.assembly = Assembly(settings, path)
        printer = LatePrinter()
        self.core = self.assembly.core(present=self._present, wake=self._news.set, forget=lambda: None, printer=printer)
        self.core.start()
        self._devices = Devices(settings, self.assembly.post, printer) if devices else None
        if self._devices is not None:
            self._devices.start()
        self.core.loop.show()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop what was started."""
        if self._devices is not None:
            self._devices.stop()
        self.core.stop()

    def _present(self, scene: Scene) -> None:
        self.scene = scene

    @property
    def kiosk(self) -> Kiosk:
        """The kiosk as it stands."""
        return self.core.loop.kiosk

    def do(self, *happened: e.Event) -> None:
        """Let things happen, each decided before the next."""
        for event in happened:
            self.core.loop.post(event)
            self.core.loop.pump()

    def until(self, true: Callable[[Kiosk], bool], within: float = PATIENCE_S) -> Kiosk:
        """Run until something is true of the kiosk. Raises TimeoutError that says where it stands."""
        end = monotonic() + within
        while not true(self.kiosk):
            if monotonic() > end:
                raise TimeoutError(f"still at {type(self.kiosk.place).__name__}, {self.kiosk.house.health}")
            self._news.wait(LOOK_S)
            self._news.clear()
            self.core.tick()
            self.core.loop.pump()
        return self.kiosk

    def sign_up(self, key: Key, name: str) -> Kiosk:
        """Sign somebody up as a finger would, and wait until the kiosk says how it went."""
        self.do(e.DonePressed(), e.GlassTouched(), e.RoomChosen(e.Room.LOCAL), e.EventChosen(key), e.SignupChosen())
        self.do(*map(e.KeyTyped, name), e.NextPressed(), *map(e.KeyTyped, "00000000"), e.NextPressed(), e.SendPressed())
        return self.until(lambda kiosk: isinstance(kiosk.place, Done | NotKept))


@contextmanager
def running(path: Path, *, devices: bool = False) -> Iterator[Headless]:
    """Run a glass by its settings file."""
    with Headless(read(path), path, devices=devices) as glass:
        yield glass


def name_of(run: str, number: int) -> str:
    """A first name of letters only that nobody else has."""
    return run + "".join(LETTERS[int(digit)] for digit in str(number))


def main(config: Path, run: str) -> None:
    """Sign up for ever, and say so after each."""
    log.set_up()
    with running(config) as glass:
        glass.until(lambda kiosk: bool(kiosk.house.programme.events) and kiosk.house.seal_ready)
        key = glass.kiosk.house.programme.events[0].key
        _say("READY")
        for number in count():
            name = name_of(run, number)
            _say(f"SENDING {name}")
            place = glass.sign_up(key, name).place
            _say(f"CONFIRMED {place.receipt.code} {name}" if isinstance(place, Done) else f"NOT KEPT {name}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
