"""Printers that break off, cannot answer, or are cancelled; and the one that is a folder."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from devices.catalogue import printer_at
from devices.printer.encode import job_bytes
from devices.printer.pretend import PretendPrinter
from devices.printer.serial_line import SerialTransport
from devices.printer.thermal import ThermalPrinter
from kiosk.ports import DeviceError, Printer
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import PAPER_80
from tests.slips.samples import CANCELLED, FONTS, SIGNUP

LAYOUT = SlipLayout(PAPER_80, font_folder=FONTS)


def _at(address: str, *, status: bool = True) -> Printer:
    """Give the printer at an address."""
    return printer_at(address, font_folder=FONTS, status=status)


def test_half_a_picture_on_a_serial_line_does_not_swallow_the_next_slip(serial_printer: PretendPrinter, tmp_path: Path) -> None:
    """The printer still waits for the missing dots when the line is opened again; they are sent as white."""
    whole = job_bytes(LAYOUT.dots(CANCELLED))
    jobs = [whole[:4000], whole]
    printer = ThermalPrinter(transport=SerialTransport(str(tmp_path / "printer"), 115_200), encode=lambda _: jobs.pop(0))
    printer.open()
    timer = threading.Timer(0.3, printer.cancel)
    timer.start()
    with pytest.raises(DeviceError):
        printer.print_slip(CANCELLED)
    timer.join()
    printer.close()

    printer.open()
    printer.print_slip(CANCELLED)

    printer.close()
    assert serial_printer.slips[-1].height >= LAYOUT.dots(CANCELLED).height
    assert len(serial_printer.slips) == 1


def test_a_printer_declared_silent_counts_sent_as_printed(network_printer: PretendPrinter) -> None:
    """Some printers cannot answer, and the settings say so."""
    network_printer.mute()
    printer = _at(f"tcp://127.0.0.1:{network_printer.port}", status=False)
    printer.open()

    printer.print_slip(SIGNUP)

    assert printer.trouble() is None
    assert network_printer.wait_for(1, 5)
    printer.close()


def test_a_call_under_way_can_be_cancelled(network_printer: PretendPrinter) -> None:
    """The kiosk closes within two seconds, whatever the printer does."""
    network_printer.fail_after(2, "mute")
    printer = _at(f"tcp://127.0.0.1:{network_printer.port}")
    printer.open()
    timer = threading.Timer(0.6, printer.cancel)
    timer.start()
    start = time.monotonic()

    with pytest.raises(DeviceError):
        printer.print_slip(SIGNUP)

    assert time.monotonic() - start < 2.0
    timer.join()
    printer.close()


def test_a_file_printer_writes_the_bytes_too(tmp_path: Path) -> None:
    """The same bytes as a receipt printer gets, numbered on from what is there."""
    for _ in range(2):
        printer = _at(f"slips:{tmp_path}")
        printer.open()
        printer.print_slip(SIGNUP)
    raw = _at(f"file:{tmp_path}/raw.bin")
    raw.open()
    raw.print_slip(SIGNUP)
    raw.close()

    assert sorted(path.name for path in tmp_path.glob("0*")) == [
        "001-signup.bin",
        "001-signup.png",
        "002-signup.bin",
        "002-signup.png",
    ]
    assert (tmp_path / "001-signup.bin").read_bytes() == (tmp_path / "raw.bin").read_bytes()
