"""The lines that cannot be had as a pretend printer: a USB node, a CUPS queue, a file; and how each fails."""

from __future__ import annotations

import errno
import os
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from devices.catalogue import printer_at
from devices.printer import line_printer
from devices.printer.cups import CupsTransport
from devices.printer.either_usb import EitherUsb
from devices.printer.line_printer import LinePrinterTransport, trouble_in
from devices.printer.raw_usb import RawUsbTransport
from kiosk.ports import DeviceError, Proof, Trouble
from tests.slips.samples import FONTS, SIGNUP

if TYPE_CHECKING:
    from pathlib import Path

    from devices.printer.pretend import PretendPrinter


def _lp(folder: Path, script: str) -> None:
    """Put a made-up `lp` and `lpstat` into a folder that stands first on the path."""
    for name in ("lp", "lpstat"):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_a_node_of_the_kernels_driver_prints_and_answers(serial_printer: PretendPrinter, tmp_path: Path) -> None:
    """A pseudo-terminal stands in for /dev/usb/lp0: opened without blocking, written, read, and the slip proved."""
    printer = printer_at(f"usb:{tmp_path}/printer", font_folder=FONTS)
    printer.open()

    assert printer.print_slip(SIGNUP) is Proof.CONFIRMED

    serial_printer.unplug()
    with pytest.raises(DeviceError) as caught:
        printer.trouble()
    assert caught.value.reason == Trouble.GONE.value
    printer.close()
    assert len(serial_printer.slips) == 1


def test_a_node_belongs_to_one_kiosk(serial_printer: PretendPrinter, tmp_path: Path) -> None:
    """The second one is told that it is held."""
    first = printer_at(f"usb:{tmp_path}/printer", font_folder=FONTS)
    second = printer_at(f"usb:{tmp_path}/printer", font_folder=FONTS)
    first.open()

    with pytest.raises(DeviceError) as caught:
        second.open()

    assert caught.value.reason == Trouble.HELD.value
    first.close()


@pytest.mark.parametrize(
    ("status", "trouble"), [(0x18, None), (0x38, Trouble.PAPER_OUT), (0x10, Trouble.OFFLINE), (0x00, Trouble.OFFLINE)]
)
def test_the_byte_of_the_printer_class(status: int, trouble: Trouble | None) -> None:
    """Paper and error; a byte that names nothing is no »well«."""
    assert trouble_in(status) is trouble


def test_a_silent_printer_whose_driver_names_a_trouble_has_that_trouble(
    serial_printer: PretendPrinter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one whose driver says that all is well is still silent."""
    said = [0x38]

    def ioctl(_: int, request: int, status: bytearray) -> int:
        assert request == line_printer.LPGETSTATUS
        status[0] = said[0]
        return 0

    monkeypatch.setattr("devices.printer.line_printer.fcntl.ioctl", ioctl)
    serial_printer.mute()
    printer = printer_at(f"usb:{tmp_path}/printer", font_folder=FONTS)
    printer.open()

    assert printer.trouble() is Trouble.PAPER_OUT
    said[0] = 0x18
    assert printer.trouble() is Trouble.SILENT
    printer.close()


def test_a_queue_takes_the_bytes_and_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One job of the queue, raw, under a title that says nothing; sent, never confirmed."""
    _lp(tmp_path, f'echo "$0 $*" >> {tmp_path}/said; cat > {tmp_path}/got')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    printer = printer_at("cups:front-desk", font_folder=FONTS)
    printer.open()

    assert printer.print_slip(SIGNUP) is Proof.SENT
    assert printer.trouble() is None

    assert (tmp_path / "got").read_bytes().startswith(b"\x1b@\x1dv0")
    assert (tmp_path / "said").read_text().splitlines()[-1].endswith("lp -d front-desk -o raw -t slip -s")


def test_a_queue_that_refuses_or_hangs_is_a_device_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without CUPS, without the queue, with a command that never ends, and when the kiosk closes."""
    line = CupsTransport("front")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeviceError, match="not_configured"):
        line.open()
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    _lp(tmp_path, "exit 1")
    with pytest.raises(DeviceError, match="gone"):
        line.open()
    _lp(tmp_path, "exec sleep 60")
    with pytest.raises(DeviceError, match="silent"):
        line.write(b"x" * 100_000, 0.3)
    timer = threading.Timer(0.2, line.cancel)
    timer.start()
    with pytest.raises(DeviceError, match="unknown"):
        line.write(b"x", 30)
    timer.join()


class _Endpoint:
    """One end of a made-up USB device."""

    bmAttributes = 2  # noqa: N815 - pyusb's name
    wMaxPacketSize = 64  # noqa: N815

    def __init__(self, address: int, device: _Device) -> None:
        self.bEndpointAddress = address
        self._device = device

    def write(self, data: bytes, timeout: int) -> int:
        return self._device.take(data, timeout)

    def read(self, size: int, timeout: int) -> bytes:
        return self._device.give(size, timeout)


class _Device:
    """A made-up USB printer that answers nothing, and can be pulled out."""

    def __init__(self) -> None:
        self.got = b""
        self.error = 0

    def take(self, data: bytes, timeout: int) -> int:
        assert timeout > 0
        if self.error:
            raise OSError(self.error, "usb")
        self.got += data[:50]
        return len(data[:50])

    def give(self, size: int, timeout: int) -> bytes:
        assert (size, timeout > 0) == (64, True)
        raise OSError(self.error or errno.ETIMEDOUT, "usb")


def _opened(device: _Device) -> RawUsbTransport:
    line = RawUsbTransport(0x04B8, 0x0E28)
    line._device, line._out, line._in = device, _Endpoint(0x02, device), _Endpoint(0x81, device)
    return line


def test_raw_usb_writes_in_pieces_and_names_what_goes_wrong() -> None:
    """Half a piece is taken at a time; a time-out is patience, anything else is gone."""
    device = _Device()
    line = _opened(device)
    line.write(b"x" * 700, 5)
    assert (len(device.got), line.written) == (700, 700)
    assert line.read(0.05) == b""

    device.error = errno.ETIMEDOUT
    with pytest.raises(DeviceError, match="silent"):
        line.write(b"x", 0.1)
    device.error = errno.ENODEV
    with pytest.raises(DeviceError, match="gone"):
        line.write(b"x", 1)
    with pytest.raises(DeviceError, match="gone"):
        line.read(1)


def test_raw_usb_without_its_library_or_its_printer_is_no_crash() -> None:
    """Where pyusb is missing the kernel's word stands: the printer is not there."""
    line = EitherUsb(LinePrinterTransport(lambda: "/nowhere/lp0"), RawUsbTransport(0xFFFF, 0xFFFF))

    with pytest.raises(DeviceError) as caught:
        line.open()

    assert caught.value.reason in (Trouble.GONE.value, Trouble.NOT_CONFIGURED.value)
    line.close()


def test_a_file_takes_what_would_have_been_sent(tmp_path: Path) -> None:
    """The same bytes, and no proof."""
    printer = printer_at(f"file:{tmp_path}/raw.bin", font_folder=FONTS)
    printer.open()

    assert printer.print_slip(SIGNUP) is Proof.SENT
    assert (tmp_path / "raw.bin").read_bytes().startswith(b"\x1b@\x1dv0")
    printer.close()
