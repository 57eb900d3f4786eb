"""The printer's keeper: one thread that keeps a printer alive and prints one slip at a time."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from devices.keeping import PAUSES, STOP_SECONDS, BackOff, HealthNews
from devices.printer.job import JobState, JobStep
from devices.printer.slip_queue import SlipQueue
from kiosk.nouns import Lost
from kiosk.ports import DeviceError, Proof, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from devices.printer.job import Job
    from devices.printer.slip_queue import Waiting
    from kiosk.nouns import Health
    from kiosk.ports import Printer
    from kiosk.slips.blocks import Slip

POLL_SECONDS = 15.0
MEND_SECONDS = 2.0
"""How often a printer in trouble is asked whether somebody has mended it."""

LISTEN_SECONDS = 0.5
"""How often an idle printer is listened to: it may say by itself that its cover was opened, and a cable may be pulled."""

REOPEN_FOR = frozenset((Trouble.GONE, Trouble.SILENT, Trouble.UNKNOWN))
"""Troubles that a new connection may end."""


class PrinterKeeper:
    """Keeps a printer alive and prints one slip at a time. Never prints a slip twice, nor for a visitor who has left."""

    def __init__(
        self,
        *,
        printer: Printer,
        on_health: Callable[[Health], None],
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = lambda: datetime.fromtimestamp(time.time(), UTC),
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
        self._queue = SlipQueue(clock=clock, wall=wall)
        self._old_slip = False
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, drop what waits, and let go of the printer; within two seconds."""
        self._stopping.set()
        self.forget()
        self._wake.set()
        self._printer.cancel()
        self._thread.join(STOP_SECONDS)

    def print_slip(self, slip: Slip, done: Callable[[Trouble | None], None]) -> None:
        """Print a slip and call `done` once: None = it came out, UNKNOWN = nobody can tell, else why it did not.

        `done` comes at once, in the caller's thread, when the printer is known to be lost; else from the keeper's thread.
        After `forget` it does not come at all for a slip of which nothing had been sent.
        """
        known = self._known_trouble()
        self._queue.put(slip, done, known)
        if known is not None:
            done(known)
        else:
            self._wake.set()

    def forget(self) -> None:
        """Drop every slip of which nothing has been sent: the visitor has left."""
        self._queue.forget()

    def jobs(self) -> tuple[Job, ...]:
        """Give the last jobs, oldest first: what became of them, never what stood on them."""
        return self._queue.journal()

    # --------------------------------------------------------------------------------------------------- its thread

    def _run(self) -> None:
        """Open, serve until it breaks, wait, and again."""
        while not self._stopping.is_set():
            try:
                self._printer.open()
                self._serve()
            except DeviceError as error:
                if not self._stopping.is_set():  # else it was cancelled, and nothing is wrong
                    self._lose(_trouble_of(error))
            self._printer.close()
            self._stopping.wait(self._back_off.next_pause())

    def _serve(self) -> None:
        """Print what comes and look after the printer in between. Raises DeviceError when a new connection is needed."""
        while not self._stopping.is_set():
            self._wake.clear()
            job = self._queue.take()
            if job is None:
                self._check()
                self._wait()
            elif self._queue.is_old(job, self._printer.expiry_seconds):
                self._queue.step(job.number, JobStep.TOO_OLD)
                job.done(Trouble.SILENT)
            else:
                self._print(job)

    def _wait(self) -> None:
        """Wait for a job, a word of the printer, or the time to ask it how it is. Raises DeviceError when it is gone."""
        end = self._clock() + (self._mend if isinstance(self._news.now, Lost) else self._poll)
        left = end - self._clock()
        while left > 0 and not self._wake.wait(min(LISTEN_SECONDS, left)):
            if self._printer.stirred():
                return
            left = end - self._clock()

    def _check(self) -> None:
        """Ask the printer how it is. Raises DeviceError when only a new connection can help."""
        trouble = self._printer.trouble()
        if trouble in REOPEN_FOR:
            raise DeviceError(trouble.value)
        self._back_off.begin_again()
        if trouble is None or trouble is Trouble.PAPER_LOW:
            self._praise(trouble)
        else:
            self._lose(trouble)

    def _praise(self, trouble: Trouble | None) -> None:
        """Tell that the printer is well, with what staff should know all the same."""
        note = Trouble.OLD_SLIP if self._old_slip else trouble
        self._news.well(note.value if note else "")

    def _print(self, job: Waiting) -> None:
        """Print one slip and say how it went. Raises DeviceError when a new connection is needed."""
        try:
            proof = self._attempt(job)
        except DeviceError as error:
            trouble = _trouble_of(error)
            self._queue.step(job.number, _step_of(self._queue.state(job.number)), trouble)
            job.done(trouble)
            if trouble in REOPEN_FOR:
                raise
            self._lose(trouble)
        else:
            self._tell(job, proof)

    def _tell(self, job: Waiting, proof: Proof) -> None:
        """Say what is known of a slip that met no trouble; to a visitor who has left nothing is said."""
        match proof:
            case Proof.CONFIRMED:
                self._queue.step(job.number, JobStep.PROVED)
                self._old_slip = False
                job.done(None)
            case Proof.SENT:
                job.done(Trouble.UNKNOWN)
            case Proof.CALLED_OFF:
                if self._queue.state(job.number) is JobState.EXPIRED:
                    job.done(Trouble.SILENT)

    def _attempt(self, job: Waiting) -> Proof:
        """Hand a slip to the printer. Only where the connection was found dead, before a byte was sent, once more on a new one."""
        watch = _Watch(self._queue, job, self._printer.expiry_seconds, self._stopping)
        try:
            return self._printer.print_slip(job.slip, watch)
        except DeviceError as error:
            if error.reason != Trouble.GONE.value or self._queue.is_over(job) or self._stopping.is_set():
                raise
            self._printer.close()
            self._printer.open()
            return self._printer.print_slip(job.slip, watch)

    def _lose(self, trouble: Trouble) -> None:
        """Tell that the printer is lost, and refuse what waits."""
        self._old_slip = self._old_slip or trouble is Trouble.OLD_SLIP
        self._news.lost(trouble.value)
        for job in self._queue.refuse_all(trouble):
            job.done(trouble)

    def _known_trouble(self) -> Trouble | None:
        """Give the trouble that the printer is known to have."""
        now = self._news.now
        return Trouble(now.why) if isinstance(now, Lost) else None


class _Watch:
    """Follows one slip for the queue. Implements `ports.JobWatch`."""

    def __init__(self, queue: SlipQueue, job: Waiting, expiry: float, stopping: threading.Event) -> None:
        """Know whose slip it is."""
        self._queue = queue
        self._job = job
        self._expiry = expiry
        self._stopping = stopping

    def may_begin(self) -> bool:
        """Ask the queue."""
        return not self._stopping.is_set() and self._queue.begin(self._job, self._expiry)

    def wrote(self, count: int, *, whole: bool) -> None:
        """Tell the queue."""
        self._queue.wrote(self._job.number, count, whole=whole)


def _step_of(state: JobState) -> JobStep:
    """Say what an error means for a job: refused before its first byte, out of sight after it."""
    return JobStep.REFUSED if state is JobState.CHECKING else JobStep.LOST_SIGHT


def _trouble_of(error: DeviceError) -> Trouble:
    """Read the reason of an error."""
    try:
        return Trouble(error.reason)
    except ValueError:
        return Trouble.UNKNOWN
