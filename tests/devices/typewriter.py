"""A virtual keyboard of the kernel's own (uinput), for machines that have one."""

from __future__ import annotations

import fcntl
import os
import struct

from devices.scanner.keyboard import EV_KEY, EV_SYN, EVENT, PRESSED, RELEASED
from devices.scanner.keys import PLAIN, SHIFTED

UI_DEV_CREATE, UI_DEV_DESTROY = 0x5501, 0x5502
UI_DEV_SETUP, UI_SET_EVBIT, UI_SET_KEYBIT = 0x405C5503, 0x40045564, 0x40045565
BUS_USB = 3
LEFT_SHIFT, ENTER = 42, 28
LAST_KEY = 127

PLACES = {**{letter: (key, False) for key, letter in sorted(PLAIN.items(), reverse=True)}, "\r": (ENTER, False)}
HIGH_PLACES = {letter: (key, True) for key, letter in sorted(SHIFTED.items(), reverse=True)}


def presses(text: str) -> list[tuple[int, int]]:
    """Give the keys of a text on a US keyboard, each with 1 = down, 0 = up."""
    found: list[tuple[int, int]] = []
    for letter in text:
        key, high = PLACES.get(letter) or HIGH_PLACES[letter]
        shift = [(LEFT_SHIFT, PRESSED)] if high else []
        found += [*shift, (key, PRESSED), (key, RELEASED), *[(each, RELEASED) for each, _ in shift]]
    return found


class Typewriter:
    """A keyboard that types what it is told."""

    def __init__(self, name: str = "Pretend Barcode Scanner", product: int = 0x0ABC) -> None:
        """Plug it in."""
        self._device = os.open("/dev/uinput", os.O_WRONLY | os.O_NONBLOCK)
        for kind in (EV_SYN, EV_KEY):
            fcntl.ioctl(self._device, UI_SET_EVBIT, kind)
        for key in range(1, LAST_KEY):
            fcntl.ioctl(self._device, UI_SET_KEYBIT, key)
        fcntl.ioctl(self._device, UI_DEV_SETUP, struct.pack("HHHH80sI", BUS_USB, 0x1D6B, product, 1, name.encode(), 0))
        fcntl.ioctl(self._device, UI_DEV_CREATE)

    def type(self, text: str) -> None:
        """Type, in one go: a machine that is busy elsewhere must not leave a silence within a code."""
        events = (EVENT.pack(0, 0, EV_KEY, key, value) + EVENT.pack(0, 0, EV_SYN, 0, 0) for key, value in presses(text))
        os.write(self._device, b"".join(events))

    def press(self, *keys: int) -> None:
        """Press keys together, and let go of them."""
        for value, order in ((PRESSED, keys), (RELEASED, keys[::-1])):
            for key in order:
                os.write(self._device, EVENT.pack(0, 0, EV_KEY, key, value) + EVENT.pack(0, 0, EV_SYN, 0, 0))

    def close(self) -> None:
        """Pull it out."""
        fcntl.ioctl(self._device, UI_DEV_DESTROY)
        os.close(self._device)
