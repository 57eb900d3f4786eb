"""The lines a printer hangs on: TCP, serial, or a file. They move bytes within a deadline and know nothing of printing."""

from __future__ import annotations

import contextlib
import select
import socket
import termios
import threading
import time
from typing import TYPE_CHECKING, Protocol

from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    import serial

CONNECT_SECONDS = 1.5
"""How long a connection may take; less than the two seconds within which the kiosk stops."""

SLICE_SECONDS = 0.1
"""The longest single wait, so that a cancelled call ends soon."""

CHUNK = 512
"""Bytes written at a time."""

SERIAL_FAULTS = (OSError, termios.error, ValueError, TypeError)
"""What pyserial raises when a port goes away: its own errors are OSErrors, some of its system calls are not wrapped,
and a port closed under it shows as a TypeError."""


class Transport(Protocol):
    """A line to a printer. One owner; only `cancel` may come from another thread."""

    answer_seconds: float
    """How long a printer on this line may take to answer."""

    rate: float
    """Bytes a second that the line carries."""

    resumes: bool
    """Whether a new `open` continues the old stream of bytes, so that half a picture is still awaited."""

    def open(self) -> None:
        """Connect. Raises DeviceError `gone`."""

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data` in `within` seconds. Raises DeviceError: `gone`, `silent` when too slow, `unknown` when cancelled."""

    def read(self, within: float) -> bytes:
        """Give what has arrived, waiting at most `within` seconds for the first byte; empty = nothing. Raises DeviceError."""

    def cancel(self) -> None:
        """Make a call that is under way end soon. Never raises."""

    def close(self) -> None:
        """Let go. Never raises."""


class Deadline:
    """Seconds that run out."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Start now."""
        self._clock = clock
        self._end = clock() + seconds

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - self._clock())


def gone(error: BaseException) -> DeviceError:
    """Give the error that says that a device went away, with `error` as its cause."""
    fault = DeviceError(Trouble.GONE.value)
    fault.__cause__ = error
    return fault


def too_slow(cancelled: threading.Event) -> DeviceError:
    """Give the error of a call that did not end in time, or was cancelled."""
    return DeviceError((Trouble.UNKNOWN if cancelled.is_set() else Trouble.SILENT).value)


class TcpTransport:
    """A printer on the network, usually on port 9100."""

    answer_seconds = 0.5
    rate = 200_000.0
    resumes = False

    def __init__(self, host: str, port: int) -> None:
        """Keep the address."""
        self._address = (host, port)
        self._socket: socket.socket | None = None
        self._cancelled = threading.Event()

    def open(self) -> None:
        """Connect, without delay of small packets."""
        self.close()
        self._cancelled.clear()
        try:
            self._socket = socket.create_connection(self._address, timeout=CONNECT_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            self._socket.settimeout(0)
        except OSError as error:
            self.close()
            raise gone(error) from error

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data`, watching the clock between pieces."""
        deadline = Deadline(within)
        rest = memoryview(data)
        while rest:
            line = self._line()
            if self._cancelled.is_set() or not deadline.left:
                raise too_slow(self._cancelled)
            try:
                _, ready, _ = select.select((), (line,), (), min(SLICE_SECONDS, deadline.left))
                rest = rest[line.send(rest[: CHUNK * 8]) :] if ready else rest
            except (OSError, ValueError) as error:
                raise gone(error) from error

    def read(self, within: float) -> bytes:
        """Read what is there; an end of the stream means that the printer is gone."""
        deadline = Deadline(within)
        while True:
            line = self._line()
            try:
                ready, _, _ = select.select((line,), (), (), min(SLICE_SECONDS, deadline.left))
                data = line.recv(4096) if ready else None
            except (OSError, ValueError) as error:
                raise gone(error) from error
            if data == b"":
                raise DeviceError(Trouble.GONE.value)
            if data or self._cancelled.is_set() or not deadline.left:
                return data or b""

    def cancel(self) -> None:
        """Set the mark that `read` and `write` look at ten times a second."""
        self._cancelled.set()

    def close(self) -> None:
        """Close the socket."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.close()
        self._socket = None

    def _line(self) -> socket.socket:
        """Give the open socket."""
        if self._socket is None:
            raise DeviceError(Trouble.GONE.value)
        return self._socket


class SerialTransport:
    """A printer on a serial port, or on anything else pyserial has a URL for."""

    answer_seconds = 1.5
    resumes = True

    def __init__(self, url: str, baud: int) -> None:
        """Keep the address and the speed."""
        self._url = url
        self._baud = baud
        self._port: serial.Serial | None = None
        self._cancelled = threading.Event()
        self.rate = baud / 10

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
            raise gone(error) from error

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data` in small pieces, each with its own time limit."""
        from serial import SerialTimeoutException

        deadline = Deadline(within)
        for start in range(0, len(data), CHUNK):
            port = self._line()
            if self._cancelled.is_set() or not deadline.left:
                raise too_slow(self._cancelled)
            try:
                port.write(data[start : start + CHUNK])
            except SerialTimeoutException as error:
                raise DeviceError(Trouble.SILENT.value) from error
            except SERIAL_FAULTS as error:
                raise gone(error) from error

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

    def cancel(self) -> None:
        """Set the mark that `read` and `write` look at."""
        self._cancelled.set()

    def close(self) -> None:
        """Close the port; a port that was pulled out raises here, and that is no news."""
        if self._port is not None:
            with contextlib.suppress(*SERIAL_FAULTS):
                self._port.close()
        self._port = None

    def _line(self) -> serial.Serial:
        """Give the open port."""
        if self._port is None:
            raise DeviceError(Trouble.GONE.value)
        return self._port
