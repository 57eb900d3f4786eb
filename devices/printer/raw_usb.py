"""The line to a USB printer without the kernel's printer driver, by pyusb: for systems that have no usblp."""

from __future__ import annotations

import contextlib
import errno
import importlib
import threading
from typing import TYPE_CHECKING, Any

from devices.faults import fault_of
from devices.printer.transport import CHUNK, FAST, SLICE_SECONDS, Deadline, gone, too_slow
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable

PRINTER_CLASS = 7
"""The interface class of printers. Source: USB Device Class Definition for Printing Devices."""

IN = 0x80
BULK, TRANSFER_TYPE = 2, 3


class RawUsbTransport:
    """A printer by vendor and product. Imports pyusb when it is opened, and reads the endpoints from the descriptor."""

    answer_seconds = 0.5
    expiry_seconds = 20.0
    rate = FAST
    resumes = False
    answers = True

    def __init__(self, vendor: int, product: int, backend: object = None) -> None:
        """Keep whom to look for. `backend` is pyusb's, None = the system's libusb."""
        self._wanted = (vendor, product)
        self._backend = backend
        self._device: Any = None
        self._out: Any = None
        self._in: Any = None
        self._cancelled = threading.Event()
        self.written = 0

    def open(self) -> None:
        """Find the device and claim its printer interface. Never resets it. Raises DeviceError."""
        self.close()
        self._cancelled.clear()
        try:
            core = importlib.import_module("usb.core")
        except ImportError as error:
            raise DeviceError(Trouble.NOT_CONFIGURED.value) from error
        try:
            self._claim(core)
        except core.NoBackendError as error:
            raise DeviceError(Trouble.NOT_CONFIGURED.value) from error
        except OSError as error:  # usb.core.USBError is one
            self.close()
            raise fault_of(error) from error

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data` in pieces that each have their own time limit."""
        deadline = Deadline(within)
        rest = memoryview(data)
        while rest:
            if self._out is None:
                raise DeviceError(Trouble.GONE.value)
            if self._cancelled.is_set() or not deadline.left:
                raise too_slow(self._cancelled)
            count = self._transfer(self._out.write, bytes(rest[:CHUNK]), SLICE_SECONDS * 2) or 0
            self.written += count
            rest = rest[count:]

    def read(self, within: float) -> bytes:
        """Read what is there; a printer with no way back says nothing."""
        deadline = Deadline(within)
        if self._device is None:
            raise DeviceError(Trouble.GONE.value)
        while self._in is not None:
            data = self._transfer(self._in.read, self._in.wMaxPacketSize, min(SLICE_SECONDS, max(0.01, deadline.left)))
            if data or self._cancelled.is_set() or not deadline.left:
                return bytes(data or b"")
        self._cancelled.wait(within)
        return b""

    def hint(self) -> Trouble | None:
        """Know nothing."""
        return None

    def cancel(self) -> None:
        """Set the mark that `read` and `write` look at."""
        self._cancelled.set()

    def close(self) -> None:
        """Give the interface back."""
        device, self._device, self._out, self._in = self._device, None, None, None
        if device is not None:
            with contextlib.suppress(OSError, NotImplementedError):  # it was pulled out: nothing to give back
                importlib.import_module("usb.util").dispose_resources(device)

    def _claim(self, core: Any) -> None:
        """Find the device, its printer interface, and the two endpoints of it."""
        vendor, product = self._wanted
        device = core.find(idVendor=vendor, idProduct=product, backend=self._backend)
        if device is None:
            raise DeviceError(Trouble.GONE.value)
        self._device = device
        interface = _printer_interface(device)
        if interface is None:
            raise DeviceError(Trouble.NOT_CONFIGURED.value)
        with contextlib.suppress(NotImplementedError):  # a system that cannot say whether its kernel has a driver
            if device.is_kernel_driver_active(interface.bInterfaceNumber):
                raise DeviceError(Trouble.HELD.value)  # the kernel's driver has it: use usb:/dev/usb/lp0, one of the two
        importlib.import_module("usb.util").claim_interface(device, interface.bInterfaceNumber)
        self._out = next((each for each in _bulk(interface) if not each.bEndpointAddress & IN), None)
        self._in = next((each for each in _bulk(interface) if each.bEndpointAddress & IN), None)

    def _transfer(self, call: Any, argument: object, seconds: float) -> Any:
        """Move bytes once; None when the time was up. Raises DeviceError."""
        try:
            return call(argument, timeout=max(1, round(seconds * 1000)))
        except OSError as error:
            if error.errno in (errno.ETIMEDOUT, errno.EAGAIN):
                return None
            raise gone(error) from error


def _printer_interface(device: Any) -> Any:
    """Give the first printer interface of any configuration; None when there is none."""
    interfaces: Iterable[Any] = (interface for configuration in device for interface in configuration)
    return next((interface for interface in interfaces if interface.bInterfaceClass == PRINTER_CLASS), None)


def _bulk(interface: Any) -> list[Any]:
    """Give the bulk endpoints of an interface."""
    return [endpoint for endpoint in interface if endpoint.bmAttributes & TRANSFER_TYPE == BULK]
