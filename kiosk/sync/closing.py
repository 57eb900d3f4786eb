"""What follows when the hub revokes this kiosk: the glass says so, and what is sealed here is shredded if the hub asks for it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.sync.needs import BlobKeep, FeedKeep, LetterBox

log = logging.getLogger("sync")


class Closing:
    """Hears how the hub answered. `shut` is set while the kiosk is revoked: nothing is fetched then."""

    def __init__(self, *, letters: LetterBox, feed: FeedKeep, blobs: BlobKeep) -> None:
        """A kiosk that was revoked before it was started again still is. Raises StoreError."""
        self._letters = letters
        self._feed = feed
        self._blobs = blobs
        self.shut = threading.Event()
        if feed.is_closed():
            self.shut.set()

    def heard(self, reason: str) -> None:
        """Take in how a question to the hub went: a reason, or empty for an answer of ours. Raises StoreError."""
        if reason == "wipe":
            self._wipe()
        if reason in {"wipe", "revoked"} and not self.shut.is_set():
            log.warning("revoked by the hub")
            self.shut.set()
            self._feed.close()
        if not reason and self.shut.is_set():
            log.info("taken by the hub again")
            self.shut.clear()
            self._feed.open()

    def _wipe(self) -> None:
        """Shred what is sealed and drop all content."""
        emptied = self._letters.wipe()
        self._feed.drop(everything=True)
        self._blobs.drop()
        log.warning("wiped by the hub: %d letters emptied", emptied)
