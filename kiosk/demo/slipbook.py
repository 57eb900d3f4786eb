"""Collects the slips of a tour: each as a picture, and as the bytes that were sent to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from devices.printer.pretend import PretendPrinter


class SlipBook:
    """Waits for slips of a pretend printer and keeps them."""

    def __init__(self, printer: PretendPrinter, out: Path) -> None:
        """Take the printer, and the folder the slips go to."""
        self._printer = printer
        self._out = out
        self.names: list[str] = []

    def take(self, name: str, within: float = 15.0) -> bool:
        """Wait for the next slip and keep it as `slip-NN-name.png` and `.bin`; False when none came."""
        wanted = len(self.names) + 1
        if not self._printer.wait_for(wanted, within):
            return False
        stem = f"slip-{wanted:02d}-{name}"
        self._printer.slips[wanted - 1].save(self._out / f"{stem}.png")
        (self._out / f"{stem}.bin").write_bytes(self._printer.jobs[wanted - 1])
        self.names.append(f"{stem}.png")
        return True

    def code(self) -> str:
        """Read the QR code of the last slip, as a scanner would. Raises ValueError when it cannot be read."""
        from zxingcpp import read_barcode

        found = read_barcode(self._printer.slips[len(self.names) - 1].convert("L"))
        if found is None:
            raise ValueError("the QR code of the slip cannot be read")
        return str(found.text)
