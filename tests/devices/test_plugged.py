"""What is plugged in, as the kernel lists it, and the address that a technician copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from devices.plugged import Kind, finder, look
from devices.scanner.addresses import scanner_at
from kiosk.ports import DeviceError
from tests.devices.fake_system import BUTTON, FakeSystem

if TYPE_CHECKING:
    from pathlib import Path

SCANNER, PRINTER, KEYPAD = "0c2e:0b61", "04b8:0e15", "046d:c31c"


@pytest.fixture
def system(tmp_path: Path) -> FakeSystem:
    """Give a machine with nothing plugged in."""
    return FakeSystem(tmp_path)


def addresses(system: FakeSystem) -> list[str]:
    """Give the address of each device that is found."""
    return [each.address for each in look(system.sys, system.dev)]


def test_nothing_plugged_in_is_an_empty_list(system: FakeSystem) -> None:
    """Also where the kernel lists no such class at all."""
    assert look(system.sys, system.dev) == ()


def test_a_usb_scanner_is_known_by_the_name_that_stays(system: FakeSystem) -> None:
    """The link that udev makes; without it vendor and product, without those the node."""
    system.add_serial("ttyACM0", usb=SCANNER, product="Honeywell 1950g", by_id="usb-Honeywell_1950g-if00")
    system.add_serial("ttyACM1", usb="1eab:0006")
    system.add_serial("ttyS0", uart="4")

    assert addresses(system) == [
        f"serial:{system.dev}/serial/by-id/usb-Honeywell_1950g-if00",
        "usb:1eab:0006",
        f"serial:{system.dev}/ttyS0",
    ]
    assert [each.scans for each in look(system.sys, system.dev)] == [True, False, False]


def test_serial_ports_with_nothing_behind_them_are_left_out(system: FakeSystem) -> None:
    """Most machines list four that are not there."""
    system.add_serial("ttyS1", uart="0")

    assert addresses(system) == []


def test_a_printer_is_known_by_vendor_and_product(system: FakeSystem) -> None:
    """Its node counts anew with each plug."""
    system.add_printer("lp0", usb=PRINTER, product="TM-T20III")
    system.add_printer("hiddev0", usb=KEYPAD)

    assert [(each.kind, each.path, each.name) for each in look(system.sys, system.dev)] == [
        (Kind.PRINTER, str(system.dev / "usb" / "lp0"), "TM-T20III")
    ]
    assert addresses(system) == [f"usb:{PRINTER}"]


def test_what_types_digits_letters_and_enter_is_a_keyboard(system: FakeSystem) -> None:
    """A power button is none; a name may tell that a keyboard is a scanner."""
    system.add_keyboard("event0", usb="0000:0001", product="Power Button", keys=BUTTON)
    system.add_keyboard("event1", usb=KEYPAD, product="USB Keyboard")
    system.add_keyboard("event2", usb=SCANNER, product="Datalogic Barcode Scanner", by_id="usb-Datalogic-event-kbd")

    found = look(system.sys, system.dev)

    assert [(each.address, each.scans) for each in found] == [
        (f"hid:{KEYPAD}", False),
        (f"hid:{system.dev}/input/by-id/usb-Datalogic-event-kbd", True),
    ]


@pytest.mark.parametrize("keys", ["", "no hexadecimal", "fffffffffffffffffff zz"])
def test_a_bitmap_that_cannot_be_read_is_no_keyboard(system: FakeSystem, keys: str) -> None:
    """Whatever a kernel writes."""
    system.add_keyboard("event3", usb=KEYPAD, product="Odd", keys=keys)

    assert addresses(system) == []


def test_a_device_is_looked_for_each_time(system: FakeSystem) -> None:
    """It may come back under another node; what is not there is gone, not a mistake."""
    find = finder(Kind.SERIAL, SCANNER.upper(), system.sys, system.dev)
    with pytest.raises(DeviceError, match=r"^gone$"):
        find()

    system.add_serial("ttyACM0", usb=SCANNER)
    assert find() == str(system.dev / "ttyACM0")
    system.remove("tty", "ttyACM0")
    system.add_serial("ttyACM1", usb=SCANNER)
    assert find() == str(system.dev / "ttyACM1")


def test_every_address_of_a_scanner_can_be_used(system: FakeSystem) -> None:
    """What the list shows, the settings take."""
    system.add_serial("ttyACM0", usb=SCANNER, by_id="usb-1")
    system.add_serial("ttyACM1", usb=SCANNER)
    system.add_serial("ttyS0", uart="4")
    system.add_keyboard("event1", usb=KEYPAD, product="K", by_id="usb-k-event-kbd")
    system.add_keyboard("event2", usb=KEYPAD, product="K")
    system.add_keyboard("event3", usb="0000:0000", product="K")

    found = addresses(system)

    assert len(found) == 6
    for address in found:
        scanner_at(address, 9600)
