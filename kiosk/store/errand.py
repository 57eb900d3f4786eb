"""What the glass asks the sync process to do at the hub, and its answer: two small files, for the glass has no network.

The letter of a hub that was scanned lies here for a blink, for its owner's eyes: it holds a code that is good once.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from kiosk.ports import StoreError
from kiosk.store.files import replace_file, told_as_ours
from kiosk.wire import EnrolmentTold

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 1024
"""Bytes of a letter at most; a scanner reads half as many."""

_told = msgspec.json.Decoder(EnrolmentTold)


class Errand:
    """`enrol-letter` and `enrol-told` in the data folder. The glass hands in and reads the answer, sync takes and answers."""

    def __init__(self, folder: Path) -> None:
        self._letter = folder / "enrol-letter"
        self._answer = folder / "enrol-told"

    def hand_in(self, letter: str) -> None:
        """Ask to be enrolled by this letter; the last one counts, and no older answer is its. Raises StoreError."""
        with told_as_ours():
            self._answer.unlink(missing_ok=True)
            replace_file(self._letter, letter.encode("ascii", "replace")[:LONGEST])

    def take(self) -> str:
        """Take the letter, which is gone from here then; empty when there is none. Raises StoreError."""
        with told_as_ours():
            letter = _read(self._letter).decode("ascii", "replace")
            self._letter.unlink(missing_ok=True)
        return letter

    def answer(self, told: EnrolmentTold) -> None:
        """Say how it went. Raises StoreError."""
        with told_as_ours():
            replace_file(self._answer, msgspec.json.encode(told))

    def answered(self) -> EnrolmentTold | None:
        """Read how it went, once; None while there is no answer. Raises StoreError."""
        with told_as_ours():
            said = _read(self._answer)
            self._answer.unlink(missing_ok=True)
        try:
            return _told.decode(said) if said else None
        except msgspec.MsgspecError:
            raise StoreError("broken") from None


def _read(path: Path) -> bytes:
    """Read a small file; nothing when it is not there. Raises OSError."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return b""
    with os.fdopen(handle, "rb") as file:
        return file.read(LONGEST)
