"""The line to a USB printer by the kernel's own driver: `/dev/usb/lp0`, or a name that a udev rule gives."""

from __future__ import annotations

import fcntl
import os
import struct
from typing import TYPE_CHECKING

from devices.faults import fault_of
from devices.printer.descriptor import Descriptor
from devices.printer.transport import FAST
from kiosk.ports import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

LPGETSTATUS = 0x060B
"""The request that gives the printer class's own status byte, whatever language the printer speaks. Source: linux/lp.h."""

PAPER_OUT, SELECTED, NO_ERROR = 0x20, 0x10, 0x08


class LinePrinterTransport:
    """A printer of the kernel's USB printer class driver (usblp). Opened without blocking: a stuck printer never holds us."""

    answer_seconds = 0.5
    expiry_seconds = 20.0
    rate = FAST
    resumes = False
    answers = True

    def __init__(self, find: Callable[[], str]) -> None:
        """Keep how to find the device node: a printer that is plugged in again may have another number."""
        self._find = find
        self._node = Descriptor()

    @property
    def written(self) -> int:
        """Bytes that the driver has taken."""
        return self._node.written

    def open(self) -> None:
        """Find the node and open it in both directions, for us alone."""
        self.close()
        path = self._find()
        try:
            node = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            raise fault_of(error) from error
        try:
            fcntl.flock(node, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(node)
            raise fault_of(error) from error
        self._node.hold(node)

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data`."""
        self._node.write(data, within)

    def read(self, within: float) -> bytes:
        """Read what is there."""
        return self._node.read(within)

    def hint(self) -> Trouble | None:
        """Ask the driver, which asks the printer class: paper and error only."""
        status = bytearray(4)
        try:
            fcntl.ioctl(self._node.number, LPGETSTATUS, status)
        except OSError:
            return None  # not the kernel's printer driver behind this name
        return trouble_in(struct.unpack("i", status)[0])

    def cancel(self) -> None:
        """Set the mark that `read` and `write` look at."""
        self._node.cancelled.set()

    def close(self) -> None:
        """Close the node."""
        self._node.close()


def trouble_in(status: int) -> Trouble | None:
    """Read the byte of the printer class. What it calls well may still be an open cover: None says only that it names nothing."""
    if status & PAPER_OUT:
        return Trouble.PAPER_OUT
    return None if status & SELECTED and status & NO_ERROR else Trouble.OFFLINE
