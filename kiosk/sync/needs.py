"""What sync needs of the store, said by its own side: the store's classes fit without knowing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.ports import Uplink

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from kiosk.ports import Batch, Validators
    from kiosk.wire import Op, OpId, Verdict


class EpochUplink(Uplink, Protocol):
    """A way to the hub that also tells the hub's epoch."""

    @property
    def epoch(self) -> str:
        """The epoch in the last answer, empty before the first."""


class TakenCounts(Protocol):
    """What a round of verdicts did."""

    @property
    def acked(self) -> int:
        """Letters the hub has."""

    @property
    def parked(self) -> int:
        """Letters the hub refused."""


class AppliedCounts(Protocol):
    """What a source's answer changed."""

    @property
    def written(self) -> int:
        """Rows written."""

    @property
    def deleted(self) -> int:
        """Rows deleted."""

    @property
    def suspicious(self) -> bool:
        """Whether the answer was not believed yet."""


class LetterBox(Protocol):
    """The outbox, as far as the courier uses it. `now` and `until` are monotonic seconds."""

    def next_batch(self, now: float, most: int) -> tuple[Op, ...]:
        """Give the letters to send next."""

    def apply(self, verdicts: Iterable[Verdict], now: float) -> TakenCounts:
        """Take the hub's answers."""

    def defer(self, letter: OpId, until: float) -> int:
        """Put a letter off; give how often it has been tried."""

    def put_off(self, letter: OpId, until: float) -> None:
        """Put a letter off without counting a try."""

    def single_out(self, letters: Iterable[OpId]) -> None:
        """Let these travel alone from now on."""

    def shelve(self, letter: OpId, until: float) -> None:
        """Show staff a letter the hub has failed on for days."""

    def forget_old(self, now: datetime) -> object:
        """Apply the written retention rules."""

    def forget_pauses(self) -> None:
        """Make every letter due."""

    def offer_again(self, epoch: str) -> int:
        """Note the hub's epoch; when it is another one than before, offer what was acked again."""

    def data_version(self) -> int:
        """Give a number that changes when another process has written."""


class ContentShelf(Protocol):
    """The content, as far as the refresher and the service use it."""

    def apply(self, source: str, batch: Batch, now: datetime) -> AppliedCounts:
        """Take in a complete answer."""

    def note_trouble(self, source: str, reason: str, now: datetime) -> None:
        """Note that a source gave nothing."""

    def note_unchanged(self, source: str, now: datetime) -> None:
        """Note that a source has nothing new."""

    def validators(self, source: str) -> Validators:
        """Give what a source said of its last answer."""

    def beat(self, *, at: datetime, every_s: float, uplink: str) -> None:
        """Leave a sign of life."""
