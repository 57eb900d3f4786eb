"""`kiosk devices listen` and `pretend`: scans are counted and named, never told."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from kiosk.demo.orders import give

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.run_pretend import PretendDevices
    from tests.cli.conftest import Running

    Config = Callable[..., Path]
    Start = Callable[..., Running]

BOOK, CARD, TOKEN = "9788702269161", "0101901234", "BCDFGHJKMNPQ2345"


def test_a_scan_is_told_by_its_kind_and_its_length(start: Start, config: Config, devices: PretendDevices) -> None:
    """Never what was scanned: not a book, not a slip's token, and least of all ten digits."""
    listening = start("devices", "listen", "--config", config(), "--count", 4)
    assert listening.says("scanner ready")

    for code in (BOOK, CARD, TOKEN, "what is this"):
        devices.scanner.scan(code)

    assert listening.ended() == 0
    assert listening.lines == [
        "scanner ready",
        "BookCode, 13 characters",
        "PersonalCode, 10 characters",
        "SlipCode, 16 characters",
        "StrangeCode, 12 characters",
    ]


def test_listening_says_when_the_scanner_goes_and_comes(start: Start, config: Config, devices: PretendDevices) -> None:
    """And ends well at Ctrl+C."""
    listening = start("devices", "listen", "--config", config())
    assert listening.says("scanner ready")

    devices.scanner.unplug()
    assert listening.says("scanner lost: gone. Not found")
    devices.scanner.plug()
    devices.scanner.scan(BOOK)
    assert listening.process.poll() is None
    listening.process.send_signal(signal.SIGINT)

    assert listening.ended() == 0


def test_pretend_devices_do_what_they_are_told(start: Start, tmp_path: Path, kiosk: Callable[..., object]) -> None:
    """On standard input and on the socket, as the demo's panel gives orders; the addresses stand in what it says."""
    folder = tmp_path / "pretend"
    pretend = start("devices", "pretend", "--folder", folder)
    assert pretend.says("orders ")
    printer, scanner = (next(line for line in pretend.lines if line.startswith(what)) for what in ("printer", "scanner"))
    file = tmp_path / "kiosk.toml"
    words = f'[branch]\nname = "Prøve"\n[printer]\n{printer.split(maxsplit=1)[1]}\n[scanner]\n{scanner.split(maxsplit=1)[1]}\n'
    file.write_text(words, encoding="utf-8")
    listening = start("devices", "listen", "--config", file, "--count", 2)
    assert listening.says("scanner ready")

    pretend.told(f"scan {BOOK}")
    assert listening.says("BookCode")
    assert give(folder / "orders.sock", f"scan {CARD}")
    assert listening.ended() == 0

    pretend.told("paper-out")
    assert pretend.says("done: paper-out")
    assert "paper_out" in start("devices", "status", "--config", file).says_all()
    pretend.told("well")
    assert pretend.says("done: well")
    printing = start("devices", "print-test", "--config", file)
    assert printing.ended() == 0
    pretend.told("dance")
    assert pretend.says("no such order")
    pretend.told("quit")

    assert pretend.ended() == 0
    assert [path.name for path in (folder / "slips").glob("*.png")] == ["001.png"]
    assert not (folder / "orders.sock").exists()
    assert not (folder / "scanner").is_symlink()
    assert not any(code in line for line in pretend.lines for code in (BOOK, CARD))


def test_pretend_devices_in_a_folder_that_cannot_be_used_say_so(start: Start, tmp_path: Path) -> None:
    """A line and a status, no traceback."""
    (tmp_path / "file").touch()

    pretend = start("devices", "pretend", "--folder", tmp_path / "file")

    assert pretend.ended() == 2
    assert [line for line in pretend.lines if "kiosk devices pretend: " not in line] == []
