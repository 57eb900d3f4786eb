"""What all lines share that are a file descriptor: writing to it without ever being stuck."""

from __future__ import annotations

import contextlib
import os
import select
import threading

from devices.printer.transport import CHUNK, SLICE_SECONDS, Deadline, gone, too_slow
from kiosk.ports import DeviceError, Trouble


class Descriptor:
    """An open file descriptor of a device node or a file, in non-blocking mode."""

    def __init__(self) -> None:
        """Begin closed."""
        self._number: int | None = None
        self.cancelled = threading.Event()
        self.written = 0

    def hold(self, number: int) -> None:
        """Hold a descriptor that was just opened."""
        self.close()
        self.cancelled.clear()
        self._number = number

    @property
    def number(self) -> int:
        """Give the open descriptor. Raises DeviceError when it is closed."""
        if self._number is None:
            raise DeviceError(Trouble.GONE.value)
        return self._number

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data`, watching the clock between pieces."""
        deadline = Deadline(within)
        rest = memoryview(data)
        while rest:
            number = self.number
            if self.cancelled.is_set() or not deadline.left:
                raise too_slow(self.cancelled)
            try:
                _, ready, _ = select.select((), (number,), (), min(SLICE_SECONDS, deadline.left))
                count = os.write(number, rest[:CHUNK]) if ready else 0
            except BlockingIOError:
                continue
            except OSError as error:
                raise gone(error) from error
            self.written += count
            rest = rest[count:]

    def read(self, within: float) -> bytes:
        """Read what is there. An empty packet is nothing, not an end."""
        deadline = Deadline(within)
        while True:
            data = self._read_once(min(SLICE_SECONDS, deadline.left))
            if data or self.cancelled.is_set() or not deadline.left:
                return data

    def _read_once(self, within: float) -> bytes:
        """Wait once and read once."""
        number = self.number
        try:
            ready, _, _ = select.select((number,), (), (), within)
            data = os.read(number, 4096) if ready else None
        except BlockingIOError:
            return b""
        except OSError as error:
            raise gone(error) from error
        if data == b"":
            self.cancelled.wait(within)
        return data or b""

    def close(self) -> None:
        """Close it."""
        if self._number is not None:
            with contextlib.suppress(OSError):
                os.close(self._number)
        self._number = None
