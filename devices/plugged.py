"""What is plugged in: serial ports, printers and keyboards, as the kernel lists them, with the address to put in kiosk.toml."""

from __future__ import annotations

import os
import re
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SYS, DEV = Path("/sys"), Path("/dev")

USB_ID = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})", re.IGNORECASE | re.ASCII)
"""Vendor and product of a USB device, as `lsusb` prints them."""

SCANNER_WORDS = re.compile(
    r"scan|bar.?code|code reader|symbol|zebra|honeywell|datalogic|newland|opticon|metrologic|intermec", re.IGNORECASE | re.ASCII
)
"""Words in the names that makers give their scanners."""

KEY_ENTER, KEY_A, KEY_1 = 28, 30, 2
NO_UART = "0"
"""The type of a serial port that the kernel has set aside, with nothing behind it."""

WORD_BITS = 64


class Kind(Enum):
    """What a plugged device can be for us."""

    SERIAL = "serial"
    PRINTER = "printer"
    KEYBOARD = "keyboard"


class Plugged(Struct, frozen=True):
    """A device that is there. `usb` is `vendor:product` or empty; `by_id` is the name that stays, or empty."""

    kind: Kind
    path: str
    name: str = ""
    usb: str = ""
    by_id: str = ""

    @property
    def scans(self) -> bool:
        """Whether its name sounds like a scanner's."""
        return SCANNER_WORDS.search(self.name) is not None

    @property
    def address(self) -> str:
        """What to write in kiosk.toml: by the name that stays, else by what it is, else by where it is."""
        if self.kind is Kind.PRINTER:
            return f"usb:{self.usb or self.path}"
        scheme = "serial" if self.kind is Kind.SERIAL else "hid"
        if not self.by_id and self.usb:
            return f"{'usb' if self.kind is Kind.SERIAL else 'hid'}:{self.usb}"
        return f"{scheme}:{self.by_id or self.path}"


def look(sys: Path = SYS, dev: Path = DEV) -> tuple[Plugged, ...]:
    """List what is there now. Opens nothing."""
    return (*_serial_ports(sys, dev), *_printers(sys, dev), *_keyboards(sys, dev))


def finder(kind: Kind, usb: str, sys: Path = SYS, dev: Path = DEV) -> Callable[[], str]:
    """Give a search for the device with a `vendor:product`: it gives the path, and raises DeviceError when there is none."""

    def find() -> str:
        for plugged in look(sys, dev):
            if plugged.kind is kind and plugged.usb == usb.lower():
                return plugged.path
        raise DeviceError(Trouble.GONE.value)

    return find


def _serial_ports(sys: Path, dev: Path) -> Iterator[Plugged]:
    """Serial ports with something behind them."""
    names = _by_id(dev / "serial" / "by-id")
    for port in _listed(sys / "class" / "tty"):
        if (port / "device").exists() and _read(port / "type") != NO_UART:
            path = str(dev / port.name)
            yield Plugged(Kind.SERIAL, path, *_usb(port / "device"), by_id=names.get(path, ""))


def _printers(sys: Path, dev: Path) -> Iterator[Plugged]:
    """Printers of the kernel's own driver."""
    for port in _listed(sys / "class" / "usbmisc"):
        if port.name.startswith("lp"):
            yield Plugged(Kind.PRINTER, str(dev / "usb" / port.name), *_usb(port / "device"))


def _keyboards(sys: Path, dev: Path) -> Iterator[Plugged]:
    """Whatever can type a digit, a letter and Enter."""
    names = _by_id(dev / "input" / "by-id")
    for event in _listed(sys / "class" / "input"):
        device = event / "device"
        if event.name.startswith("event") and {KEY_ENTER, KEY_A, KEY_1} <= _keys(_read(device / "capabilities" / "key")):
            path = str(dev / "input" / event.name)
            usb = f"{_read(device / 'id' / 'vendor')}:{_read(device / 'id' / 'product')}"
            known = usb if USB_ID.fullmatch(usb) and usb != "0000:0000" else ""
            yield Plugged(Kind.KEYBOARD, path, _read(device / "name"), known, names.get(path, ""))


def _usb(device: Path) -> tuple[str, str]:
    """Give name and `vendor:product` of the USB device that a port belongs to; empty where there is none."""
    for folder in (device.resolve(), *device.resolve().parents):
        if (folder / "idVendor").exists():
            name = " ".join(filter(None, (_read(folder / "manufacturer"), _read(folder / "product"))))
            return name, f"{_read(folder / 'idVendor')}:{_read(folder / 'idProduct')}"
    return "", ""


def _by_id(folder: Path) -> dict[str, str]:
    """Map devices to the names that stay."""
    return {os.path.realpath(link): str(link) for link in _listed(folder)}


def _listed(folder: Path) -> list[Path]:
    """List a folder in order; empty when it is not there."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _read(file: Path) -> str:
    """Read a line of the kernel's, without what cannot be shown; empty when the device has just gone."""
    try:
        return "".join(filter(str.isprintable, file.read_text("utf-8", "replace").strip()))
    except OSError:
        return ""


def _keys(bitmap: str) -> set[int]:
    """`10000 0 3` -> the keys a device has: words of 64 bits in hexadecimal, the highest first."""
    words = [int(word, 16) for word in reversed(bitmap.split())] if re.fullmatch(r"[0-9a-f ]*", bitmap, re.ASCII) else []
    return {place * WORD_BITS + bit for place, word in enumerate(words) for bit in range(WORD_BITS) if word >> bit & 1}
