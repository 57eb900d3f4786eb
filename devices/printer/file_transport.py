"""A line to a file: bytes go in, nothing ever comes back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from devices.faults import fault_of
from devices.printer.descriptor import Descriptor
from devices.printer.transport import FAST

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.ports import Trouble

FILE_IN_FOLDER = "printer.bin"
"""The file that is written when the address names a folder."""


class FileTransport:
    """A file that collects what would have been sent, or a device node that only takes bytes."""

    answer_seconds = 0.1
    expiry_seconds = 20.0
    rate = FAST
    resumes = False
    answers = False

    def __init__(self, path: Path) -> None:
        """Keep the path of a device node, a file, or a folder."""
        self._path = path
        self._file = Descriptor()

    @property
    def written(self) -> int:
        """Bytes that the file has taken."""
        return self._file.written

    def open(self) -> None:
        """Open for appending, without ever waiting for a stuck device."""
        path = self._path / FILE_IN_FOLDER if self._path.is_dir() else self._path
        try:
            self._file.hold(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise fault_of(error) from error

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data`."""
        self._file.write(data, within)

    def read(self, within: float) -> bytes:
        """Give nothing, after waiting as long as asked: the only way a file answers."""
        self._file.cancelled.wait(within)
        return b""

    def hint(self) -> Trouble | None:
        """Know nothing."""
        return None

    def cancel(self) -> None:
        """Set the mark that `read` and `write` look at."""
        self._file.cancelled.set()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
