"""The pictures the feed names, as files: each named by its hash, whole or not there, and no more than the disk can bear."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from kiosk.store.files import sync_folder, told_as_ours

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from pathlib import Path

    from kiosk.wire import Picture

MOST_BYTES = 256 * 1024 * 1024
"""How much all pictures may take."""

KEPT_UNNAMED = timedelta(days=30)
"""How long a picture stays that nothing names any more. Source: wire contract v1, 1.7."""

NAME = re.compile(r"[0-9a-f]{64}")
PART = re.compile(r"[0-9a-f]{64}\.part")


class BlobShelf:
    """The folder `blobs`. One thread of one process writes; whoever shows pictures reads."""

    def __init__(self, folder: Path, *, most: int = MOST_BYTES) -> None:
        """Take the folder, made when it is missing. Raises StoreError."""
        self._folder = folder
        self._most = most
        with told_as_ours():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def missing(self, named: Iterable[Picture]) -> tuple[Picture, ...]:
        """Give the pictures that are named, not here, and still fit. Raises StoreError."""
        with told_as_ours():
            here = {name: size for name, size, _ in self._files(NAME)}
        room = self._most - sum(here.values())
        wanted = []
        for picture in named:
            if picture.sha256 not in here and picture.size <= room:
                room -= picture.size
                wanted.append(picture)
        return tuple(wanted)

    def begun(self, picture: Picture) -> int:
        """Give how many bytes of a picture have come so far; more than it has are none. Raises StoreError."""
        part = self._part(picture.sha256)
        with told_as_ours():
            size = part.stat().st_size if part.exists() else 0
        return size if size < picture.size else 0

    def add(self, picture: Picture, piece: bytes, *, afresh: bool) -> None:
        """Add a piece of a picture, or begin it `afresh`. Raises StoreError."""
        with told_as_ours(), self._part(picture.sha256).open("wb" if afresh else "ab") as file:
            file.write(piece)

    def finish(self, picture: Picture) -> bool:
        """Put a picture in its place if it is the one that was named; what is not is deleted. Raises StoreError."""
        part = self._part(picture.sha256)
        with told_as_ours():
            if not part.exists() or sha256(part.read_bytes()).hexdigest() != picture.sha256:
                part.unlink(missing_ok=True)
                return False
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.replace(self._folder / picture.sha256)
            sync_folder(self._folder)
        return True

    def tidy(self, named: Collection[str], now: datetime) -> int:
        """Drop what nothing has named for 30 days, and halves as old; count them. Once a day. Raises StoreError."""
        dropped = 0
        with told_as_ours():
            for name, _, touched in [*self._files(NAME), *self._files(PART)]:
                if name in named:
                    os.utime(self._folder / name, (now.timestamp(), now.timestamp()))
                elif now.timestamp() - touched > KEPT_UNNAMED.total_seconds():
                    (self._folder / name).unlink(missing_ok=True)
                    dropped += 1
        return dropped

    def drop(self) -> None:
        """Drop every picture. Raises StoreError."""
        with told_as_ours():
            for name, _, _ in [*self._files(NAME), *self._files(PART)]:
                (self._folder / name).unlink(missing_ok=True)

    def _part(self, name: str) -> Path:
        """Where a picture grows."""
        return self._folder / f"{name}.part"

    def _files(self, pattern: re.Pattern[str]) -> list[tuple[str, int, float]]:
        """Name, size and time of the files whose names fit; a folder that is gone has none."""
        if not self._folder.is_dir():
            return []
        with os.scandir(self._folder) as found:
            stats = [(entry.name, entry.stat()) for entry in found if pattern.fullmatch(entry.name)]
        return [(name, stat.st_size, stat.st_mtime) for name, stat in stats]
