"""What the store has to tell: new content, the outbox, the sync process's sign of life, a seal key come or gone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.nouns import Health, Lost, Part, Well
from kiosk.ports import StoreError
from kiosk.programme import OutboxCounts, Programme
from kiosk.visit.events import HealthChanged, OutboxCounted, ProgrammeArrived, SealChanged

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.ports import SealKey
    from kiosk.store.content import Content
    from kiosk.store.letters import Letters
    from kiosk.visit.events import Event

_log = logging.getLogger("store")


class Newsroom:
    """Looks for news in the store lane, and posts what is new. Says each thing once."""

    def __init__(
        self,
        *,
        letters: Letters,
        open_content: Callable[[], Content],
        configured_seal: SealKey | None,
        wall: Callable[[], datetime],
        post: Callable[[Event], None],
        has_room: Callable[[], bool] = lambda: True,
    ) -> None:
        """`open_content` opens the file (again, when it was put aside); `configured_seal` serves where no hub gives a key.

        `has_room` says whether the disk can take another promise.
        """
        self._letters = letters
        self._open_content = open_content
        self._content: Content | None = None
        self._configured_seal = configured_seal
        self._wall = wall
        self._post = post
        self._has_room = has_room
        self._seen_content = -1
        self._counted: OutboxCounts | None = None
        self._said: dict[Part, Health] = {}
        self._seal_ready: bool | None = None
        self._day: object = None

    def content(self) -> Content:
        """Give the open content.db, opening it when it is not. Raises StoreError."""
        if self._content is None:
            self._content = self._open_content()
            self._seen_content = -1
        return self._content

    def seal_key(self) -> SealKey | None:
        """Give the key to seal with: the hub's, else the one in the settings."""
        try:
            return self.content().seal() or self._configured_seal
        except StoreError:
            return self._configured_seal

    def can_keep(self) -> bool:
        """Whether a sign-up could be kept now: there is a key to seal it with, and room for it."""
        return self.seal_key() is not None and self._has_room()

    def programme(self) -> Programme:
        """Read what there is to show. Raises StoreError."""
        return self.content().programme(self._wall())

    def look(self) -> None:
        """Post what is new since the last look."""
        try:
            self._look_at_content()
            self._look_at_letters()
            self._tell(Part.STORE, Well() if self._has_room() else Lost("full"))
        except StoreError as error:
            # Put aside or spoilt under us: the next look opens the file anew.
            self._content = None if error.reason in {"moved", "broken"} else self._content
            if error.reason != "moved":
                self._tell(Part.STORE, Lost(error.reason))

    def _look_at_content(self) -> None:
        """New content, and a new day: events of yesterday go."""
        content = self.content()
        version = content.data_version()
        day = self._wall().date()
        if (version, day) != (self._seen_content, self._day):
            self._seen_content, self._day = version, day
            self._post(ProgrammeArrived(self.programme()))
        ready = self.can_keep()
        if ready != self._seal_ready:
            self._seal_ready = ready
            self._post(SealChanged(ready))
        self._tell(Part.SYNC, self._how_sync_is(content))

    def _how_sync_is(self, content: Content) -> Health:
        """Revoked by the hub, silent, or well."""
        if content.closed():
            return Lost("revoked")
        beat = content.last_beat()
        return Lost("silent") if beat is None or beat.silent(self._wall()) else Well()

    def _look_at_letters(self) -> None:
        """The outbox. Counted each time: the file's version tells of the other process's writing only, never of our own."""
        counts = self._letters.counts()
        if counts != self._counted:
            self._counted = counts
            self._post(OutboxCounted(counts))

    def _tell(self, part: Part, health: Health) -> None:
        """Say how a part is, when that changed."""
        if self._said.get(part) == health:
            return
        first = part not in self._said
        self._said[part] = health
        if not (first and isinstance(health, Well)):
            why = health.why if isinstance(health, Lost) else ""
            _log.info("part lost" if why else "part well", extra={"fields": {"part": part.value, "reason": why}})
        self._post(HealthChanged(part, health))

    def counts(self) -> OutboxCounts:
        """Count the letters. Raises StoreError."""
        return self._letters.counts()
