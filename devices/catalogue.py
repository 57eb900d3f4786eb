"""The catalogue: from an address in the settings to a device. The only place that knows which kinds there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from devices.printer.encode import SlipEncoder
from devices.printer.file_transport import FileTransport
from devices.printer.thermal import ThermalPrinter
from devices.printer.transport import SerialTransport, TcpTransport
from devices.scanner.addresses import scanner_at
from devices.serial_url import serial_url

if TYPE_CHECKING:
    from devices.printer.transport import Transport
    from kiosk.ports import Printer

__all__ = ["printer_at", "scanner_at"]

RAW_PORT = 9100
"""Where network printers listen."""

KNOWN_PRINTERS = "tcp://host:port, serial:/dev/..., a pyserial URL, file:/path, slips:/folder"


def printer_at(address: str, *, paper_mm: int, font_folder: Path, status: bool, baud: int = 115_200) -> Printer:
    """Give the printer at an address. `status` False = it never answers. Raises ValueError that names what is known."""
    if address.startswith("slips:"):
        return _folder_printer(Path(address.removeprefix("slips:")), paper_mm, font_folder)
    transport = _transport(address, baud)
    answers = status and not isinstance(transport, FileTransport)
    return ThermalPrinter(transport=transport, encode=SlipEncoder(paper_mm=paper_mm, font_folder=font_folder), status=answers)


def _transport(address: str, baud: int) -> Transport:
    """Give the line at an address."""
    url = serial_url(address)
    if url:
        return SerialTransport(url, baud)
    if address.startswith("tcp://"):
        parts = urlsplit(address)
        if parts.hostname:
            return TcpTransport(parts.hostname, parts.port or RAW_PORT)
    if address.startswith("file:/"):
        return FileTransport(Path(address.removeprefix("file:")))
    raise ValueError(f"no printer is known at {address!r}: known are {KNOWN_PRINTERS}")


def _folder_printer(folder: Path, paper_mm: int, font_folder: Path) -> Printer:
    """Give the printer that is a folder; the drawing library is imported only for this one."""
    from devices.printer.to_file import FilePrinter
    from kiosk.slips.layout import SlipLayout
    from kiosk.slips.paper import paper_of

    return FilePrinter(folder=folder, layout=SlipLayout(paper_of(paper_mm), font_folder=font_folder))
