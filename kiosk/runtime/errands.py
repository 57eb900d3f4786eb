"""What staff have done at the hub from the settings screen: the refused letters sent again, and the kiosk enrolled."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from kiosk.ports import StoreError
from kiosk.rooms.staff.model import Enrolling
from kiosk.visit.events import EnrolmentAnswered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from kiosk.nouns import Ticket
    from kiosk.visit.effects import Enrol, SendAgain
    from kiosk.visit.events import Event
    from kiosk.wire import EnrolmentTold, OpId

_log = logging.getLogger("store")


class Refused(Protocol):
    """A letter the hub refused."""

    @property
    def id(self) -> OpId:
        """Its id, which never changes."""


class Shelf(Protocol):
    """Where the refused letters lie."""

    def parked(self, now: datetime) -> Iterable[Refused]:
        """List them."""

    def send_again(self, letter: OpId) -> bool:
        """Offer one again."""


class Carrier(Protocol):
    """Whoever carries a letter of the hub's to the sync process, and its answer back."""

    def hand_in(self, letter: str) -> None:
        """Ask to be enrolled by this letter."""

    def answered(self) -> EnrolmentTold | None:
        """Read how it went, once."""


class HubErrands:
    """Does these in the store lane."""

    def __init__(
        self,
        *,
        letters: Shelf,
        errand: Carrier,
        refusal: str,
        wall: Callable[[], datetime],
        post: Callable[[Event], None],
        ring: Callable[[], None],
    ) -> None:
        """`refusal` = why this kiosk cannot be enrolled by a letter, empty when it can; `ring` wakes the sync process."""
        self._letters = letters
        self._errand = errand
        self._refusal = refusal
        self._wall = wall
        self._post = post
        self._ring = ring
        self._asked: Ticket | None = None

    def send_again(self, effect: SendAgain) -> None:  # noqa: ARG002 - the counts tell everybody how it went
        """Offer every refused letter once more. The newsroom counts them at its next look, and the screen hears of it."""
        try:
            again = [line.id for line in self._letters.parked(self._wall()) if self._letters.send_again(line.id)]
        except StoreError as error:
            _log.warning("refused letters not sent again", extra={"fields": {"reason": error.reason}})
            return
        if again:
            self._ring()

    def enrol(self, effect: Enrol) -> None:
        """Hand the letter to the sync process, and wait for its answer."""
        if self._refusal:
            self._post(EnrolmentAnswered(effect.ticket, Enrolling(self._refusal)))
            return
        try:
            self._errand.hand_in(effect.letter)
        except StoreError as error:
            self._post(EnrolmentAnswered(effect.ticket, Enrolling(error.reason)))
            return
        self._asked = effect.ticket
        self._ring()

    def look(self) -> None:
        """Tell, when there is an answer. Staff who have left hear nothing: the ticket is another one."""
        if self._asked is None:
            return
        try:
            told = self._errand.answered()
        except StoreError:
            return
        if told is not None:
            self._post(EnrolmentAnswered(self._asked, Enrolling(told.code, told.library)))
            self._asked = None
