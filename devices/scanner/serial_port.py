"""A scanner on a serial port, or on anything pyserial has a URL for."""

from __future__ import annotations

import contextlib
import termios
from typing import TYPE_CHECKING

from devices.faults import fault_of
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    import serial

SILENCE_SECONDS = 0.06
"""How long `read` waits. Nothing for so long means that a code is complete."""

WRITE_SECONDS = 0.5
"""How long a scanner may take to hear a command."""

SERIAL_FAULTS = (OSError, termios.error, ValueError, TypeError)
"""What pyserial raises when a port goes away: its own errors are OSErrors, some of its system calls are not wrapped,
and a port closed under it shows as a TypeError."""


class SerialScanner:
    """Implements `ports.Scanner`."""

    def __init__(self, find: Callable[[], str], baud: int = 9600, silence: float = SILENCE_SECONDS) -> None:
        """Keep the speed, how long silence lasts, and how to find what pyserial opens: a scanner may come back elsewhere."""
        self._find = find
        self._baud = baud
        self._silence = silence
        self._port: serial.Serial | None = None

    def open(self) -> None:
        """Find the port, and open it for us alone."""
        import serial

        self.close()
        url = self._find()
        try:
            self._port = serial.serial_for_url(url, self._baud, timeout=self._silence, write_timeout=WRITE_SECONDS, exclusive=True)
        except SERIAL_FAULTS as error:
            raise fault_of(error) from error

    def read(self) -> bytes:
        """Give what has come; empty after a short silence."""
        if self._port is None:
            raise DeviceError(Trouble.GONE.value)
        try:
            return bytes(self._port.read(self._port.in_waiting or 1))
        except SERIAL_FAULTS as error:
            raise DeviceError(Trouble.GONE.value) from error

    def tell(self, command: bytes) -> None:
        """Write a command."""
        if self._port is None:
            raise DeviceError(Trouble.GONE.value)
        try:
            self._port.write(command)
        except SERIAL_FAULTS as error:
            raise DeviceError(Trouble.GONE.value) from error

    def close(self) -> None:
        """Close the port; a port that was pulled out raises here, and that is no news."""
        if self._port is not None:
            line = getattr(self._port, "_socket", None)
            with contextlib.suppress(*SERIAL_FAULTS):
                self._port.close()
            if line is not None:
                line.close()  # pyserial forgets it when the other end has hung up
        self._port = None
