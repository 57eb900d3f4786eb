"""A bell between the two processes: the glass rings when somebody has signed up, sync wakes at once.

A bell that is not heard costs seconds, never a letter: the letter is in the file.
"""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Bell:
    """The listening end, in the sync process."""

    def __init__(self, path: Path) -> None:
        """Put the bell up at `path`. Raises OSError when the folder does not allow it."""
        self._path = path
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        path.chmod(0o600)
        self._socket.settimeout(0)

    def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most so long; several rings are one."""
        if not select.select([self._socket], [], [], max(0.0, seconds))[0]:
            return False
        with suppress(BlockingIOError):
            while True:
                self._socket.recv(16)
        return True

    def close(self) -> None:
        """Take the bell down."""
        self._socket.close()
        self._path.unlink(missing_ok=True)


def ring(path: Path) -> None:
    """Ring the bell, if there is one. Never raises and never waits."""
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ringing:
        ringing.settimeout(0)
        ringing.sendto(b"!", str(path))
