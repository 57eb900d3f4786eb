"""The catalogue: from an address in the settings to a device. The only place that knows which kinds there are."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from devices.plugged import USB_ID, Kind, finder
from devices.printer.encode import SlipEncoder
from devices.printer.profiles import profile as profile_of
from devices.printer.thermal import ThermalPrinter
from devices.scanner.addresses import scanner_at
from devices.serial_url import serial_url

if TYPE_CHECKING:
    from devices.printer.profiles import Profile
    from devices.printer.transport import Transport
    from kiosk.ports import Printer

__all__ = ["printer_at", "scanner_at"]

RAW_PORT = 9100
"""Where network printers listen."""

KNOWN_PRINTERS = (
    "tcp://host:port, serial:/dev/..., a pyserial URL, usb:/dev/usb/lp0, usb:VID:PID, cups:QUEUE, file:/path, slips:/folder"
)

QUEUE = re.compile(r"[\w.-]{1,127}", re.ASCII)
"""Names of CUPS queues that are believed."""


def printer_at(
    address: str, *, profile: str = "generic-80", font_folder: Path, status: bool = True, baud: int = 115_200
) -> Printer:
    """Give the printer at an address. `status` False = it never answers. Nothing is opened.

    Raises ValueError that names the addresses, or the profiles, that are known.
    """
    kind = profile_of(profile)
    if address.startswith("slips:"):
        return _folder_printer(Path(address.removeprefix("slips:")), kind, font_folder)
    line = _line(address, baud)
    return ThermalPrinter(transport=line, encode=SlipEncoder(profile=kind, font_folder=font_folder), status=status, profile=kind)


def _line(address: str, baud: int) -> Transport:
    """Give the line at an address. Each driver is imported where it is wanted: a kiosk has one printer."""
    url = serial_url(address)
    if url:
        from devices.printer.serial_line import SerialTransport

        return SerialTransport(url, baud)
    scheme, _, rest = address.partition(":")
    made = {"tcp": _tcp, "usb": _usb, "cups": _cups, "file": _file}.get(scheme, _nothing)(rest)
    if made is None:
        raise ValueError(f"no printer is known at {address!r}: known are {KNOWN_PRINTERS}")
    return made


def _tcp(rest: str) -> Transport | None:
    """`//host:port`."""
    from devices.printer.tcp import TcpTransport

    parts = urlsplit(f"tcp:{rest}")
    return TcpTransport(parts.hostname, parts.port or RAW_PORT) if parts.hostname else None


def _usb(rest: str) -> Transport | None:
    """A path of the kernel's printer driver; or vendor and product, by that driver where it has the printer, else by pyusb."""
    from devices.printer.line_printer import LinePrinterTransport

    if rest.startswith("/"):
        return LinePrinterTransport(partial(str, rest))
    if not USB_ID.fullmatch(rest):
        return None
    from devices.printer.either_usb import EitherUsb
    from devices.printer.raw_usb import RawUsbTransport

    vendor, product = (int(part, 16) for part in rest.split(":"))
    return EitherUsb(LinePrinterTransport(finder(Kind.PRINTER, rest)), RawUsbTransport(vendor, product))


def _cups(rest: str) -> Transport | None:
    """The name of a queue."""
    from devices.printer.cups import CupsTransport

    return CupsTransport(rest) if QUEUE.fullmatch(rest) and not rest.startswith("-") else None


def _file(rest: str) -> Transport | None:
    """A path."""
    from devices.printer.file_transport import FileTransport

    return FileTransport(Path(rest)) if rest.startswith("/") else None


def _nothing(_: str) -> Transport | None:
    """No such kind of address."""
    return None


def _folder_printer(folder: Path, kind: Profile, font_folder: Path) -> Printer:
    """Give the printer that is a folder; the drawing library is imported only for this one."""
    from devices.printer.to_file import FilePrinter
    from kiosk.slips.layout import SlipLayout
    from kiosk.slips.paper import paper_of

    return FilePrinter(folder=folder, layout=SlipLayout(paper_of(kind.paper_mm), font_folder=font_folder), profile=kind)
