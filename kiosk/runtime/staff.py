"""What the staff screen asks for: the PIN's check, with a lock that outlives a restart, and the state of everything."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from kiosk.ports import StoreError
from kiosk.rooms.staff.model import ParkedLine
from kiosk.visit.events import PinAccepted, PinRefused, StaffReportRead

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kiosk.nouns import Language
    from kiosk.rooms.staff.model import SlipLine, StaffReport
    from kiosk.store.letters import Letters
    from kiosk.visit.effects import CheckPin, ReadStaffReport
    from kiosk.visit.events import Event

SHORTEST_PIN = 6
FREE_TRIES = 5
LONGEST_WAIT_S = 3600
FIRST_WAIT_S = 60


class Lock(msgspec.Struct):
    """How often the PIN was wrong in a row. Stored before the answer is given, so that pulling the plug forgives nothing."""

    wrong: int = 0

    @property
    def wait_s(self) -> int:
        """Seconds to wait: none for the first tries, then 1, 2, 4 … 60 minutes."""
        over = self.wrong - FREE_TRIES
        return 0 if over < 0 else int(min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(over, 10)))


class PinFile:
    """The PIN's hash (argon2id) and the lock, in files only the service can read. Raises OSError on a disk in trouble."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        """Take the data folder and a monotonic clock. After a restart a running wait begins again."""
        self._hash = folder / "staff-pin"
        self._lock_file = folder / "staff-lock"
        self._clock = clock
        self._open_at = clock() + self._lock().wait_s

    def set(self, pin: str) -> None:
        """Store a new PIN. Raises ValueError when it is too short or not digits."""
        from argon2 import PasswordHasher

        if len(pin) < SHORTEST_PIN or not all(digit in "0123456789" for digit in pin):
            raise ValueError("a PIN has at least six digits, 0 to 9")
        _write_private(self._hash, PasswordHasher().hash(pin).encode())
        self._keep(Lock())

    def check(self, pin: str) -> tuple[bool, int, bool]:
        """Check a PIN: whether it is right, seconds to wait, and whether there is none yet."""
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        if not self._hash.exists():
            return False, 0, True
        wait = self._open_at - self._clock()
        if wait > 0:
            return False, int(wait) + 1, False
        lock = Lock(self._lock().wrong + 1)
        self._keep(lock)
        try:
            PasswordHasher().verify(self._hash.read_text(), pin)
        except (Argon2Error, InvalidHashError):
            self._open_at = self._clock() + lock.wait_s
            return False, lock.wait_s, False
        self._keep(Lock())
        return True, 0, False

    def _lock(self) -> Lock:
        """Read the lock; one that cannot be read counts as just locked."""
        try:
            return msgspec.json.decode(self._lock_file.read_bytes(), type=Lock)
        except FileNotFoundError:
            return Lock()
        except msgspec.MsgspecError:
            return Lock(FREE_TRIES)

    def _keep(self, lock: Lock) -> None:
        """Write the lock."""
        _write_private(self._lock_file, msgspec.json.encode(lock))


def _write_private(path: Path, data: bytes) -> None:
    """Replace a file whole; nobody else may read it."""
    beside = path.with_suffix(".part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


class StaffDesk:
    """Answers what the staff screen asks."""

    def __init__(
        self,
        *,
        pins: PinFile,
        letters: Letters,
        fixed: StaffReport,
        slips: Callable[[], tuple[SlipLine, ...]],
        language_file: Path,
        wall: Callable[[], datetime],
        post: Callable[[Event], None],
    ) -> None:
        """`fixed` is what does not change while the kiosk runs: version, branch, addresses. `slips` tells of the last ones."""
        self._pins = pins
        self._letters = letters
        self._fixed = fixed
        self._slips = slips
        self._language_file = language_file
        self._wall = wall
        self._post = post

    def check_pin(self, effect: CheckPin) -> None:
        """Answer PinAccepted or PinRefused."""
        right, wait_s, unset = self._pins.check(effect.pin)
        self._post(PinAccepted(effect.ticket) if right else PinRefused(effect.ticket, wait_s=wait_s, unset=unset))

    def report(self, effect: ReadStaffReport) -> None:
        """Answer StaffReportRead."""
        try:
            lines = self._letters.parked(self._wall())
        except StoreError:
            lines = ()
        now = self._wall()
        parked = tuple(ParkedLine(line.code, line.title.danish, line.reason, now - line.age) for line in lines)
        self._post(StaffReportRead(effect.ticket, replace(self._fixed, parked=parked, slips=self._slips())))

    def keep_language(self, language: Language) -> None:
        """Store the resting language for the next start."""
        _write_private(self._language_file, str(language).encode())
