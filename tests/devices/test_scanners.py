"""What every scanner does, however it is connected: one suite for all of them."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from kiosk.ports import DeviceError
from tests.devices import referee
from tests.devices.scanners import Bench, ByPath, ByUsb, Emulated, OnTheNetwork, Typing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.ports import Scanner

BOOK = "9788702269161"
PATIENCE_S = 10.0
KINDS: dict[str, tuple[Callable[[Path], Bench], str]] = {
    "by path": (ByPath, ""),
    "by usb": (ByUsb, ""),
    "network": (OnTheNetwork, ""),
    "keyboard": (Typing, Typing.absence()),
    "emulator": (Emulated, referee.absence()),
}


@pytest.fixture(params=KINDS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """Give a scanner that is not plugged in yet."""
    kind, absent = KINDS[request.param]
    if absent:
        pytest.skip(absent)
    found = kind(tmp_path)
    yield found
    found.unplug()


@pytest.fixture
def scanner(bench: Bench) -> Iterator[Scanner]:
    """Give our driver for it."""
    bench.plug()
    found = bench.opened_by()
    yield found
    found.close()


def opened(scanner: Scanner) -> Scanner:
    """Open it; what has just been plugged in may take a moment to be there."""
    end, pause = time.monotonic() + PATIENCE_S, threading.Event()
    while True:
        try:
            scanner.open()
        except DeviceError:
            if time.monotonic() > end:
                raise
            pause.wait(0.02)
        else:
            return scanner


def read(scanner: Scanner, length: int) -> bytes:
    """Read until so many bytes are there, or for as long as a test has patience."""
    end, found = time.monotonic() + PATIENCE_S, b""
    while len(found) < length and time.monotonic() < end:
        found += scanner.read()
    return found


def test_what_is_scanned_is_read(bench: Bench, scanner: Scanner) -> None:
    """Every byte, with what the scanner sends after a code."""
    opened(scanner)

    bench.scan(BOOK)

    assert read(scanner, 14) == f"{BOOK}\r".encode()


def test_silence_is_empty_and_short(bench: Bench, scanner: Scanner) -> None:
    """Whoever reads gets a chance to end."""
    opened(scanner)

    began = time.monotonic()

    assert scanner.read() == b""
    assert time.monotonic() - began < 1.5


def test_a_scanner_that_is_not_there_is_gone(bench: Bench) -> None:
    """With the reason that a keeper waits for."""
    with pytest.raises(DeviceError, match=r"^gone$"):
        bench.opened_by().open()


def test_a_scanner_pulled_out_while_it_is_read_is_gone_and_comes_back(bench: Bench, scanner: Scanner) -> None:
    """The read ends with a reason; after plugging in, the same driver reads on."""
    opened(scanner)
    bench.unplug()

    with pytest.raises(DeviceError, match=r"^gone$"):
        read(scanner, 1)

    scanner.close()
    bench.plug()
    opened(scanner)
    bench.scan(BOOK)
    assert read(scanner, 14) == f"{BOOK}\r".encode()


def test_close_can_be_called_whenever(bench: Bench, scanner: Scanner) -> None:
    """Before opening, after it, twice, and after the plug was pulled."""
    scanner.close()
    opened(scanner)
    bench.unplug()
    scanner.close()
    scanner.close()

    with pytest.raises(DeviceError, match=r"^gone$"):
        scanner.read()


def test_telling_a_scanner_something_does_not_hurt(bench: Bench, scanner: Scanner) -> None:
    """Whether it understands or not, the next code comes."""
    opened(scanner)

    scanner.tell(b"\x1bB\r")
    bench.scan(BOOK)

    assert read(scanner, 14).endswith(f"{BOOK}\r".encode())
