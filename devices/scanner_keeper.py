"""The scanner's keeper: one thread that keeps a scanner alive and turns what it reads into codes."""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING

from devices.keeping import PAUSES, STOP_SECONDS, BackOff, HealthNews
from devices.scanner.codes import DoubleScan
from kiosk.codes import StrangeCode
from kiosk.ports import DeviceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from devices.scanner.rules import ScanRules
    from kiosk.codes import Code
    from kiosk.nouns import Health
    from kiosk.ports import Scanner


class ScannerKeeper:
    """Keeps a scanner alive and turns what it reads into codes. The callbacks come from its thread."""

    def __init__(
        self,
        *,
        scanner: Scanner,
        on_code: Callable[[Code], None],
        on_health: Callable[[Health], None],
        rules: ScanRules,
        pauses: Sequence[float] = PAUSES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the scanner and whom to tell; nothing runs until `start`."""
        self._scanner = scanner
        self._on_code = on_code
        self._news = HealthNews("scanner", on_health)
        self._rules = rules
        self._back_off = BackOff(pauses)
        self._doubles = DoubleScan()
        self._clock = clock
        self._orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and let go of the scanner; within two seconds."""
        self._stopping.set()
        self._thread.join(STOP_SECONDS)

    def beep_good(self) -> None:
        """Let the scanner sound as for a code that was understood, where its profile has such a sound."""
        self._orders.put(self._rules.commands.beep_good)

    def beep_bad(self) -> None:
        """Let the scanner sound as for a code that was not."""
        self._orders.put(self._rules.commands.beep_bad)

    def _run(self) -> None:
        """Open, read until it breaks, wait, and again."""
        while not self._stopping.is_set():
            try:
                self._scanner.open()
                self._news.well()
                self._listen()
            except DeviceError as error:
                self._news.lost(error.reason)
            self._scanner.close()
            self._stopping.wait(self._back_off.next_pause())

    def _listen(self) -> None:
        """Read codes until stopped. Raises DeviceError when the scanner goes."""
        framer = self._rules.framer()
        self._orders = queue.SimpleQueue()  # a beep for a code of before the break says nothing now
        self._tell(self._rules.commands.wake)
        while not self._stopping.is_set():
            data = self._scanner.read()
            self._back_off.begin_again()
            for frame in framer.feed(data, silent=not data):
                self._take(self._rules.code(frame), whole=bool(data))
            while not self._orders.empty():
                self._tell(self._orders.get())
        self._tell(self._rules.commands.rest)

    def _tell(self, command: bytes) -> None:
        """Tell the scanner something, when its profile has words for it."""
        if command:
            self._scanner.tell(command)

    def _take(self, code: Code, *, whole: bool) -> None:
        """Pass a code on. One that ended in silence, not with a suffix, may be half a code: then it must make sense."""
        if (whole or not isinstance(code, StrangeCode)) and self._doubles.fresh(code, self._clock()):
            self._on_code(code)
