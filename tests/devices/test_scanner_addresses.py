"""From an address in the settings to a scanner."""

from __future__ import annotations

import pytest

from devices.scanner.addresses import scanner_at
from devices.scanner.keyboard import KeyboardScanner
from devices.scanner.serial_port import SerialScanner


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("serial:/dev/serial/by-id/usb-scanner", SerialScanner),
        ("/dev/ttyACM0", SerialScanner),
        ("socket://127.0.0.1:5000", SerialScanner),
        ("usb:0c2e:0B61", SerialScanner),
        ("hid:0c2e:0b61", KeyboardScanner),
        ("hid:/dev/input/by-id/usb-scanner-event-kbd", KeyboardScanner),
    ],
)
def test_a_known_address_gives_a_scanner(address: str, kind: type) -> None:
    """A serial port, a pyserial URL, a USB device, a keyboard. Nothing is opened yet."""
    assert isinstance(scanner_at(address, 9600), kind)


@pytest.mark.parametrize(
    "address", ["", "slips:/tmp", "usb:", "usb:0c2e", "usb:0c2e:0b61:1", "usb:٠c2e:0b61", "hid:", "hid:event3", "HID:/dev"]
)
def test_an_unknown_scanner_is_refused_with_what_is_known(address: str) -> None:
    """A technician reads what to write instead."""
    with pytest.raises(ValueError, match=r"serial:/dev/.*hid:VID:PID"):
        scanner_at(address, 9600)
