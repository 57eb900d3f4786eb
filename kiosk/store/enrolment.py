"""The file that says who this kiosk is at its hub, with its secrets: for its owner's eyes, and on the disk before it is used."""

from __future__ import annotations

import fcntl
from typing import TYPE_CHECKING

import msgspec

from kiosk.ports import StoreError
from kiosk.store.files import replace_file, told_as_ours
from kiosk.wire import Enrolment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_reader = msgspec.json.Decoder(Enrolment)


class EnrolmentFile:
    """`enrolment.json` in the data folder. `kiosk sync` and `kiosk enrol` may both change it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "enrolment.json"

    def read(self) -> Enrolment:
        """Give it; an empty one before the first enrolment. Raises StoreError `broken` when it cannot be read."""
        try:
            with told_as_ours():
                return _reader.decode(self.path.read_bytes())
        except StoreError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return Enrolment()
            raise
        except msgspec.MsgspecError:
            # Neither cause nor context: the library's words may quote what it read.
            raise StoreError("broken") from None

    def change(self, how: Callable[[Enrolment], Enrolment]) -> Enrolment:
        """Change it, alone, durably before this returns; give it as it then is. Raises StoreError: nothing was changed."""
        with told_as_ours(), self.path.with_name(self.path.name + ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            held = self.read()
            changed = how(held)
            if changed != held:
                replace_file(self.path, msgspec.json.encode(changed))
        return changed
