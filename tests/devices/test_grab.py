"""A hostile scanner that types: grabbed, its keys reach nobody else. Needs /dev/uinput; the guest of the long tests has it."""

from __future__ import annotations

import os
import select
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from devices.plugged import Kind, look
from devices.scanner.addresses import scanner_at
from devices.scanner.rules import ScanRules
from devices.scanner_keeper import ScannerKeeper
from kiosk.codes import BookCode, StrangeCode
from kiosk.nouns import Lost, Well
from kiosk.ports import DeviceError
from tests.devices.doubles import PAUSES, Heard
from tests.devices.scanners import Typing
from tests.devices.typewriter import Typewriter

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(bool(Typing.absence()), reason=Typing.absence() or "there is a keyboard to pretend")

USB = "1d6b:0abc"
BOOK = "9788702269161"
PATIENCE_S = 10.0
QUIET_S = 0.5


@pytest.fixture
def keyboard() -> Iterator[Typewriter]:
    """Plug a keyboard in, and wait until the kernel lists it."""
    found = Typewriter()
    _path()
    yield found
    found.close()


@pytest.fixture
def codes() -> Heard:
    """Hear codes."""
    return Heard()


@pytest.fixture
def kept(keyboard: Typewriter, codes: Heard) -> Iterator[Heard]:
    """Keep the scanner that it is; gives the health that comes."""
    health = Heard()
    scanner = scanner_at(f"hid:{USB}", 9600)
    keeper = ScannerKeeper(scanner=scanner, on_code=codes, on_health=health, rules=ScanRules(), pauses=PAUSES)
    reader = os.open(_path(), os.O_RDONLY | os.O_NONBLOCK)
    keyboard.type("a")
    assert select.select([reader], [], [], PATIENCE_S)[0], "this test cannot fail: nobody hears an open keyboard"
    keeper.start()
    assert health.wait_for_last(Well())
    yield health
    keeper.stop()
    os.close(reader)


def test_a_grabbed_keyboard_types_into_nothing_else(keyboard: Typewriter, codes: Heard, kept: Heard) -> None:
    """Not a book, and not the keys by which people get out of kiosks."""
    reader = os.open(_path(), os.O_RDONLY | os.O_NONBLOCK)

    keyboard.press(56, 62)  # Alt+F4
    keyboard.press(29, 56, 60)  # Ctrl+Alt+F2
    keyboard.press(1)  # Esc
    keyboard.type("\r")
    keyboard.type(f"{BOOK}\r")

    assert codes.wait_for_last(BookCode(BOOK))
    assert not select.select([reader], [], [], QUIET_S)[0]
    assert not any(isinstance(code, StrangeCode) for code in codes.all)
    os.close(reader)


def test_a_keyboard_that_somebody_else_holds_is_said_to_be_held(keyboard: Typewriter, codes: Heard, kept: Heard) -> None:
    """The second one says so with its own reason, and reads nothing."""
    second = scanner_at(f"hid:{_path()}", 9600)

    with pytest.raises(DeviceError, match=r"^held$"):
        second.open()


def test_a_keyboard_pulled_out_is_gone(keyboard: Typewriter, codes: Heard) -> None:
    """And is there again when it is plugged in."""
    health = Heard()
    first = Typewriter(product=0x0ABD)
    scanner = scanner_at("hid:1d6b:0abd", 9600)
    keeper = ScannerKeeper(scanner=scanner, on_code=codes, on_health=health, rules=ScanRules(), pauses=PAUSES)
    keeper.start()
    try:
        assert health.wait_for_last(Well())
        first.close()
        assert health.wait_for_last(Lost("gone"))
        again = Typewriter(product=0x0ABD)
        assert health.wait_for_last(Well())
        again.type(f"{BOOK}\r")
        assert codes.wait_for_last(BookCode(BOOK))
        again.close()
    finally:
        keeper.stop()


def _path() -> str:
    """Wait until the kernel lists the keyboard; gives its path."""
    end, pause = time.monotonic() + PATIENCE_S, threading.Event()
    while time.monotonic() < end:
        for each in look():
            if each.kind is Kind.KEYBOARD and each.usb == USB and Path(each.path).exists():
                return each.path
        pause.wait(0.05)
    raise TimeoutError("the kernel lists no keyboard")
