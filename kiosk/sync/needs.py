"""What sync needs of the store, said by its own side: the store's classes fit without knowing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.ports import Uplink

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from kiosk.ports import Batch, Validators
    from kiosk.programme import OutboxCounts
    from kiosk.wire import EnrolmentTold, FeedPage, Op, OpId, Picture, Verdict


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

    def heard(self, hub_now: datetime) -> None:
        """Note the hub's own time."""

    def forget_pauses(self) -> None:
        """Make every letter due."""

    def offer_again(self, epoch: str) -> int:
        """Note the hub's epoch; when it is another one than before, offer what was acked again."""

    def ask_after_waiting(self) -> int:
        """Offer the sign-ups on a waiting list once more, to hear what they are today; count them."""

    def data_version(self) -> int:
        """Give a number that changes when another process has written."""

    def counts(self) -> OutboxCounts:
        """Count the letters by state."""

    def shred(self, safe_at: datetime) -> int:
        """Empty every letter that is in a backup of the hub; count them."""

    def wipe(self) -> int:
        """Empty every letter, for the hub has said so; count them."""


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


class PlaceInFeed(Protocol):
    """How far the feed has been read."""

    @property
    def cursor(self) -> str:
        """The hub's own word for it, empty = the start."""

    @property
    def etag(self) -> str:
        """What the hub said of the feed's end, empty = unknown."""


class FeedKeep(Protocol):
    """Where the feed is kept."""

    def place(self) -> PlaceInFeed:
        """Give how far the feed has been read."""

    def take(self, page: FeedPage, now: datetime) -> object:
        """Take a page and its cursor, all or nothing."""

    def heard(self, now: datetime) -> None:
        """Nothing is new: its age is now."""

    def forget_cursor(self) -> None:
        """Begin from the start at the next question."""

    def pictures(self) -> tuple[Picture, ...]:
        """Give the pictures that what is shown names."""

    def bad_rows(self) -> int:
        """Count the rows of every source that could not be read."""

    def heard_at(self) -> str:
        """Give when the hub was last heard, empty = never."""

    def note_trouble(self, reason: str) -> None:
        """Note that the hub gave nothing, and why."""

    def is_closed(self) -> bool:
        """Whether the hub has revoked this kiosk."""

    def close(self) -> None:
        """The hub has revoked this kiosk."""

    def open(self) -> None:
        """The hub takes this kiosk (again)."""

    def drop(self, *, everything: bool) -> None:
        """Drop what the hub gave, or all content there is."""


class BlobKeep(Protocol):
    """Where pictures are kept."""

    def missing(self, named: Iterable[Picture]) -> tuple[Picture, ...]:
        """Give the pictures that are named and not here."""

    def begun(self, picture: Picture) -> int:
        """Give how many bytes of a picture have come so far."""

    def add(self, picture: Picture, piece: bytes, *, afresh: bool) -> None:
        """Add a piece of a picture."""

    def finish(self, picture: Picture) -> bool:
        """Put a picture in its place if it is the one that was named."""

    def tidy(self, named: Collection[str], now: datetime) -> int:
        """Drop what nothing has named for long."""

    def drop(self) -> None:
        """Drop every picture."""


class Errands(Protocol):
    """What the glass asks of us."""

    def take(self) -> str:
        """Take the letter that staff scanned, empty when there is none."""

    def answer(self, told: EnrolmentTold) -> None:
        """Say how enrolling by it went."""


class Room(Protocol):
    """Room on the disk that is kept for trouble."""

    def free(self) -> bool:
        """Give it back."""
