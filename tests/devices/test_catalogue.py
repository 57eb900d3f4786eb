"""From an address in the settings to a device."""

from __future__ import annotations

import pytest

from devices.catalogue import printer_at
from devices.printer.thermal import ThermalPrinter
from devices.printer.to_file import FilePrinter
from tests.slips.samples import FONTS


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("tcp://192.0.2.7:9100", ThermalPrinter),
        ("tcp://printer.local", ThermalPrinter),
        ("serial:/dev/serial/by-id/printer", ThermalPrinter),
        ("loop://", ThermalPrinter),
        ("file:/dev/usb/lp0", ThermalPrinter),
        ("usb:/dev/usb/lp0", ThermalPrinter),
        ("usb:04b8:0e28", ThermalPrinter),
        ("cups:front_desk-2", ThermalPrinter),
        ("slips:/tmp/slips", FilePrinter),
    ],
)
def test_a_known_address_gives_a_printer(address: str, kind: type) -> None:
    """Nothing is opened yet."""
    assert isinstance(printer_at(address, font_folder=FONTS), kind)


@pytest.mark.parametrize(
    "address", ["", "tcp://", "usb:1234", "usb:lp0", "cups:", "cups:-o", "cups:a b", "http://printer", "file:relative"]
)
def test_an_unknown_printer_is_refused_with_what_is_known(address: str) -> None:
    """A technician reads what to write instead."""
    with pytest.raises(ValueError, match=r"tcp://host:port, serial:/dev/"):
        printer_at(address, font_folder=FONTS)


@pytest.mark.parametrize(("address", "seconds"), [("tcp://a", 20.0), ("usb:/dev/usb/lp0", 20.0), ("serial:/dev/ttyS0", 120.0)])
def test_a_slip_may_wait_longer_for_a_slow_line(address: str, seconds: float) -> None:
    """A visitor sees that something is printed; on a serial line it takes its time."""
    assert printer_at(address, font_folder=FONTS).expiry_seconds == seconds
