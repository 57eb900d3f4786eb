"""The printer's keeper: one thread that keeps a printer alive and prints one slip at a time."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from msgspec import Struct

from devices.keeping import PAUSES, STOP_SECONDS, BackOff, HealthNews
from kiosk.nouns import Lost
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.nouns import Health
    from kiosk.ports import Printer
    from kiosk.slips.blocks import Slip

POLL_SECONDS = 15.0
MEND_SECONDS = 2.0
"""How often a printer in trouble is asked whether somebody has mended it."""

EXPIRY_SECONDS = 20.0
"""How old a job may be when its first byte is sent. After that its visitor has given up."""

REOPEN_FOR = frozenset((Trouble.GONE, Trouble.SILENT, Trouble.UNKNOWN))
"""Troubles that a new connection may end."""


class _Job(Struct, frozen=True):
    """A slip that waits. `visit` counts up each time a visitor leaves."""

    slip: Slip
    done: Callable[[Trouble | None], None]
    queued_at: float
    visit: int


class PrinterKeeper:
    """Keeps a printer alive and prints one slip at a time. Never prints a slip twice, nor for a visitor who has left."""

    def __init__(
        self,
        *,
        printer: Printer,
        on_health: Callable[[Health], None],
        clock: Callable[[], float] = time.monotonic,
        poll: float = POLL_SECONDS,
        mend: float = MEND_SECONDS,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """Keep the printer and whom to tell. `poll`, `mend` and `pauses` are seconds. Nothing runs until `start`."""
        self._printer = printer
        self._news = HealthNews("printer", on_health)
        self._clock = clock
        self._poll = poll
        self._mend = mend
        self._back_off = BackOff(pauses)
        self._jobs: deque[_Job] = deque()
        self._visit = 0
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, drop what waits, and let go of the printer; within two seconds."""
        self.forget()
        self._stopping.set()
        self._wake.set()
        self._printer.cancel()
        self._thread.join(STOP_SECONDS)

    def print_slip(self, slip: Slip, done: Callable[[Trouble | None], None]) -> None:
        """Print a slip and call `done` once: None = it came out, UNKNOWN = nobody can tell, else why it did not.

        `done` comes at once, in the caller's thread, when the printer is known to be lost; else from the keeper's thread.
        After `forget` it does not come at all for a slip that was still waiting.
        """
        known = self._known_trouble()
        if known is not None:
            done(known)
            return
        with self._lock:
            self._jobs.append(_Job(slip, done, self._clock(), self._visit))
        self._wake.set()

    def forget(self) -> None:
        """Drop every slip of which nothing has been sent: the visitor has left."""
        with self._lock:
            self._visit += 1
            self._jobs.clear()

    # --------------------------------------------------------------------------------------------------- its thread

    def _run(self) -> None:
        """Open, serve until it breaks, wait, and again."""
        while not self._stopping.is_set():
            try:
                self._printer.open()
                self._serve()
            except DeviceError as error:
                self._lose(_trouble_of(error))
            self._printer.close()
            self._stopping.wait(self._back_off.next_pause())

    def _serve(self) -> None:
        """Print what comes and look after the printer in between. Raises DeviceError when a new connection is needed."""
        while not self._stopping.is_set():
            self._wake.clear()
            job = self._next_job()
            if job is None:
                self._check()
                self._wait()
            else:
                self._print(job)

    def _wait(self) -> None:
        """Wait for a job, or until it is time to ask the printer how it is."""
        self._wake.wait(self._mend if isinstance(self._news.now, Lost) else self._poll)

    def _check(self) -> None:
        """Ask the printer how it is. Raises DeviceError when only a new connection can help."""
        trouble = self._printer.trouble()
        if trouble in REOPEN_FOR:
            raise DeviceError(trouble.value)
        self._back_off.begin_again()
        if trouble is None or trouble is Trouble.PAPER_LOW:
            self._news.well(trouble.value if trouble else "")
        else:
            self._lose(trouble)

    def _print(self, job: _Job) -> None:
        """Print one slip and say how it went. Raises DeviceError when a new connection is needed."""
        try:
            self._attempt(job)
        except DeviceError as error:
            trouble = _trouble_of(error)
            job.done(trouble)
            if trouble in REOPEN_FOR:
                raise
            self._lose(trouble)
        else:
            job.done(None)

    def _attempt(self, job: _Job) -> None:
        """Hand a slip to the printer. Only where the connection was found dead, before a byte was sent, once more on a new one."""
        try:
            self._printer.print_slip(job.slip)
        except DeviceError as error:
            if error.reason != Trouble.GONE.value or self._is_over(job):
                raise
            self._printer.close()
            self._printer.open()
            if self._is_over(job):
                raise
            self._printer.print_slip(job.slip)

    def _is_over(self, job: _Job) -> bool:
        """Whether the visitor of a job has left, or the kiosk is closing."""
        with self._lock:
            return job.visit != self._visit or self._stopping.is_set()

    def _next_job(self) -> _Job | None:
        """Take the oldest job that is not too old."""
        while True:
            with self._lock:
                job = self._jobs.popleft() if self._jobs else None
            if job is None or self._clock() - job.queued_at < EXPIRY_SECONDS:
                return job
            job.done(Trouble.SILENT)

    def _lose(self, trouble: Trouble) -> None:
        """Tell that the printer is lost, and refuse what waits."""
        self._news.lost(trouble.value)
        with self._lock:
            waiting = tuple(self._jobs)
            self._jobs.clear()
        for job in waiting:
            job.done(trouble)

    def _known_trouble(self) -> Trouble | None:
        """Give the trouble that the printer is known to have."""
        now = self._news.now
        return Trouble(now.why) if isinstance(now, Lost) else None


def _trouble_of(error: DeviceError) -> Trouble:
    """Read the reason of an error."""
    try:
        return Trouble(error.reason)
    except ValueError:
        return Trouble.UNKNOWN
