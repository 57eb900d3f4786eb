"""The secrets a kiosk holds at its hub: which to try in which order, and what it means when one of them is taken.

A new secret is on the disk before the hub hears of it, and the last one is kept until a backup of the hub knows the new one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from kiosk.wire import Enrolment

if TYPE_CHECKING:
    from collections.abc import Callable

ROTATE_AFTER = timedelta(days=90)
"""How long a secret is used. Source: wire contract v1, 1.3."""


class Membership(Protocol):
    """Where the enrolment is kept."""

    def read(self) -> Enrolment:
        """Give it as it stands on the disk."""

    def change(self, how: Callable[[Enrolment], Enrolment]) -> Enrolment:
        """Change it, durably before this returns; two processes may do so."""


class Fixed:
    """An enrolment that stands in the settings: its secret never changes."""

    def __init__(self, enrolment: Enrolment) -> None:
        self._enrolment = enrolment

    def read(self) -> Enrolment:
        """Give it."""
        return self._enrolment

    def change(self, how: Callable[[Enrolment], Enrolment]) -> Enrolment:  # noqa: ARG002 - the same shape as a file that changes
        """Leave it as it is."""
        return self._enrolment


class Keyring:
    """The secrets of one kiosk."""

    def __init__(self, membership: Membership, *, rotates: bool = True) -> None:
        """`rotates` False = the secret is somebody else's to change."""
        self._membership = membership
        self.rotates = rotates

    def enrolment(self) -> Enrolment:
        """Give who we are; read anew, for `kiosk enrol` may have run beside us."""
        return self._membership.read()

    def worked(self, secret: str, now: str) -> None:
        """The hub took this secret at `now` (its time). One that was not the current one is so from here on."""
        known = self.enrolment()
        if secret == known.pending:
            self._membership.change(lambda held: _promoted(held, secret, now))
        elif secret == known.previous:
            self._membership.change(lambda held: _gone_back(held, secret, now))

    def wants_rotation(self, now: str) -> bool:
        """Whether a rotation is under way, or the secret is old by the hub's time."""
        known = self.enrolment()
        if not self.rotates or not known.device:
            return False
        born, today = moment(known.rotated_at), moment(now)
        old = born is not None and today is not None and today - born >= ROTATE_AFTER
        return old or bool(known.pending and not known.announced)

    def next_hash(self, make: Callable[[], str]) -> str:
        """Give the hash of the next secret, which is on the disk by then; `make` mints one where there is none yet."""
        fresh = make()
        held = self._membership.change(lambda known: known if known.pending else replace(known, pending=fresh, announced=False))
        return hash_of(held.pending)

    def announced(self) -> None:
        """The hub knows of the next secret: it is used from now on, and the first answer to it retires the old one."""
        self._membership.change(lambda held: replace(held, announced=bool(held.pending)))

    def safe(self, safe_at: datetime) -> None:
        """Let the previous secret go when a backup of the hub knows the present one."""
        known = self.enrolment()
        rotated = moment(known.rotated_at)
        if known.previous and rotated is not None and rotated <= safe_at:
            self._membership.change(lambda held: replace(held, previous=""))


def in_order(held: Enrolment) -> tuple[str, ...]:
    """Give the secrets to try: one that was announced first, else the current one, then whatever else there is."""
    first = (held.pending, held.secret) if held.announced else (held.secret, held.pending)
    return tuple(dict.fromkeys(secret for secret in (*first, held.previous) if secret))


def hash_of(secret: str) -> str:
    """Give what the hub stores of a secret: SHA-256 of its 64 hex characters."""
    return sha256(secret.encode("ascii")).hexdigest()


def moment(text: str) -> datetime | None:
    """Read a time of the hub; None when it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _promoted(held: Enrolment, secret: str, now: str) -> Enrolment:
    """The pending secret is the current one."""
    if held.pending != secret:
        return held
    return replace(held, secret=secret, pending="", announced=False, previous=held.secret, rotated_at=now)


def _gone_back(held: Enrolment, secret: str, now: str) -> Enrolment:
    """The hub was put back and knows the previous secret only: use it, and announce the newer one again."""
    if held.previous != secret:
        return held
    return replace(held, secret=secret, pending=held.secret, announced=False, previous="", rotated_at=now)
