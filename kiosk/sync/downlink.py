"""What comes from the hub, in its rhythm: a page of the feed, then a picture, then a heartbeat with what it asks for.

One thing at a time, so that whoever has just signed up never waits for more than one of them.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.ports import StoreError, UplinkError
from kiosk.sync.answers import read_answer
from kiosk.sync.heartbeat import USUAL_S
from kiosk.sync.keyring import moment
from kiosk.sync.line import Question
from kiosk.sync.pauses import Pauses

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.sync.blobs import BlobFetcher
    from kiosk.sync.closing import Closing
    from kiosk.sync.feed import FeedReader, Pulled
    from kiosk.sync.heartbeat import BeatAnswer, Heartbeat
    from kiosk.sync.line import HubLine
    from kiosk.sync.needs import FeedKeep, LetterBox

log = logging.getLogger("sync")

SOMEBODY_ELSE = 3
"""After so many strange answers in a row staff are told that something else answers in the hub's name."""

FIRST_WITHIN_S = 60.0
"""The first question comes within this, so that a fleet does not start as one."""


class DownReport(Struct, frozen=True):
    """What one round brought: items of the feed, pictures, and what ended it (empty when all is well)."""

    items: int = 0
    pictures: int = 0
    reason: str = ""


class Downlink:
    """Asks the hub. One thread uses it."""

    def __init__(  # noqa: PLR0913 - each by name
        self,
        *,
        line: HubLine,
        feed: FeedReader,
        keep: FeedKeep,
        blobs: BlobFetcher,
        heart: Heartbeat,
        letters: LetterBox,
        closing: Closing,
        mint: Callable[[], str],
        clock: Callable[[], float],
        random: Callable[[], float],
        first_within_s: float = FIRST_WITHIN_S,
        hand_on: Callable[[], None] = lambda: None,
        offer_use: Callable[[], int] = int,
    ) -> None:
        """`mint` makes a secret; `clock` is monotonic seconds, `random` gives 0 to 1.

        `hand_on` gives the glass what the feed says of settings; `offer_use` tells the hub how much the kiosk was used.
        """
        self._line = line
        self._feed = feed
        self._keep = keep
        self._blobs = blobs
        self._heart = heart
        self._letters = letters
        self.closing = closing
        self._mint = mint
        self._hand_on = hand_on
        self._offer_use = offer_use
        self._clock = clock
        self._random = random
        self._pauses = Pauses(clock, random)
        self._poll_s = self._beat_s = float(USUAL_S)
        self._feed_due = clock() + first_within_s * random()
        self._beat_due = self._feed_due
        self._pictures = True
        self._rotate = False
        self._told = ""
        self._wanted = ""

    def step(self) -> bool:
        """Do the one thing whose time has come; whether there is more to do at once. Raises StoreError; trouble is a pause."""
        now = self._clock()
        if self._pauses.left_s() > 0:
            return False
        try:
            return self._due_thing(now)
        except UplinkError as error:
            self._trouble(error)
            return False
        except StoreError as error:
            # The hub is not to be asked each second for what the disk cannot take.
            self._pauses.after(error.reason)
            raise

    def begin_again(self) -> None:
        """The kiosk is another device now, perhaps of another branch: ask at once, and for everything. Raises StoreError."""
        self._keep.forget_cursor()
        self._pauses.well()
        self._feed_due = self._beat_due = self._clock()

    def _due_thing(self, now: float) -> bool:
        """Choose: feed, pictures, heartbeat."""
        if now >= self._feed_due:
            self.pull()
            return True
        if self._pictures and self._picture():
            return True
        if now >= self._beat_due:
            # Not tried again: whatever comes of it, the next one is the next one.
            self._beat_due = now + self._jittered(self._beat_s)
            self.beat()
            return True
        return False

    def once(self) -> DownReport:
        """Pull until nothing is new, fetch what is missing, and beat. Raises StoreError."""
        items = pictures = 0
        try:
            more = True
            while more:
                pulled = self.pull()
                items, more = items + pulled.items, pulled.more
            while self._picture():
                pictures += 1
            self.beat()
        except UplinkError as error:
            self._trouble(error)
            return DownReport(items, pictures, error.reason)
        return DownReport(items, pictures)

    def pull(self) -> Pulled:
        """Take one page. Raises UplinkError and StoreError."""
        pulled = self._feed.pull()
        self._well(pulled.epoch)
        if not pulled.more:
            self._hand_on()
            self._feed_due = self._clock() + self._jittered(self._poll_s)
        self._pictures = self._pictures or pulled.items > 0
        if pulled.items:
            # Where something has changed somebody may have moved up.
            self._letters.ask_after_waiting()
        return pulled

    def _picture(self) -> bool:
        """Fetch one picture; False when there is none to fetch."""
        wanted = self._blobs.wanted()
        self._pictures = bool(wanted)
        if not wanted:
            return False
        self._blobs.fetch(wanted[0])
        return True

    def beat(self) -> None:
        """Tell the hub how we are, and do what it asks. Raises UplinkError and StoreError."""
        answer = self._heart.beat()
        self._well(answer.epoch)
        self._poll_s, self._beat_s = float(answer.poll_after_s), float(answer.beat_after_s)
        self._beat_due = self._clock() + self._jittered(self._beat_s)
        self._feed_due = min(self._feed_due, self._clock() + self._jittered(self._poll_s))
        self._note_version(answer)
        hub_now = moment(answer.now)
        if hub_now is not None:
            self._letters.heard(hub_now)
        if answer.safe_at is not None:
            self._letters.shred(answer.safe_at)
            self._line.keys.safe(answer.safe_at)
        if self._line.keys.rotates and (answer.rotate or self._line.keys.wants_rotation(answer.now)):
            self.rotate()
        self._offer_use()

    def rotate(self) -> None:
        """Announce the next secret, which is on the disk before it is asked about. Raises UplinkError and StoreError."""
        asked = {"next_sha256": self._line.keys.next_hash(self._mint)}
        told = read_answer(self._line.ask(Question("/v1/token", msgspec.json.encode(asked))), self._line.hub_id)
        if told.get("pending") is True:
            self._line.keys.announced()

    def _note_version(self, answer: BeatAnswer) -> None:
        """Say once which version the hub would like."""
        if answer.app_wanted != self._wanted:
            self._wanted = answer.app_wanted
            if self._wanted:
                log.info("hub wants version %s", self._wanted)

    def _well(self, epoch: str) -> None:
        """An answer of ours: forget trouble, and offer letters again if the hub was put back to an older state."""
        self._pauses.well()
        self._told = ""
        self.closing.heard("")
        if epoch:
            self._letters.offer_again(epoch)

    def _trouble(self, error: UplinkError) -> None:
        """Pause, and say what is wrong: a stranger's answer only when it was the third in a row."""
        self._pauses.after(error.reason, error.retry_after)
        self.closing.heard(error.reason)
        strange = error.reason == "not_ours" and self._pauses.failures < SOMEBODY_ELSE
        if not strange and self._told != error.reason:
            self._told = error.reason
            self._keep.note_trouble(error.reason)

    def _jittered(self, seconds: float) -> float:
        """Give or take a fifth."""
        return seconds * (0.8 + 0.4 * self._random())
