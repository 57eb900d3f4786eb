"""The line to a printer on the network."""

from __future__ import annotations

import contextlib
import select
import socket
import threading

from devices.printer.transport import CHUNK, FAST, SLICE_SECONDS, Deadline, gone, too_slow
from kiosk.ports import DeviceError, Trouble

CONNECT_SECONDS = 1.5
"""How long a connection may take; less than the two seconds within which the kiosk stops."""


class TcpTransport:
    """A printer on the network, usually on port 9100."""

    answer_seconds = 0.5
    expiry_seconds = 20.0
    rate = FAST
    resumes = False
    answers = True

    def __init__(self, host: str, port: int) -> None:
        """Keep the address."""
        self._address = (host, port)
        self._socket: socket.socket | None = None
        self._cancelled = threading.Event()
        self.written = 0

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
                count = line.send(rest[: CHUNK * 8]) if ready else 0
            except (OSError, ValueError) as error:
                raise gone(error) from error
            self.written += count
            rest = rest[count:]

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

    def hint(self) -> Trouble | None:
        """Know nothing: a network cable says nothing of paper."""
        return None

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
