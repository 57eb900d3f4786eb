"""The line to a printer on a serial port."""

from __future__ import annotations

import contextlib
import termios
import threading
from typing import TYPE_CHECKING

from devices.faults import fault_of
from devices.printer.transport import CHUNK, SLICE_SECONDS, Deadline, gone, too_slow
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    import serial

SERIAL_FAULTS = (OSError, termios.error, ValueError, TypeError)
"""What pyserial raises when a port goes away: its own errors are OSErrors, some of its system calls are not wrapped,
and a port closed under it shows as a TypeError."""


class SerialTransport:
    """A printer on a serial port, or on anything else pyserial has a URL for."""

    answer_seconds = 1.5
    expiry_seconds = 120.0
    resumes = True
    answers = True

    def __init__(self, url: str, baud: int) -> None:
        """Keep the address and the speed."""
        self._url = url
        self._baud = baud
        self._port: serial.Serial | None = None
        self._cancelled = threading.Event()
        self.rate = baud / 10
        self.written = 0

    def open(self) -> None:
        """Open the port for us alone."""
        import serial

        self.close()
        self._cancelled.clear()
        try:
            self._port = serial.serial_for_url(
                self._url, self._baud, timeout=SLICE_SECONDS, write_timeout=SLICE_SECONDS * 10, exclusive=True
            )
        except SERIAL_FAULTS as error:
            raise fault_of(error) from error

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data` in small pieces, each with its own time limit."""
        from serial import SerialTimeoutException

        deadline = Deadline(within)
        for start in range(0, len(data), CHUNK):
            port = self._line()
            if self._cancelled.is_set() or not deadline.left:
                raise too_slow(self._cancelled)
            piece = data[start : start + CHUNK]
            try:
                port.write(piece)
            except SerialTimeoutException as error:
                self.written += len(piece)  # some of it may have left, and nobody says how much
                raise DeviceError(Trouble.SILENT.value) from error
            except SERIAL_FAULTS as error:
                raise gone(error) from error
            self.written += len(piece)

    def read(self, within: float) -> bytes:
        """Read what is there."""
        deadline = Deadline(within)
        while True:
            port = self._line()
            try:
                port.timeout = min(SLICE_SECONDS, deadline.left)
                data = port.read(port.in_waiting or 1)
            except SERIAL_FAULTS as error:
                raise gone(error) from error
            if data or self._cancelled.is_set() or not deadline.left:
                return bytes(data)

    def hint(self) -> Trouble | None:
        """Know nothing: a serial line says nothing of paper."""
        return None

    def cancel(self) -> None:
        """Set the mark that `read` and `write` look at."""
        self._cancelled.set()

    def close(self) -> None:
        """Close the port, dropping what waits in it; a port that was pulled out raises here, and that is no news."""
        port, self._port = self._port, None
        if port is not None:
            with contextlib.suppress(*SERIAL_FAULTS):
                port.reset_output_buffer()  # else the close of a stuck port waits for it
            with contextlib.suppress(*SERIAL_FAULTS):
                port.close()

    def _line(self) -> serial.Serial:
        """Give the open port."""
        if self._port is None:
            raise DeviceError(Trouble.GONE.value)
        return self._port
