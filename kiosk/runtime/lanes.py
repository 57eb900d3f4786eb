"""A lane: one thread with a queue of its own, so that what is slow never blocks the glass."""

from __future__ import annotations

import logging
import queue
import threading
from typing import TYPE_CHECKING

from kiosk.runtime.log import place_of

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger("lane")


class Lane:
    """Does jobs one after another. A job answers by posting; what it raises is a bug, and is logged by kind and place only."""

    def __init__(
        self, name: str, *, begin: Callable[[], None] | None = None, tick: Callable[[], None] | None = None, every: float = 2.0
    ) -> None:
        """Name the lane; `begin` runs first in its thread, `tick` each `every` seconds when there is nothing else to do."""
        self._name = name
        self._begin = begin
        self._tick = tick
        self._every = every
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=f"lane-{name}", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def do(self, job: Callable[[], None]) -> None:
        """Queue a job, from any thread."""
        self._jobs.put(job)

    def stop(self, *, within: float = 2.0) -> None:
        """End after the jobs that wait; give up on it after `within` seconds."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(within)

    def _run(self) -> None:
        """Work until told to stop."""
        self._safely(self._begin)
        while True:
            try:
                job = self._jobs.get(timeout=self._every if self._tick else None)
            except queue.Empty:
                self._safely(self._tick)
                continue
            if job is None:
                return
            self._safely(job)

    def _safely(self, job: Callable[[], None] | None) -> None:
        """Run a job; a bug in it must not end the lane, nor tell what it was about."""
        if job is None:
            return
        try:
            job()
        except Exception as error:  # noqa: BLE001 - one of the two last resorts
            _log.error("bug", extra={"fields": {"lane": self._name, "kind": type(error).__name__, "place": place_of(error)}})
