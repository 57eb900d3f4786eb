"""The slips that wait for a printer, and a journal of what became of the last ones."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from msgspec import Struct

from devices.printer.job import Job, JobState, JobStep

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.ports import Trouble
    from kiosk.slips.blocks import Slip

REMEMBERED = 50
"""Jobs whose fate staff can read. They hold no content."""


class Waiting(Struct, frozen=True):
    """A slip that waits. `since` is seconds of the steady clock, `visit` counts up each time a visitor leaves."""

    number: int
    slip: Slip
    done: Callable[[Trouble | None], None]
    since: float
    visit: int


class SlipQueue:
    """Holds slips and the journal. For several threads. Nothing in it outlives the program: at start nothing is printed."""

    def __init__(self, *, clock: Callable[[], float], wall: Callable[[], datetime]) -> None:
        """Begin empty. `clock` measures age, `wall` is what staff read."""
        self._clock = clock
        self._wall = wall
        self._lock = threading.Lock()
        self._waiting: deque[Waiting] = deque()
        self._jobs: dict[int, Job] = {}
        self._count = 0
        self._visit = 0

    def journal(self) -> tuple[Job, ...]:
        """Give the last jobs, oldest first."""
        with self._lock:
            return tuple(self._jobs.values())

    def put(self, slip: Slip, done: Callable[[Trouble | None], None], trouble: Trouble | None = None) -> None:
        """Let a slip wait; with `trouble` it is only noted that it was refused."""
        with self._lock:
            self._count += 1
            job = Job(number=self._count, kind=slip.kind, queued_at=self._wall())
            self._jobs[job.number] = job
            while len(self._jobs) > REMEMBERED:
                del self._jobs[next(iter(self._jobs))]
            if trouble is None:
                self._waiting.append(Waiting(job.number, slip, done, self._clock(), self._visit))
            else:
                self._step(job.number, JobStep.REFUSED, trouble)

    def take(self) -> Waiting | None:
        """Take the oldest slip; it is being checked now."""
        with self._lock:
            if not self._waiting:
                return None
            taken = self._waiting.popleft()
            self._step(taken.number, JobStep.TAKEN)
            return taken

    def forget(self) -> None:
        """The visitor has left: what waits is dropped, and what is being checked will not begin."""
        with self._lock:
            self._visit += 1
            for waiting in self._waiting:
                self._step(waiting.number, JobStep.CALLED_OFF)
            self._waiting.clear()

    def refuse_all(self, trouble: Trouble) -> tuple[Waiting, ...]:
        """Take everything that waits, for it cannot be printed; whoever waits has still to be told."""
        with self._lock:
            refused = tuple(self._waiting)
            self._waiting.clear()
            for waiting in refused:
                self._step(waiting.number, JobStep.REFUSED, trouble)
        return refused

    def is_over(self, taken: Waiting) -> bool:
        """Whether the visitor of a slip has left."""
        with self._lock:
            return taken.visit != self._visit

    def is_old(self, taken: Waiting, expiry: float) -> bool:
        """Whether a slip has waited longer than `expiry` seconds."""
        return self._clock() - taken.since >= expiry

    def begin(self, taken: Waiting, expiry: float) -> bool:
        """Decide whether the first byte may leave: only for a visitor who is here, and not too late."""
        with self._lock:
            if taken.visit != self._visit:
                self._step(taken.number, JobStep.CALLED_OFF)
                return False
            if self.is_old(taken, expiry):
                self._step(taken.number, JobStep.TOO_OLD)
                return False
            self._step(taken.number, JobStep.BEGAN)
            return True

    def wrote(self, number: int, count: int, *, whole: bool) -> None:
        """Note how many bytes have left."""
        with self._lock:
            if number in self._jobs:
                self._jobs[number] = self._jobs[number].with_bytes(count)
        if whole:
            self.step(number, JobStep.ALL_SENT)

    def step(self, number: int, step: JobStep, trouble: Trouble | None = None) -> None:
        """Note what happened to a job."""
        with self._lock:
            self._step(number, step, trouble)

    def state(self, number: int) -> JobState:
        """Say where a job stands; one that is no longer remembered has ended long ago."""
        with self._lock:
            job = self._jobs.get(number)
        return job.state if job else JobState.CANCELLED

    def _step(self, number: int, step: JobStep, trouble: Trouble | None = None) -> None:
        """Do the step, where the job is remembered."""
        job = self._jobs.get(number)
        if job is not None:
            self._jobs[number] = job.after(step, self._wall(), trouble)
