"""A bad line between our printer code and a pretend printer: it cuts, stalls, throttles, mutes and makes noise, byte for byte."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from devices.pretend_port import PretendPort

TICK = 0.004
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class BadLine:
    """Carries bytes both ways until told otherwise. On TCP by default; with a `port` it is a serial line.

    A serial line keeps its far end when the near one is pulled out, as a printer keeps its power when a cable is pulled.
    """

    def __init__(self, far: int, dice: Random, port: PretendPort | None = None) -> None:
        """Know the printer's port and where chance comes from."""
        self._far_port = far
        self._dice = dice
        self._port = port
        self._listener = None if port else socket.create_server(("127.0.0.1", 0))
        self._near: socket.socket | None = None
        self._far: socket.socket | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bad-line", daemon=True)
        self._carried = 0.0
        self.heal()

    def heal(self) -> None:
        """Be a good line again, with the cable in."""
        self.sent = 0
        self.cut_after: int | None = None
        self.with_reset = False
        self.stall_after: int | None = None
        self.rate = 0.0
        self.mute = False
        self.noise = 0.0
        self.refuse = False
        self.stale = b""
        self.lie = b""
        if self._port is not None:
            self._port.plug()

    @property
    def near(self) -> int:
        """Give the port to connect to."""
        assert self._listener is not None
        number: int = self._listener.getsockname()[1]
        return number

    def start(self) -> None:
        """Begin to carry."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of everything."""
        self._stopping.set()
        self._thread.join(5)
        for end in (self._near, self._far, self._listener):
            if end is not None:
                end.close()
        if self._port is not None:
            self._port.unplug()

    def pull(self) -> None:
        """Pull the cable now."""
        self.cut_after = 0
        self.sent = 0

    def _run(self) -> None:
        """Carry until stopped."""
        while not self._stopping.is_set():
            self._connect_far()
            ends = [end for end in (self._listener, self._near if self._may_carry() else None, self._far) if end is not None]
            ready, _, _ = select.select(ends, (), (), TICK)
            if self.cut_after == 0:
                self._cut()
            if self._listener in ready:
                self._accept()
            self._carry(ready)

    def _carry(self, ready: list[socket.socket]) -> None:
        """Carry what has come, each way."""
        if self._port is not None and self._may_carry():
            self._forward(self._port.read(0))
        elif self._near in ready and self._near is not None:
            self._carry_near(self._near)
        if self._far in ready and self._far is not None:
            self._carry_far(self._far)

    def _connect_far(self) -> None:
        """A serial printer is always at the other end, as long as it has power."""
        if self._far is None and (self._port is not None or self._near is not None):
            with contextlib.suppress(OSError):
                self._far = socket.create_connection(("127.0.0.1", self._far_port), timeout=1)

    def _may_carry(self) -> bool:
        """Whether the line takes bytes now."""
        if self.stall_after is not None and self.sent >= self.stall_after:
            return False
        return not self.rate or time.monotonic() >= self._carried

    def _accept(self) -> None:
        """Take a connection, the only one; or refuse it."""
        assert self._listener is not None
        made, _ = self._listener.accept()
        if self.refuse:
            made.close()
            return
        self._hang_up()
        self._near = made
        self._connect_far()
        if self.stale:
            made.sendall(self.stale)

    def _carry_near(self, near: socket.socket) -> None:
        """Carry what the kiosk sends."""
        try:
            data = near.recv(64 if self.rate else 4096)
        except OSError:
            data = b""
        if data:
            self._forward(data)
        else:
            self._hang_up()

    def _forward(self, data: bytes) -> None:
        """Hand bytes to the printer, as many as the line lets through."""
        limits = [limit for limit in (self.cut_after, self.stall_after) if limit is not None]
        room = min([max(0, limit - self.sent) for limit in limits], default=len(data))
        piece = data[:room]
        self.sent += len(data)
        if self.rate:
            self._carried = time.monotonic() + len(piece) / self.rate
        if piece and self._far is not None:
            with contextlib.suppress(OSError):
                self._far.sendall(piece)
        if self.cut_after is not None and self.sent >= self.cut_after:
            self._cut()

    def _carry_far(self, far: socket.socket) -> None:
        """Carry what the printer says, if it is let."""
        try:
            said = far.recv(4096)
        except OSError:
            said = b""
        if not said:
            far.close()
            self._far = None
            if self._port is None:
                self._hang_up()
            return
        heard = b"" if self.mute else self.lie + self._with_noise(said)
        self.lie = b""
        with contextlib.suppress(OSError):
            if self._port is not None:
                self._port.write(heard)
            elif self._near is not None:
                self._near.sendall(heard)

    def _with_noise(self, said: bytes) -> bytes:
        """Put random bytes between the printer's, and change some."""
        if not self.noise:
            return said
        heard = bytearray()
        for byte in said:
            if self._dice.random() < self.noise:
                heard += self._dice.randbytes(self._dice.randint(1, 3))
            heard.append(self._dice.randrange(256) if self._dice.random() < self.noise else byte)
        return bytes(heard)

    def _cut(self) -> None:
        """Be cut through. A serial cable stays out until the line is healed."""
        self.cut_after = None
        if self._port is not None:
            self._port.unplug()
        else:
            self._hang_up()

    def _hang_up(self) -> None:
        """End both connections, and the near one with a reset if that was asked for."""
        if self._near is not None:
            if self.with_reset:
                with contextlib.suppress(OSError):
                    self._near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            self._near.close()
        if self._far is not None and self._port is None:
            self._far.close()
            self._far = None
        self._near = None
