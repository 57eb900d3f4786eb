"""The scanners of the contract suite: each can be plugged, pulled out and scanned with, and has an address to be opened at."""

from __future__ import annotations

import json
import os
import re
import socket
from typing import TYPE_CHECKING, Protocol

import requests

from devices.plugged import Kind, finder
from devices.scanner.addresses import scanner_at
from devices.scanner.pretend import PretendScanner
from devices.scanner.serial_port import SerialScanner
from kiosk.ports import DeviceError, Trouble
from tests.devices import referee
from tests.devices.fake_system import FakeSystem
from tests.devices.typewriter import Typewriter

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.ports import Scanner

PATIENCE_S = 5.0


class Bench(Protocol):
    """A scanner on the bench."""

    def opened_by(self) -> Scanner:
        """Give our driver for it."""

    def plug(self) -> None:
        """Put it in."""

    def unplug(self) -> None:
        """Pull it out."""

    def scan(self, text: str) -> object:
        """Scan a code."""


class ByPath(PretendScanner):
    """A pseudo-terminal, found by its stable name."""

    def __init__(self, folder: Path) -> None:
        """Lie in `folder`."""
        super().__init__(link=folder / "scanner")

    def opened_by(self) -> Scanner:
        """By its path."""
        return scanner_at(f"serial:{self.link}", 9600)


class ByUsb(ByPath):
    """The same, found by vendor and product in a folder that looks like the kernel's."""

    def __init__(self, folder: Path) -> None:
        """Lie in `folder`, and be listed there."""
        self._system = FakeSystem(folder)
        super().__init__(folder)
        self.link.parent.mkdir(exist_ok=True)

    def opened_by(self) -> Scanner:
        """By its vendor and product."""
        return SerialScanner(finder(Kind.SERIAL, "0C2E:0B61", self._system.sys, self._system.dev))

    def plug(self) -> None:
        """Put it in: the kernel lists it."""
        super().plug()
        self._system.add_serial("ttyACM7", usb="0c2e:0b61", node=self.link)

    def unplug(self) -> None:
        """Pull it out: the kernel lists it no more."""
        self._system.remove("tty", "ttyACM7")
        super().unplug()


class OnTheNetwork:
    """A scanner behind a serial server: pyserial's `socket://`."""

    def __init__(self, _folder: Path) -> None:
        """Find a free port, where nobody listens yet."""
        self._server: socket.socket | None = None
        self._line: socket.socket | None = None
        with socket.create_server(("127.0.0.1", 0)) as server:
            self._port = server.getsockname()[1]

    def opened_by(self) -> Scanner:
        """By its address."""
        return scanner_at(f"socket://127.0.0.1:{self._port}", 9600)

    def plug(self) -> None:
        """Listen; whoever calls is taken when there is something to say."""
        self._server = socket.create_server(("127.0.0.1", self._port))
        self._server.settimeout(PATIENCE_S)

    def unplug(self) -> None:
        """Hang up, and listen no more."""
        for end in (self._line, self._server):
            if end is not None:
                end.close()
        self._line = self._server = None

    def scan(self, text: str) -> None:
        """Send a code to whoever called."""
        assert self._server is not None
        self._line = self._line or self._server.accept()[0]
        self._line.sendall(f"{text}\r".encode())


class Typing:
    """A scanner that acts as a keyboard: a virtual one of the kernel's own, where /dev/uinput is there."""

    def __init__(self, _folder: Path) -> None:
        """Have no keyboard yet."""
        self._keys: Typewriter | None = None

    def opened_by(self) -> Scanner:
        """By its vendor and product."""
        return scanner_at("hid:1d6b:0abc", 9600)

    def plug(self) -> None:
        """Make the keyboard."""
        self._keys = Typewriter()

    def unplug(self) -> None:
        """Take it away."""
        if self._keys is not None:
            self._keys.close()
        self._keys = None

    def scan(self, text: str) -> None:
        """Type a code."""
        assert self._keys is not None
        self._keys.type(f"{text}\r")

    @staticmethod
    def absence() -> str:
        """Say why there can be none; empty when there can."""
        return (
            "" if os.access("/dev/uinput", os.W_OK) else "no /dev/uinput: the guest test (bin/test long guest) looks at keyboards"
        )


class Emulated(referee.Referee):
    """The scanner of an emulator that others wrote, on its pseudo-terminal."""

    def opened_by(self) -> Scanner:
        """By the path that the emulator names."""
        return SerialScanner(self._path, 9600)

    def plug(self) -> None:
        """Start it."""
        self.__enter__()

    def unplug(self) -> None:
        """Stop it, where it runs."""
        self.__exit__()

    def scan(self, text: str) -> None:
        """Let it scan."""
        body = json.dumps({"data": text, "countdown_seconds": 0})
        answer = self._web.post(
            f"{self._api}/devices/scan/scans", data=body, headers={"Content-Type": "application/json"}, timeout=5
        )
        answer.raise_for_status()

    def _path(self) -> str:
        """Ask it where its scanner is."""
        try:
            return str(re.findall(r'"link_path":\s*"([^"]+)"', self._ask("GET", "/devices").decode())[0])
        except (requests.RequestException, IndexError) as error:
            raise DeviceError(Trouble.GONE.value) from error

    def _device(self) -> str:
        """Give a scanner that sends a carriage return."""
        line = f"{{serial: {{pty: true, link: s{self.port}}}}}"
        return f"  - {{id: scan, type: scanner, mode: serial, suffix: enter, connections: [{line}]}}\n"
