"""A scanner that acts as a keyboard, read from its event device and grabbed: what it types reaches nobody but us."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import select
import struct
from typing import TYPE_CHECKING

from devices.faults import fault_of
from devices.scanner.keys import DAMAGED, KeyDecoder
from devices.scanner.serial_port import SILENCE_SECONDS
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

EVENT = struct.Struct("@llHHi")
"""Seconds, microseconds, type, code, value: struct input_event of linux/input.h."""

EVENTS_AT_ONCE = 64
LONGEST_CHATTER = 100
"""After so many answers without a key, whoever reads is let go: a device that never stops must not hold its keeper."""

EVIOCGRAB = 0x40044590
"""The request for all of a device's events; refused when somebody has it already."""

EV_SYN, EV_KEY = 0, 1
SYN_DROPPED = 3
RELEASED, PRESSED = 0, 1


class KeyboardScanner:
    """Implements `ports.Scanner`."""

    def __init__(self, find: Callable[[], str], silence: float = SILENCE_SECONDS) -> None:
        """Keep how long silence lasts, and how to find the event device: a scanner may come back elsewhere."""
        self._find = find
        self._silence = silence
        self._device = -1
        self._keys = KeyDecoder()

    def open(self) -> None:
        """Find the device, and grab it. Without the grab its keys would reach the glass: then it is not opened at all."""
        self.close()
        path = self._find()
        try:
            self._device = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise fault_of(error) from error
        try:
            fcntl.ioctl(self._device, EVIOCGRAB, 1)
        except OSError as error:
            self.close()
            raise DeviceError((Trouble.GONE if error.errno == errno.ENODEV else Trouble.HELD).value) from error
        self._keys = KeyDecoder()

    def read(self) -> bytes:
        """Give what was typed; empty after a short silence. A key let go types nothing, and is no silence either."""
        for _ in range(LONGEST_CHATTER):
            events = self._events()
            typed = b"".join(self._meaning(kind, code, value) for _, _, kind, code, value in EVENT.iter_unpack(events))
            if typed or not events:
                return typed
        return b""

    def tell(self, command: bytes) -> None:
        """Do nothing: a keyboard hears nothing."""

    def close(self) -> None:
        """Let go of the device, and of its keys."""
        if self._device >= 0:
            with contextlib.suppress(OSError):
                os.close(self._device)
        self._device = -1

    def _events(self) -> bytes:
        """Wait for events, as long as silence lasts."""
        if self._device < 0:
            raise DeviceError(Trouble.GONE.value)
        try:
            ready, _, _ = select.select((self._device,), (), (), self._silence)
            return os.read(self._device, EVENT.size * EVENTS_AT_ONCE) if ready else b""
        except (OSError, ValueError) as error:
            raise DeviceError(Trouble.GONE.value) from error

    def _meaning(self, kind: int, code: int, value: int) -> bytes:
        """Give the bytes of one event; a key that repeats is held, not pressed again."""
        if kind == EV_KEY and value == PRESSED:
            return self._keys.pressed(code)
        if kind == EV_KEY and value == RELEASED:
            self._keys.released(code)
        return self._lost_some() if (kind, code) == (EV_SYN, SYN_DROPPED) else b""

    def _lost_some(self) -> bytes:
        """Events were dropped on the way: the code is damaged, and no key is known to be held."""
        self._keys = KeyDecoder()
        return DAMAGED
