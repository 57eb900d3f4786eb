"""Tries settings from the hub, and goes back by itself to what worked before when they cannot be used.

What is tried is on the disk before it is in force. It has proved itself when the glass has lived a minute with it; a bug in that
minute, or a second start without having proved itself, and the kiosk goes back and says so in its heartbeat.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.ports import StoreError
from kiosk.visit.events import MinutePassed, RulesChanged
from kiosk.wire import Layer, Running

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from kiosk.store.layers import LayerFiles
    from kiosk.visit.events import Event
    from kiosk.visit.look import HouseRules
    from kiosk.visit.states import Kiosk

_log = logging.getLogger("settings")

PROVEN_S = 60.0

MOST_STARTS = 2
"""A power cut in the first minute is no fault of the settings; the same once more is taken for one."""

REASON = 200


class UnusableError(Exception):
    """Settings this kiosk cannot run with; the message names key and fault."""


class Trial:
    """Decides which of the hub's settings are in force. All but `start`, `noticed` and `bug` runs in the store lane."""

    def __init__(
        self,
        *,
        files: LayerFiles,
        rules: Callable[[dict[str, Any]], HouseRules],
        post: Callable[[Event], None],
        clock: Callable[[], float],
    ) -> None:
        """`rules` reads a hub's values over the kiosk's own settings, or raises UnusableError; `clock` is monotonic seconds."""
        self._files = files
        self._rules = rules
        self._post = post
        self._clock = clock
        self._since = self._alive = clock()
        self._bug = False
        self.running = files.running()

    def start(self) -> dict[str, Any]:
        """Give the values to start with, before anything else is made of the settings."""
        running = self.running
        if running.trying is not None:
            counted = replace(running, starts=running.starts + 1)
            self._keep(_back(running, "did_not_stay") if counted.starts > MOST_STARTS else counted)
        while self.running.layer != Layer():
            try:
                self._rules(self.running.layer.values)
            except UnusableError as error:
                good = Layer() if self.running.trying is None else self.running.good
                self._keep(Running(good, refused=self.running.layer.version, reason=str(error)[:REASON]))
            else:
                break
        return self.running.layer.values

    def look(self) -> None:
        """See what became of the trial, and what the hub wants by now."""
        if self._bug:
            self._bug = False
            if self.running.trying is not None:
                self._settle(_back(self.running, "bug"))
        if self.running.trying is not None and self._alive - self._since >= PROVEN_S:
            self._keep(Running(self.running.trying))
        wanted = self._files.wanted()
        if wanted is not None and wanted.version not in self._known():
            self._try(wanted)

    def _known(self) -> set[str]:
        """The versions that need no new trial."""
        return {self.running.layer.version, self.running.refused}

    def _try(self, wanted: Layer) -> None:
        """Put a layer in force, if it can be read at all."""
        good = self.running.good
        try:
            self._rules(wanted.values)
        except UnusableError as error:
            self._settle(Running(good, refused=wanted.version, reason=str(error)[:REASON]))
        else:
            self._since = self._clock()
            self._settle(Running(good, trying=wanted, starts=1))

    def _settle(self, running: Running) -> None:
        """Keep it, and let the house know."""
        if self._keep(running):
            self._post(RulesChanged(self._rules(running.layer.values)))

    def _keep(self, running: Running) -> bool:
        """Write before anything is put in force; a disk in trouble leaves all as it is."""
        try:
            self._files.run(running)
        except StoreError as error:
            _log.warning("settings not kept", extra={"fields": {"reason": error.reason}})
            return False
        if running.refused and running.refused != self.running.refused:
            _log.warning("settings taken back", extra={"fields": {"reason": running.reason}})
        self.running = running
        return True

    # ------------------------------------------------------------------------------------------------- the UI thread

    def noticed(self, event: Event, kiosk: Kiosk) -> None:
        """The loop decides and the clock ticks: the glass lives."""
        del kiosk
        if isinstance(event, MinutePassed):
            self._alive = self._clock()

    def bug(self) -> None:
        """Something broke; while settings are on trial it is taken for theirs."""
        self._bug = True


def _back(running: Running, reason: str) -> Running:
    """Go back to what worked."""
    tried = running.trying
    return running if tried is None else Running(running.good, refused=tried.version, reason=reason)
