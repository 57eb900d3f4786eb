"""From an address in the settings to a device."""

from __future__ import annotations

import pytest

from devices.catalogue import printer_at, scanner_at
from devices.printer.thermal import ThermalPrinter
from devices.printer.to_file import FilePrinter
from devices.scanner.serial_port import SerialScanner
from tests.slips.samples import FONTS


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("tcp://192.0.2.7:9100", ThermalPrinter),
        ("tcp://printer.local", ThermalPrinter),
        ("serial:/dev/serial/by-id/printer", ThermalPrinter),
        ("loop://", ThermalPrinter),
        ("file:/dev/usb/lp0", ThermalPrinter),
        ("slips:/tmp/slips", FilePrinter),
    ],
)
def test_a_known_address_gives_a_printer(address: str, kind: type) -> None:
    """Nothing is opened yet."""
    assert isinstance(printer_at(address, paper_mm=80, font_folder=FONTS, status=True), kind)


@pytest.mark.parametrize("address", ["", "tcp://", "usb:1234", "http://printer", "file:relative"])
def test_an_unknown_printer_is_refused_with_what_is_known(address: str) -> None:
    """A technician reads what to write instead."""
    with pytest.raises(ValueError, match=r"tcp://host:port, serial:/dev/"):
        printer_at(address, paper_mm=80, font_folder=FONTS, status=True)


def test_scanners_have_addresses_too() -> None:
    """A serial port or a pyserial URL; a printer's address is none of a scanner's."""
    assert isinstance(scanner_at("serial:/dev/ttyACM0", 9600), SerialScanner)
    assert isinstance(scanner_at("socket://127.0.0.1:5000", 9600), SerialScanner)
    with pytest.raises(ValueError, match=r"serial:/dev/"):
        scanner_at("slips:/tmp", 9600)
