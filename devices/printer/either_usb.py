"""The line to a USB printer by vendor and product: by the kernel's driver where it has the printer, else by pyusb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.printer.transport import FAST
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from devices.printer.transport import Transport


class EitherUsb:
    """Two lines to one printer, of which one is used at a time: a driver pushed aside does not come back by itself."""

    answer_seconds = 0.5
    expiry_seconds = 20.0
    rate = FAST
    resumes = False
    answers = True

    def __init__(self, kernels: Transport, raw: Transport) -> None:
        """Keep both; the kernel's is tried first."""
        self._kernels = kernels
        self._raw = raw
        self._now = kernels

    @property
    def written(self) -> int:
        """Bytes that have left us on either."""
        return self._kernels.written + self._raw.written

    def open(self) -> None:
        """Open the kernel's, or ours where the kernel has none. Raises DeviceError of the kernel's where pyusb is not there."""
        self.close()
        self._now = self._kernels
        try:
            self._kernels.open()
        except DeviceError as error:
            if error.reason != Trouble.GONE.value:
                raise
            self._open_raw(error)

    def write(self, data: bytes, within: float) -> None:
        """Write on the open one."""
        self._now.write(data, within)

    def read(self, within: float) -> bytes:
        """Read from the open one."""
        return self._now.read(within)

    def hint(self) -> Trouble | None:
        """Say what the open one knows."""
        return self._now.hint()

    def cancel(self) -> None:
        """End a call on either."""
        self._kernels.cancel()
        self._raw.cancel()

    def close(self) -> None:
        """Let go of both."""
        self._kernels.close()
        self._raw.close()

    def _open_raw(self, first: DeviceError) -> None:
        """Open the other one; without pyusb the printer is as gone as the kernel said."""
        self._now = self._raw
        try:
            self._raw.open()
        except DeviceError as error:
            if error.reason == Trouble.NOT_CONFIGURED.value:
                raise first from error
            raise
