"""A pretend serial port: a real pseudo-terminal with a stable name, which can be pulled out and put back."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import threading
import tty
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class PretendPort:
    """The far end of a serial line. `link` is the path that the near end opens, as udev would name it."""

    def __init__(self, link: Path) -> None:
        """Keep the name; nothing is there until it is plugged in."""
        self.link = link
        self._lock = threading.Lock()
        self._far: int | None = None
        self._near: int | None = None

    def plug(self) -> None:
        """Put the port in, under its stable name."""
        with self._lock:
            if self._far is not None:
                return
            self._far, self._near = pty.openpty()
            tty.setraw(self._near)
            os.set_blocking(self._far, False)
            self.link.unlink(missing_ok=True)
            self.link.symlink_to(os.ttyname(self._near))

    def unplug(self) -> None:
        """Pull the port out: its name is gone, and whoever holds it open gets an error."""
        with self._lock:
            self.link.unlink(missing_ok=True)
            for end in (self._far, self._near):
                if end is not None:
                    os.close(end)
            self._far = self._near = None

    def write(self, data: bytes) -> bool:
        """Send bytes to the near end; False when the port is out, or nobody reads."""
        with self._lock, contextlib.suppress(OSError):
            return self._far is not None and os.write(self._far, data) == len(data)
        return False

    def read(self, within: float) -> bytes:
        """Give what the near end wrote, waiting at most `within` seconds."""
        with self._lock:
            far = self._far
        if far is None:
            return b""
        with contextlib.suppress(OSError, ValueError):
            ready, _, _ = select.select((far,), (), (), within)
            return os.read(far, 65_536) if ready else b""
        return b""
