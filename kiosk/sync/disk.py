"""Trouble with the disk, said once; when it is full, the room that was kept for this is given back."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.ports import StoreError
    from kiosk.sync.needs import Room

log = logging.getLogger("sync")


class DiskWatch:
    """What the service knows of its disk."""

    def __init__(self, room: Room | None) -> None:
        self._room = room
        self._said = ""

    def trouble(self, error: StoreError) -> None:
        """Take in what a write came to. Raises it again when the file is broken: the next start mends what can be mended."""
        if error.reason in {"broken", "moved"}:
            raise error
        self.full(error)
        if error.reason != self._said:
            log.warning("content not stored: %s", error.reason)
        self._said = error.reason

    def full(self, error: StoreError) -> None:
        """Give room back, if the disk is full and there is any."""
        if error.reason == "full" and self._room is not None and self._room.free():
            log.warning("disk full: ballast freed")

    def well(self) -> None:
        """A write went well."""
        self._said = ""
