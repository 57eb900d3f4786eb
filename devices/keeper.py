"""The keepers: each owns one device and one thread, keeps the device alive, and says so when it cannot."""

from __future__ import annotations

from devices.printer_keeper import PrinterKeeper
from devices.scanner_keeper import ScannerKeeper

__all__ = ["PrinterKeeper", "ScannerKeeper"]
