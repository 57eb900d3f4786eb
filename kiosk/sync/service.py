"""The sync process: letters out, content in, and a sign of life for the glass.

Letters have this thread, sources their own: a slow source must not keep a fresh sign-up waiting.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from kiosk.ports import StoreError
from kiosk.sync.bell import Bell
from kiosk.sync.courier import Courier, Pushed
from kiosk.sync.disk import DiskWatch
from kiosk.sync.report import SyncReport

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from kiosk.sync.admission import Admission
    from kiosk.sync.downlink import Downlink
    from kiosk.sync.needs import ContentShelf, LetterBox, Room
    from kiosk.sync.refresher import Refresher

log = logging.getLogger("sync")

ROUND_S = 60.0
"""How often letters are offered when nobody rings, and how often a sign of life is left."""

HURRY_S = 10.0
"""A fresh sign-up may hurry the courier in spite of its pause, but no more often than this."""

TICK_S = 1.0
"""How often letters.db is looked at for news, in case nobody rang."""

BREATH_S = 2.0
"""The pause between two rounds when much has piled up."""


class SyncService:
    """Runs courier and refresher. Without a courier (no hub) it only brings content in."""

    def __init__(  # noqa: PLR0913 - each by name
        self,
        *,
        letters: LetterBox,
        content: ContentShelf,
        courier: Courier | None,
        refresher: Refresher,
        clock: Callable[[], float],
        random: Callable[[], float],
        wall: Callable[[], datetime],
        bell_path: Path | None = None,
        round_s: float = ROUND_S,
        downlink: Downlink | None = None,
        room: Room | None = None,
        admission: Admission | None = None,
    ) -> None:
        """`letters` and `downlink` are used in the thread of `run` only, `content` and `refresher` in a thread that `run` makes.

        `room` is freed when the disk is full.
        """
        self._downlink = downlink
        self._letters = letters
        self._content = content
        self._courier = courier
        self._refresher = refresher
        self._clock = clock
        self._random = random
        self._wall = wall
        self._bell_path = bell_path
        self._round_s = round_s
        self._last_push = float("-inf")
        self._tidied: date | None = None
        self._uplink_state = "" if courier is not None else "no_hub"
        self._disk = DiskWatch(room)
        self._admission = admission
        self._fault: BaseException | None = None

    def once(self) -> SyncReport:
        """Push and pull once, in this thread. Raises StoreError."""
        pushed = self._push() if self._courier is not None else None
        pulled = self._downlink.once() if self._downlink is not None else None
        sources = () if self._shut() else self._refresher.refresh_all()
        self._beat()
        return SyncReport(pushed, sources, pulled)

    def _shut(self) -> bool:
        """Whether the hub has revoked this kiosk."""
        return self._downlink is not None and self._downlink.closing.shut.is_set()

    def run(self, stopping: threading.Event) -> None:
        """Work until `stopping` is set. Raises StoreError when a file is broken: the next start mends what can be mended."""
        bell = Bell(self._bell_path) if self._bell_path is not None else None
        ended = threading.Event()
        pulling = threading.Thread(target=self._pull_until, args=(stopping, ended), name="refresher", daemon=True)
        pulling.start()
        try:
            self._push_until(stopping, ended, bell)
        finally:
            stopping.set()
            pulling.join(5.0)
            if bell is not None:
                bell.close()
        if self._fault is not None:
            raise self._fault

    # ------------------------------------------------------------------------------------------------ letters out

    def _push_until(self, stopping: threading.Event, ended: threading.Event, bell: Bell | None) -> None:
        """Offer letters each round, and sooner when there is news."""
        seen = self._letters.data_version()
        fresh = False
        due = self._clock()
        while not stopping.is_set() and not ended.is_set():
            self._forget_old()
            version = self._version(seen)
            fresh = self._admitted() or fresh or version != seen
            seen = version
            if (fresh and self._may_hurry()) or self._clock() >= due:
                due = self._clock() + self._pause_after(self._push_safely())
                fresh = False
            # Letters first: what comes from the hub has its turn in between, one thing at a time.
            if not self._step_down():
                # A ring says nothing that the file does not say: it only ends the wait.
                self._listen(bell, stopping)

    def _admitted(self) -> bool:
        """Whether the kiosk has just become another device: then everything is asked and offered at once."""
        try:
            return self._admission is not None and self._admission.look()
        except StoreError as error:
            self._disk.trouble(error)
            return False

    def _step_down(self) -> bool:
        """Let one thing come from the hub; whether more waits to come. A disk in trouble is news, a broken file is the end."""
        if self._downlink is None:
            return False
        try:
            return self._downlink.step()
        except StoreError as error:
            self._disk.trouble(error)
            return False

    def _forget_old(self) -> None:
        """Apply the retention rules, once a day and at every start; a disk in trouble is tried again tomorrow."""
        day = self._wall().date()
        if day == self._tidied:
            return
        self._tidied = day
        try:
            self._letters.forget_old(self._wall())
        except StoreError as error:
            if error.reason == "broken":
                raise
            log.warning("old letters not erased: %s", error.reason)

    def _version(self, seen: int) -> int:
        """Look whether letters.db has changed; a file that is busy has not."""
        try:
            return self._letters.data_version()
        except StoreError as error:
            if error.reason == "broken":
                raise
            return seen

    def _may_hurry(self) -> bool:
        """Whether a fresh sign-up may be offered now: never against the hub's wish, and in trouble only now and then."""
        if self._courier is None or self._courier.told_to_wait:
            return False
        well = self._courier.pause_s() == 0
        return well or self._clock() - self._last_push >= HURRY_S

    def _push_safely(self) -> Pushed:
        """Offer letters; a disk in trouble is news, a broken file is the end."""
        try:
            return self._push()
        except StoreError as error:
            if error.reason == "broken":
                raise
            self._disk.full(error)
            return Pushed(reason=error.reason)

    def _push(self) -> Pushed:
        """Offer letters, and speak when the hub went or came back."""
        if self._courier is None:
            return Pushed()
        self._last_push = self._clock()
        pushed = self._courier.push_once()
        if self._downlink is not None and pushed.sent:
            self._downlink.closing.heard(pushed.reason)
        if bool(pushed.reason) != bool(self._uplink_state):
            if pushed.reason:
                log.warning("hub lost: %s", pushed.reason)
            else:
                log.info("hub is back")
        self._uplink_state = pushed.reason
        return pushed

    def _pause_after(self, pushed: Pushed) -> float:
        """Give the seconds until the next round."""
        if pushed.more:
            return BREATH_S * (0.5 + self._random())
        pause = self._courier.pause_s() if self._courier is not None else 0.0
        return pause or self._round_s * (0.8 + 0.4 * self._random())

    def _listen(self, bell: Bell | None, stopping: threading.Event) -> None:
        """Wait a tick, or until somebody rings."""
        if bell is not None:
            bell.wait(TICK_S)
        else:
            stopping.wait(TICK_S)

    # ------------------------------------------------------------------------------------------------- content in

    def _pull_until(self, stopping: threading.Event, ended: threading.Event) -> None:
        """Ask the sources in their rhythm, until told to stop or until a fault ends the process."""
        try:
            while not stopping.is_set():
                self._pull()
                stopping.wait(max(TICK_S, min(self._refresher.next_due_in(), self._round_s)))
        except BaseException as fault:  # noqa: BLE001 - handed to the thread of `run`, which raises it
            self._fault = fault
            ended.set()

    def _pull(self) -> None:
        """Ask who is due and leave a sign of life; a disk in trouble is news, a broken file is the end."""
        try:
            if not self._shut():
                self._refresher.refresh_due(after_each=self._beat)
            self._beat()
        except StoreError as error:
            self._disk.trouble(error)
        else:
            self._disk.well()

    def _beat(self) -> None:
        """Leave a sign of life, and say how the hub is."""
        self._content.beat(at=self._wall(), every_s=self._round_s, uplink=self._uplink_state)
