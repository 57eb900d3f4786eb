"""What the panel asks of the pretend devices: short words over a local socket, so that the panel can be any window."""

from __future__ import annotations

import contextlib
import select
import socket
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from devices.printer.pretend import PretendPrinter
    from devices.scanner.pretend import PretendScanner

LONGEST = 512


class Told(Protocol):
    """Whoever has the pretend devices: the demo, or `kiosk devices pretend`."""

    printer: PretendPrinter
    scanner: PretendScanner


class OrderBox:
    """The listening end."""

    def __init__(self, path: Path) -> None:
        """Listen at `path`."""
        path.unlink(missing_ok=True)
        self._path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))

    def next(self, within: float) -> str | None:
        """Wait for an order, at most `within` seconds."""
        with contextlib.suppress(InterruptedError):
            if select.select([self._socket], [], [], within)[0]:
                return self._socket.recv(LONGEST).decode("utf-8", "replace")
        return None

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()
        self._path.unlink(missing_ok=True)


def give(path: Path, order: str) -> bool:
    """Give an order; False when nobody listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as giving:
        try:
            giving.sendto(order.encode(), str(path))
        except OSError:
            return False
    return True


def obey(told: Told, order: str) -> bool:
    """Do what an order says; False when it is none we know."""
    what, _, rest = order.partition(" ")
    printer, scanner = told.printer, told.scanner
    acts = {
        "scan": lambda: scanner.scan(rest),
        "send": lambda: scanner.send(rest.encode("latin-1", "replace")),
        "paper-out": printer.paper_out,
        "paper-low": printer.paper_low,
        "cover-open": printer.cover_open,
        "offline": printer.offline,
        "mute": printer.mute,
        "well": printer.well,
        "unplug-printer": printer.unplug,
        "plug-printer": printer.plug,
        "unplug-scanner": scanner.unplug,
        "plug-scanner": scanner.plug,
    }
    act = acts.get(what)
    if act is None:
        return False
    act()
    return True
