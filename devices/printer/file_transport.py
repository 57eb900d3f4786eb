"""A line to a file or a device node: bytes go in, nothing ever comes back."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from typing import TYPE_CHECKING

from devices.printer.transport import CHUNK, SLICE_SECONDS, Deadline, gone, too_slow
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from pathlib import Path

FILE_IN_FOLDER = "printer.bin"
"""The file that is written when the address names a folder."""


class FileTransport:
    """A printer behind a device node such as `/dev/usb/lp0`, or a file that collects what would have been sent.

    It cannot answer: a printer on it must be declared silent (`status = false`).
    """

    answer_seconds = 0.1
    rate = 200_000.0
    resumes = False

    def __init__(self, path: Path) -> None:
        """Keep the path of a device node, a file, or a folder."""
        self._path = path
        self._file: int | None = None
        self._cancelled = threading.Event()

    def open(self) -> None:
        """Open for appending, without ever waiting for a stuck device."""
        self.close()
        self._cancelled.clear()
        path = self._path / FILE_IN_FOLDER if self._path.is_dir() else self._path
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise gone(error) from error

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data`, watching the clock between pieces."""
        deadline = Deadline(within)
        rest = memoryview(data)
        while rest:
            if self._file is None:
                raise DeviceError(Trouble.GONE.value)
            if self._cancelled.is_set() or not deadline.left:
                raise too_slow(self._cancelled)
            try:
                _, ready, _ = select.select((), (self._file,), (), min(SLICE_SECONDS, deadline.left))
                rest = rest[os.write(self._file, rest[:CHUNK]) :] if ready else rest
            except BlockingIOError:
                continue
            except OSError as error:
                raise gone(error) from error

    def read(self, within: float) -> bytes:
        """Give nothing, after waiting as long as asked: the only way a file answers."""
        self._cancelled.wait(within)
        return b""

    def cancel(self) -> None:
        """Set the mark that `read` and `write` look at."""
        self._cancelled.set()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.close(self._file)
        self._file = None
