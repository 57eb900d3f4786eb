"""The headset's jack: a switch of an input device, read without taking it from anybody else, wherever it comes and goes."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import select
import struct
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from devices.keeping import PAUSES, STOP_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

EVENT = struct.Struct("@llHHi")
"""Seconds, microseconds, type, code, value: struct input_event of linux/input.h."""

EV_SW, SW_HEADPHONE_INSERT = 5, 2
"""A switch, and which one. Source: input-event-codes.h."""

EVIOCGSW = 0x8008451B
"""The request for eight bytes of how all switches stand."""

EVENTS_AT_ONCE = 64
LOOK_AGAIN_S = PAUSES[-2]
"""How often new jacks are looked for, and the longest wait for news of those that are known."""

_log = logging.getLogger("devices")


class Jacks:
    """Every jack there is, and whether anything is in one of them."""

    def __init__(self, sys: Path = Path("/sys"), dev: Path = Path("/dev")) -> None:
        """Look in these two folders. `close` lets go of everything."""
        self._sys = sys
        self._dev = dev
        self._open: dict[str, int] = {}
        self._inside: dict[str, bool] = {}

    @property
    def inside(self) -> bool:
        """Whether a headset is in any of them."""
        return any(self._inside.values())

    def look(self) -> None:
        """Find the jacks there are now; one that cannot be opened is as good as none."""
        found = {path.name for path in (self._sys / "class" / "input").glob("event*") if _is_jack(path)}
        for name in self._open.keys() - found:
            self._drop(name)
        for name in found - self._open.keys():
            self._take(name)

    def listen(self, seconds: float, stopped: int) -> None:
        """Wait for news, so long at most; `stopped` is a file that becomes readable when nobody waits any more."""
        ready, _, _ = select.select([*self._open.values(), stopped], (), (), seconds)
        for name, device in tuple(self._open.items()):
            if device in ready:
                self._read(name, device)

    def close(self) -> None:
        """Let go of all of them."""
        for name in tuple(self._open):
            self._drop(name)

    def _take(self, name: str) -> None:
        """Open one, beside whoever has it open already, and ask how it stands."""
        try:
            device = os.open(self._dev / "input" / name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return
        self._open[name] = device
        self._inside[name] = _stands(device)

    def _read(self, name: str, device: int) -> None:
        """Read what has come; a jack that is gone has nothing in it."""
        try:
            events = os.read(device, EVENT.size * EVENTS_AT_ONCE)
        except OSError:
            events = b""
        if not events:
            self._drop(name)
            return
        for _, _, kind, code, value in EVENT.iter_unpack(events[: len(events) // EVENT.size * EVENT.size]):
            if (kind, code) == (EV_SW, SW_HEADPHONE_INSERT):
                self._inside[name] = bool(value)

    def _drop(self, name: str) -> None:
        """Let go of one."""
        self._inside.pop(name, None)
        with contextlib.suppress(OSError):
            os.close(self._open.pop(name))


class HeadsetKeeper:
    """Watches the jacks in one thread, and tells when a headset goes in or comes out."""

    def __init__(self, *, jacks: Jacks, on_found: Callable[[bool], None], on_plugged: Callable[[bool], None]) -> None:
        """`on_found` hears once how it stands at the start, `on_plugged` every change after that; both from the thread."""
        self._jacks = jacks
        self._on_found = on_found
        self._on_plugged = on_plugged
        self._stopping = threading.Event()
        self._stopped, self._stop = os.pipe()
        self._thread = threading.Thread(target=self._run, name="headset", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and let go of the jacks."""
        self._stopping.set()
        os.write(self._stop, b".")
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)
        for end in (self._stop, self._stopped):
            os.close(end)

    def _run(self) -> None:
        """Look, wait for news, tell, and again."""
        self._jacks.look()
        known = self._jacks.inside
        self._on_found(known)
        while not self._stopping.is_set():
            self._jacks.listen(LOOK_AGAIN_S, self._stopped)
            self._jacks.look()
            if self._jacks.inside != known and not self._stopping.is_set():
                known = self._jacks.inside
                _log.info("headset in" if known else "headset out")
                self._on_plugged(known)
        self._jacks.close()


def _is_jack(path: Path) -> bool:
    """Whether an input device has the switch, by what the kernel writes of it."""
    try:
        words = (path / "device" / "capabilities" / "sw").read_text("ascii").split()
        return bool(int(words[-1], 16) >> SW_HEADPHONE_INSERT & 1)
    except (OSError, ValueError, IndexError):
        return False


def _stands(device: int) -> bool:
    """How the switch stands; one that does not say counts as empty."""
    try:
        answer = fcntl.ioctl(device, EVIOCGSW, bytes(8))
    except OSError:
        return False
    return bool(answer[0] >> SW_HEADPHONE_INSERT & 1)
