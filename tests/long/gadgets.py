"""USB devices made of the kernel's own gadgets, on a pretend cable: a printer, a serial scanner, a scanner that types."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIG = Path("/sys/kernel/config/usb_gadget")
MAKER = "Samlingspunkt"
PATIENCE_S = 20.0

KEYBOARD_REPORT = bytes.fromhex(
    "05010906a101050719e029e71500250175019508810295017508810395057501050819012905910295017503910395067508150025650507190029658100c0"
)
"""What a USB keyboard says of its reports. Source: HID 1.11, appendix B."""

LETTERS = {letter: place + 4 for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz1234567890")}
KEYS = {**LETTERS, "\r": 0x28, "\t": 0x2B, " ": 0x2C, "-": 0x2D, "=": 0x2E, ".": 0x37, "/": 0x38}
SHIFTED = {"_": 0x2D, ":": 0x33, "?": 0x38}


class Gadget:
    """A USB device with one function. It is made once, and plugged in and pulled out as often as you like."""

    def __init__(self, name: str, *, port: int, product: int, function: str, traits: dict[str, bytes] | None = None) -> None:
        """Make `product` of our pretend maker (1d6b) with a function, for the cable of a port."""
        self._folder = CONFIG / name
        self._cable = f"dummy_udc.{port}"
        _write(self._folder / "idVendor", b"0x1d6b")
        _write(self._folder / "idProduct", f"0x{product:04x}".encode())
        _write(self._folder / "strings" / "0x409" / "manufacturer", MAKER.encode())
        _write(self._folder / "strings" / "0x409" / "product", name.encode())
        _write(self._folder / "strings" / "0x409" / "serialnumber", b"1")
        works = self._folder / "functions" / function
        works.mkdir()
        for trait, value in (traits or {}).items():
            (works / trait).write_bytes(value)
        chosen = self._folder / "configs" / "c.1"
        chosen.mkdir()
        (chosen / function).symlink_to(works)

    def plug(self) -> None:
        """Put it in."""
        (self._folder / "UDC").write_text(self._cable)

    def unplug(self) -> None:
        """Pull it out."""
        (self._folder / "UDC").write_text("\n")


def typed(text: str) -> list[bytes]:
    """Give the reports of a keyboard on which somebody types: each key down, then up."""
    reports = []
    for letter in text:
        shifted = letter in SHIFTED or letter.isupper()
        key = SHIFTED.get(letter) or KEYS[letter.lower()]
        reports += [bytes((2 if shifted else 0, 0, key, 0, 0, 0, 0, 0)), bytes(8)]
    return reports


def wait_until(wanted: Callable[[], bool], what: str) -> None:
    """Wait until something is so. Raises TimeoutError that says what did not come."""
    end, pause = time.monotonic() + PATIENCE_S, threading.Event()
    while not wanted():
        if time.monotonic() > end:
            raise TimeoutError(f"did not come: {what}")
        pause.wait(0.05)


def _write(file: Path, value: bytes) -> None:
    """Write a trait of a device; its folder comes with it."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(value)
