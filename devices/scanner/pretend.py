"""A pretend barcode scanner: a real pseudo-terminal under a stable name, from which codes come when told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.pretend_port import PretendPort

if TYPE_CHECKING:
    from pathlib import Path


class PretendScanner:
    """A scanner that lives in this process. A product: a demo scans with it, and the tests do."""

    def __init__(self, *, link: Path, suffix: str = "\r") -> None:
        """Keep the path it is found at, and what it sends after every code."""
        self._port = PretendPort(link)
        self._suffix = suffix

    @property
    def link(self) -> Path:
        """Give the path that the kiosk opens."""
        return self._port.link

    def plug(self) -> None:
        """Put the scanner in."""
        self._port.plug()

    def unplug(self) -> None:
        """Pull the scanner out."""
        self._port.unplug()

    def scan(self, text: str) -> bool:
        """Scan a code; False when the scanner is out."""
        return self.send((text + self._suffix).encode())

    def send(self, data: bytes) -> bool:
        """Send bytes as they are; False when the scanner is out."""
        return self._port.write(data)

    def heard(self, within: float) -> bytes:
        """Give what the scanner was told, waiting at most `within` seconds."""
        return self._port.read(within)
