"""Raw USB by the real pyusb over a made-up bus: endpoints are read from the descriptor, never assumed."""

# ruff: noqa: D102 - what a bus must be able to do is named and described by pyusb

from __future__ import annotations

import errno
import importlib
from array import array
from types import SimpleNamespace
from typing import Any

import pytest

from devices.printer.profiles import GENERIC
from devices.printer.raw_usb import RawUsbTransport
from devices.printer.thermal import ThermalPrinter
from kiosk.nouns import DANISH
from kiosk.ports import DeviceError, Proof
from kiosk.slips.blocks import Slip

pytest.importorskip("usb", reason="pyusb is not installed (an extra of the printer drivers)")
backend: Any = importlib.import_module("usb.backend")
core: Any = importlib.import_module("usb.core")

VENDOR, PRODUCT = 0x04B8, 0x0E28
OUT, IN = 0x03, 0x84
"""Not the 0x01 and 0x82 that some libraries take for granted."""

WELL = {b"\x10\x04\x01": b"\x12", b"\x10\x04\x02": b"\x12", b"\x10\x04\x04": b"\x12", b"\x1dr\x01": b"\x00"}


class Bus(backend.IBackend):  # type: ignore[misc] # pyusb has no types
    """One printer with a scanner interface before its printer interface. Answers that all is well."""

    def __init__(self, *, taken: bool = False) -> None:
        self.got = b""
        self.claimed: list[int] = []
        self._answers: list[bytes] = []
        self._taken = taken

    def enumerate_devices(self) -> list[str]:
        return ["printer"]

    def get_parent(self, dev: object) -> None:
        return None

    def get_device_descriptor(self, dev: object) -> object:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0, bMaxPacketSize0=64,
            idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100, iManufacturer=0, iProduct=0, iSerialNumber=0,
            bNumConfigurations=1, address=1, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> object:
        if config:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=64, bNumInterfaces=2, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0x80, bMaxPower=50, extra_descriptors=b"",
        )  # fmt: skip

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> object:
        if alt or intf > 1:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=intf, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=7 if intf else 3, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0, extra_descriptors=b"",
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: object, ep: int, intf: int, alt: int, config: int) -> object:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(IN, OUT)[ep] - (0 if intf else 2),
            bmAttributes=2, wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=b"",
        )  # fmt: skip

    def open_device(self, dev: object) -> str:
        return "open"

    def close_device(self, handle: object) -> None:
        return

    def get_configuration(self, handle: object) -> int:
        return 1

    def set_configuration(self, handle: object, value: int) -> None:
        return

    def claim_interface(self, handle: object, intf: int) -> None:
        self.claimed.append(intf)

    def release_interface(self, handle: object, intf: int) -> None:
        self.claimed.remove(intf)

    def is_kernel_driver_active(self, handle: object, intf: int) -> bool:
        return self._taken

    def bulk_write(self, handle: object, ep: int, intf: int, data: Any, timeout: int) -> int:
        assert (ep, intf, timeout > 0) == (OUT, 1, True)
        piece = bytes(data)
        self.got += piece
        self._answers += [WELL[piece]] if piece in WELL else []
        return len(piece)

    def bulk_read(self, handle: object, ep: int, intf: int, buff: array[int], timeout: int) -> int:
        assert (ep, intf, timeout > 0) == (IN, 1, True)
        if not self._answers:
            raise core.USBTimeoutError("nothing", -7, errno.ETIMEDOUT)
        answer = self._answers.pop(0)
        buff[: len(answer)] = array("B", answer)
        return len(answer)


def test_a_slip_by_raw_usb_is_proved() -> None:
    """Interface 1, endpoints 3 and 4, as the descriptor says; given back afterwards, and never reset."""
    bus = Bus()
    printer = ThermalPrinter(transport=RawUsbTransport(VENDOR, PRODUCT, bus), encode=lambda _: b"\x1b@slip" * 300, profile=GENERIC)
    printer.open()
    assert bus.claimed == [1]

    assert printer.print_slip(Slip("test", DANISH, ())) is Proof.CONFIRMED

    assert bus.got.count(b"\x1b@slip") == 300
    printer.close()
    assert bus.claimed == []


def test_another_printer_is_not_this_one() -> None:
    """Gone, until it is plugged in."""
    with pytest.raises(DeviceError, match="gone"):
        RawUsbTransport(1, 2, Bus()).open()


def test_a_printer_that_the_kernel_holds_is_left_to_it() -> None:
    """A driver that is pushed aside does not come back."""
    bus = Bus(taken=True)

    with pytest.raises(DeviceError, match="held"):
        RawUsbTransport(VENDOR, PRODUCT, bus).open()

    assert bus.claimed == []
