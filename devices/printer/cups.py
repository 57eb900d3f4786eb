"""The line to a CUPS queue: the last choice, for it takes everything and says nothing.

CUPS answers »completed« when bytes have left it. So a slip on this line is SENT and never CONFIRMED, and the visitor is asked
whether it came out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING

from devices.printer.transport import FAST, SLICE_SECONDS, Deadline, gone, too_slow
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE = "slip"
"""What CUPS keeps in its history, for every slip the same."""


class CupsTransport:
    """A raw queue of CUPS, by its command `lp`. Each write is one job of the queue."""

    answer_seconds = 0.1
    expiry_seconds = 20.0
    rate = FAST
    resumes = False
    answers = False

    def __init__(self, queue: str) -> None:
        """Keep the queue's name."""
        self._queue = queue
        self._cancelled = threading.Event()
        self.written = 0

    def open(self) -> None:
        """See that the queue is there. Raises DeviceError: `not_configured` without CUPS, `gone` without the queue."""
        self._cancelled.clear()
        if shutil.which("lp") is None or shutil.which("lpstat") is None:
            raise DeviceError(Trouble.NOT_CONFIGURED.value)
        self._run(("lpstat", "-p", self._queue), b"", 2.0)

    def write(self, data: bytes, within: float) -> None:
        """Hand all of `data` to the queue as one job."""
        self._run(("lp", "-d", self._queue, "-o", "raw", "-t", TITLE, "-s"), data, within)
        self.written += len(data)

    def read(self, within: float) -> bytes:
        """Give nothing, after waiting as long as asked."""
        self._cancelled.wait(within)
        return b""

    def hint(self) -> Trouble | None:
        """Know nothing: a queue that is ready says nothing of the printer."""
        return None

    def cancel(self) -> None:
        """Set the mark that a command under way looks at."""
        self._cancelled.set()

    def close(self) -> None:
        """Do nothing: each command has ended."""

    def _run(self, command: Sequence[str], data: bytes, within: float) -> None:
        """Run a command to its end, or end it. Raises DeviceError."""
        deadline = Deadline(within)
        quiet = subprocess.DEVNULL
        surroundings = {**os.environ, "LC_ALL": "C"}
        try:
            running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, env=surroundings)  # noqa: S603 - a list of words, no shell
        except OSError as error:
            raise gone(error) from error
        with running:
            self._feed(running, data, deadline)
        if running.returncode != 0:
            raise DeviceError(Trouble.GONE.value)

    def _feed(self, running: subprocess.Popen[bytes], data: bytes, deadline: Deadline) -> None:
        """Give a command its input and wait for it; kill it when time is up or nobody waits any more."""
        rest: bytes | None = data
        while True:
            try:
                running.communicate(rest, timeout=SLICE_SECONDS)
            except subprocess.TimeoutExpired:
                rest = None
            else:
                return
            if self._cancelled.is_set() or not deadline.left:
                running.kill()
                raise too_slow(self._cancelled)
