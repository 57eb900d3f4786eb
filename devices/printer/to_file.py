"""A printer that is a folder: each slip becomes a picture, and the bytes a receipt printer would have got."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from devices.printer.encode import job_bytes
from devices.printer.profiles import GENERIC
from kiosk.ports import DeviceError, Proof, Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from devices.printer.profiles import Profile
    from kiosk.ports import JobWatch
    from kiosk.slips.blocks import Slip
    from kiosk.slips.layout import SlipLayout


class FilePrinter:
    """Implements `ports.Printer`: writes `NNN-kind.png` and `NNN-kind.bin`."""

    expiry_seconds = 20.0

    def __init__(self, *, folder: Path, layout: SlipLayout, profile: Profile = GENERIC) -> None:
        """Keep the folder, which `open` makes when it is missing."""
        self._folder = folder
        self._layout = layout
        self._profile = profile

    def open(self) -> None:
        """Make the folder."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DeviceError(Trouble.GONE.value) from error

    def print_slip(self, slip: Slip, watch: JobWatch | None = None) -> Proof:
        """Write a slip as picture and as bytes."""
        if self.trouble() is not None:
            raise DeviceError(Trouble.GONE.value)
        dots = self._layout.dots(slip)
        job = job_bytes(dots, self._profile)
        if watch is not None and not watch.may_begin():
            return Proof.CALLED_OFF
        stem = f"{self._next():03}-{re.sub('[^a-z0-9_]', '', slip.kind) or 'slip'}"
        try:
            (self._folder / f"{stem}.bin").write_bytes(job)
            dots.save(self._folder / f"{stem}.png")
        except OSError as error:
            raise DeviceError(Trouble.UNKNOWN.value) from error
        if watch is not None:
            watch.wrote(len(job), whole=True)
        return Proof.CONFIRMED

    def trouble(self) -> Trouble | None:
        """Say whether the folder is there."""
        return None if self._folder.is_dir() else Trouble.GONE

    def stirred(self) -> bool:
        """Say nothing unasked."""
        return False

    def cancel(self) -> None:
        """Do nothing: writing a file takes no time worth cancelling."""

    def close(self) -> None:
        """Do nothing: no file stays open."""

    def _next(self) -> int:
        """Give the number after the highest there is."""
        numbers = [int(found.name[:3]) for found in self._folder.glob("[0-9][0-9][0-9]-*.bin")]
        return max(numbers, default=0) + 1
