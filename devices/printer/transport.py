"""What a line to a printer is: it moves bytes within a deadline, counts them, and knows nothing of printing."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Protocol

from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

SLICE_SECONDS = 0.1
"""The longest single wait, so that a cancelled call ends soon."""

CHUNK = 512
"""Bytes written at a time."""

FAST = 200_000.0
"""Bytes a second that a network, a USB cable or a disk carries at least."""


class Transport(Protocol):
    """A line to a printer. One owner; only `cancel` may come from another thread."""

    answer_seconds: float
    """How long a printer on this line may take to answer."""

    expiry_seconds: float
    """How old a slip may be when its first byte is sent."""

    rate: float
    """Bytes a second that the line carries."""

    resumes: bool
    """Whether a new `open` continues the old stream of bytes, so that half a picture is still awaited."""

    answers: bool
    """Whether anything can ever come back."""

    @property
    def written(self) -> int:
        """Bytes that the line has accepted since it was made."""

    def open(self) -> None:
        """Connect. Raises DeviceError: `gone`, `held`, `forbidden`."""

    def write(self, data: bytes, within: float) -> None:
        """Write all of `data` in `within` seconds. Raises DeviceError: `gone`, `silent` when too slow, `unknown` when cancelled."""

    def read(self, within: float) -> bytes:
        """Give what has arrived, waiting at most `within` seconds for the first byte; empty = nothing. Raises DeviceError."""

    def hint(self) -> Trouble | None:
        """Say what the line itself knows to be wrong, without asking the printer. None = nothing is known: it is not »well«."""

    def cancel(self) -> None:
        """Make a call that is under way end soon. Never raises."""

    def close(self) -> None:
        """Let go. Never raises."""


class Deadline:
    """Seconds that run out."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Start now."""
        self._clock = clock
        self._end = clock() + seconds

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - self._clock())


def gone(error: BaseException) -> DeviceError:
    """Give the error that says that a device went away, with `error` as its cause."""
    fault = DeviceError(Trouble.GONE.value)
    fault.__cause__ = error
    return fault


def too_slow(cancelled: threading.Event) -> DeviceError:
    """Give the error of a call that did not end in time, or was cancelled."""
    return DeviceError((Trouble.UNKNOWN if cancelled.is_set() else Trouble.SILENT).value)
