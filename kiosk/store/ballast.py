"""A file that is there to be deleted: on a full disk SQLite cannot even delete, so some room is kept for that."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.store.files import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 8 * 1024 * 1024
"""Twice the largest journal: half as much was measured to be too little."""

SHARE = 8
"""On a very small disk, one part in so many of it."""


class Ballast:
    """`ballast` in the data folder. While it is missing there is no room for new promises. Glass and sync may both free it."""

    def __init__(self, folder: Path, *, most: int = MOST_BYTES) -> None:
        """Take the folder; nothing is written yet."""
        self._path = folder / "ballast"
        self._most = most

    def ready(self) -> bool:
        """Whether it is in place; put there when it is missing and there is room for it twice. Never raises."""
        with suppress(OSError):
            size = min(self._most, shutil.disk_usage(self._path.parent).total // SHARE)
            if self._path.exists():
                return self._path.stat().st_size >= size
            return self._fill(size)
        return False

    def _fill(self, size: int) -> bool:
        """Take the room, really: a hole would be none. Raises OSError."""
        if shutil.disk_usage(self._path.parent).free < 2 * size:
            return False
        beside = self._path.with_suffix(f".{os.getpid()}.part")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                os.posix_fallocate(file.fileno(), 0, size)
            beside.replace(self._path)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(self._path.parent)
        return True

    def free(self) -> bool:
        """Give the room back; whether there was any. Never raises."""
        with suppress(OSError):
            self._path.unlink()
            return True
        return False
