"""A pretend receipt printer on a TCP socket or a pretend serial port. It prints to pictures, and can be told to fail."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from typing import TYPE_CHECKING

from devices.printer.mechanism import Mechanism

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from devices.pretend_port import PretendPort

TICK_SECONDS = 0.05


class PretendPrinter:
    """An ESC/POS printer that lives in this process. A product: a demo runs on it, and the tests do.

    On TCP with `port` 0 it finds a free port, and keeps it when unplugged and plugged in again. With `serial` it sits on a
    pretend serial port instead. Slips are kept in `slips`, and written to `folder` as `NNN.png` when one is given.
    """

    def __init__(self, *, folder: Path | None = None, port: int = 0, serial: PretendPort | None = None, width: int = 576) -> None:
        """Keep how to be reached; nothing runs until `start`."""
        self._mechanism = Mechanism(folder=folder, width=width)
        self._serial = serial
        self._listener: socket.socket | None = None
        self._stopping = threading.Event()
        self._plugged = threading.Event()
        self._thread: threading.Thread | None = None
        self.port = port

    # ------------------------------------------------------------------------------------------------------- power

    def start(self) -> None:
        """Plug in and serve."""
        self._stopping.clear()
        self.plug()

    def stop(self) -> None:
        """Unplug for good."""
        self.unplug()

    def plug(self) -> None:
        """Connect the cable: the same address as before."""
        if self._thread is not None:
            return
        self._stopping.clear()
        if self._serial is not None:
            self._serial.plug()
        else:
            self._listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
            self.port = self._listener.getsockname()[1]
        serve = self._serve_tcp if self._serial is None else self._serve_serial
        self._thread = threading.Thread(target=serve, name="pretend-printer", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull the cable: every connection breaks, and what was half received is lost."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(2)
        self._thread = None
        if self._serial is not None:
            self._serial.unplug()
        self._mechanism.power_off()

    # ------------------------------------------------------------------------------------------------------ troubles

    def paper_out(self) -> None:
        """Run out of paper: jobs are held until there is some."""
        self._mechanism.fail("paper_out")

    def paper_low(self) -> None:
        """Be near the end of the roll: it still prints."""
        self._mechanism.fail("paper_low")

    def cover_open(self) -> None:
        """Stand with an open cover."""
        self._mechanism.fail("cover_open")

    def offline(self) -> None:
        """Be offline without saying why."""
        self._mechanism.fail("offline")

    def cutter(self) -> None:
        """Stand with a jammed knife."""
        self._mechanism.fail("cutter")

    def busy(self) -> None:
        """Answer that all is well, and print nothing of what is sent yet."""
        self._mechanism.fail("busy")

    def deaf(self) -> None:
        """Not know the order to throw away what is held, as some printers do not."""
        self._mechanism.fail("deaf")

    def mute(self) -> None:
        """Print, but answer nothing."""
        self._mechanism.fail("mute")

    def fail_after(self, commands: int, fault: str = "paper_out") -> None:
        """Fail by itself after so many more commands: in the middle of a slip. `fault` is the name of one of the above."""
        self._mechanism.fail_after(commands, fault)

    def well(self) -> None:
        """Mend everything; what was held is printed now."""
        self._mechanism.mend()

    # --------------------------------------------------------------------------------------------------------- paper

    @property
    def slips(self) -> tuple[Image.Image, ...]:
        """Give the slips that have been cut, oldest first."""
        return self._mechanism.slips

    @property
    def jobs(self) -> tuple[bytes, ...]:
        """Give the bytes that came for each slip."""
        return self._mechanism.jobs

    def wait_for(self, count: int, seconds: float) -> bool:
        """Wait until `count` slips have been cut; False when they were not in time."""
        return self._mechanism.wait_for(count, seconds)

    # ------------------------------------------------------------------------------------------------------- serving

    def _serve_serial(self) -> None:
        """Read the pretend port until unplugged."""
        port = self._serial
        while port is not None and not self._stopping.is_set():
            data = port.read(TICK_SECONDS)
            answer = self._mechanism.receive(data)
            if answer:
                port.write(answer)

    def _serve_tcp(self) -> None:
        """Serve connections until unplugged; every connection starts clean, as a network printer's does."""
        if self._listener is None:
            return
        connections = selectors.DefaultSelector()
        connections.register(self._listener, selectors.EVENT_READ)
        while not self._stopping.is_set():
            for key, _ in connections.select(TICK_SECONDS):
                self._step(connections, key.fileobj)
            self._broadcast(connections)
        for source in [key.fileobj for key in connections.get_map().values()]:
            if isinstance(source, socket.socket):
                source.close()
        connections.close()

    def _broadcast(self, connections: selectors.BaseSelector) -> None:
        """Send what the printer says by itself to everybody who is connected."""
        unasked = self._mechanism.receive(b"")
        for key in connections.get_map().values() if unasked else ():
            if isinstance(key.fileobj, socket.socket) and key.fileobj is not self._listener:
                with contextlib.suppress(OSError):
                    key.fileobj.sendall(unasked)

    def _step(self, connections: selectors.BaseSelector, source: object) -> None:
        """Take a new connection, or bytes of one."""
        if source is self._listener and self._listener is not None:
            connections.register(self._listener.accept()[0], selectors.EVENT_READ)
            return
        if not isinstance(source, socket.socket):
            return
        try:
            data = source.recv(65_536)
            source.sendall(self._mechanism.receive(data))
        except OSError:
            data = b""
        if not data:
            connections.unregister(source)
            source.close()
            self._mechanism.hang_up()
