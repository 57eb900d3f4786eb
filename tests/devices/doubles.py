"""What the tests of the keepers listen with, and a printer with a gate."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kiosk.ports import DeviceError, Proof, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.ports import JobWatch
    from kiosk.slips.blocks import Slip

PATIENCE = 8.0
PAUSES = (0.05, 0.1)


class Heard:
    """Collects what a keeper tells, and waits for it."""

    def __init__(self) -> None:
        """Begin with nothing heard."""
        self._news = threading.Condition()
        self.all: list[object] = []

    def __call__(self, told: object) -> None:
        """Hear something."""
        with self._news:
            self.all.append(told)
            self._news.notify_all()

    def wait_for(self, wanted: Callable[[list[object]], bool]) -> bool:
        """Wait until what was heard is as wanted."""
        with self._news:
            return self._news.wait_for(lambda: wanted(self.all), PATIENCE)

    def wait_for_last(self, last: object) -> bool:
        """Wait until the last thing heard is `last`."""
        return self.wait_for(lambda heard: bool(heard) and heard[-1] == last)


class GatedPrinter:
    """A printer whose slips wait at a gate, so that a test decides what happens meanwhile. Counts what it prints."""

    expiry_seconds = 20.0

    def __init__(self, fails: list[str] | None = None) -> None:
        """Stand well, with an open gate; `fails` are the reasons of the first attempts that fail."""
        self.gate = threading.Event()
        self.gate.set()
        self.at_gate = threading.Event()
        self.fails = fails or []
        self.attempts: list[str] = []
        self.opened = 0
        self.when_opened: Callable[[], object] = bool

    def open(self) -> None:
        """Count, and do what the test wants to happen meanwhile."""
        self.opened += 1
        self.when_opened()

    def print_slip(self, slip: Slip, watch: JobWatch | None = None) -> Proof:
        """Print, or fail as told; what fails as `unknown` had begun, everything else had not."""
        fails = self.fails.pop(0) if self.fails else ""
        if (not fails or fails == Trouble.UNKNOWN.value) and watch is not None and not watch.may_begin():
            return Proof.CALLED_OFF
        self.at_gate.set()
        self.gate.wait(PATIENCE)
        self.attempts.append(slip.kind)
        if fails:
            raise DeviceError(fails)
        if watch is not None:
            watch.wrote(1, whole=True)
        return Proof.CONFIRMED

    def stirred(self) -> bool:
        """Say nothing unasked."""
        return False

    def trouble(self) -> Trouble | None:
        """Be well."""
        return None

    def cancel(self) -> None:
        """Open the gate."""
        self.gate.set()

    def close(self) -> None:
        """Do nothing."""
