"""From an address in the settings to a scanner: a serial line, a USB device that acts as one, or a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.plugged import USB_ID, Kind, finder
from devices.scanner.keyboard import KeyboardScanner
from devices.scanner.serial_port import SILENCE_SECONDS, SerialScanner
from devices.serial_url import serial_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.ports import Scanner

SLOW_KEYS_SECONDS = 0.25
"""What no silence of a scanner that types is shorter than: its keys come one by one, some slowly, and Enter ends them anyway."""

KNOWN_SCANNERS = "serial:/dev/..., usb:VID:PID, hid:/dev/input/..., hid:VID:PID, a pyserial URL"


def scanner_at(address: str, baud: int, silence: float = SILENCE_SECONDS) -> Scanner:
    """Give the scanner at an address. `silence` is in seconds. Nothing is opened. Raises ValueError that names what is known."""
    scheme, _, rest = address.partition(":")
    if scheme == "hid" and (USB_ID.fullmatch(rest) or rest.startswith("/")):
        return KeyboardScanner(_search(Kind.KEYBOARD, rest), max(silence, SLOW_KEYS_SECONDS))
    if scheme == "usb" and USB_ID.fullmatch(rest):
        return SerialScanner(_search(Kind.SERIAL, rest), baud, silence)
    if serial_url(address):
        return SerialScanner(_always(serial_url(address)), baud, silence)
    raise ValueError(f"no scanner is known at {address!r}: known are {KNOWN_SCANNERS}")


def _search(kind: Kind, rest: str) -> Callable[[], str]:
    """Look for a USB device each time; a path is where it is."""
    return finder(kind, rest) if USB_ID.fullmatch(rest) else _always(rest)


def _always(path: str) -> Callable[[], str]:
    """Find it at the same place each time."""
    return lambda: path
