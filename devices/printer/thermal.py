"""An ESC/POS receipt printer: ask, refuse or send, cut, and wait for the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from devices.printer.commands import CLEAR, CLEARED, CUT, PROCESS_HEAD, RESET, SUBSCRIBE, process_digits, process_id
from devices.printer.profiles import GENERIC
from devices.printer.reader import Reader
from devices.printer.talk import PRINTABLE, Talk, refusal
from kiosk.ports import DeviceError, Proof, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.printer.profiles import Profile
    from devices.printer.transport import Transport
    from kiosk.ports import JobWatch
    from kiosk.slips.blocks import Slip

PAPER_RATE = 57_600.0
"""Bytes of raster a slow printer prints in a second: 100 mm of paper with 72 bytes a row."""


class Patience(Struct, frozen=True):
    """Seconds: what a printer may think over and above sending and printing, and how often it is asked whether it is stuck."""

    think: float = 3.0
    watch: float = 1.0


class ThermalPrinter:
    """Implements `ports.Printer` over any transport. Not for two threads.

    Between two connections it remembers what may lie in the printer: `_half` is a job of which some bytes have left, `_owes` says
    that the printer was told to throw it away and did not answer.
    """

    def __init__(
        self,
        *,
        transport: Transport,
        encode: Callable[[Slip], bytes],
        status: bool = True,
        profile: Profile = GENERIC,
        patience: Patience | None = None,
    ) -> None:
        """Keep the line and the encoder. `status` False = this printer never answers: a slip is sent, and nobody can say more."""
        self._line = transport
        self._encode = encode
        self._asks = status and transport.answers
        self._profile = profile
        self._patience = patience or Patience()
        self._talk = Talk(transport)
        self._half = b""
        self._owes = False
        self._count = 0
        self.expiry_seconds = transport.expiry_seconds

    def open(self) -> None:
        """Connect, throw away what was left on the line in either direction, and end what an earlier job has left behind."""
        self._line.open()
        self._talk.begin_again()
        if self._half:
            self._end_half_job()
        if self._asks and self._profile.asb:
            self._line.write(SUBSCRIBE, self._line.answer_seconds)

    def print_slip(self, slip: Slip, watch: JobWatch | None = None) -> Proof:
        """Print a slip. Raises DeviceError with the trouble before the first byte, and only `unknown` after it."""
        job = self._encode(slip)
        trouble = self.trouble()
        if trouble not in PRINTABLE:
            raise refusal(trouble)
        if watch is not None and not watch.may_begin():
            return Proof.CALLED_OFF
        self._half = job
        try:
            self._send(job, watch)
            proof = self._prove(len(job))
        except DeviceError as error:
            self._throw_away()
            raise DeviceError(Trouble.UNKNOWN.value) from error
        self._half = b""
        return proof

    def trouble(self) -> Trouble | None:
        """Ask the printer how it is; of one that never answers only the line itself can tell something."""
        if not self._asks:
            return self._line.hint()
        found = self._talk.state()
        if found not in (*PRINTABLE, Trouble.SILENT):
            found = self._talk.state()  # an old answer may have stood in for a new one; two do not
        if found is Trouble.SILENT:
            return self._line.hint() or found
        if not self._owes or found is Trouble.UNKNOWN:
            return found
        if found in PRINTABLE and self._talk.fence(self._patience.think, self._patience.watch):
            self._owes = False  # whatever it held has come out or is gone
            return found
        return Trouble.OLD_SLIP

    def stirred(self) -> bool:
        """Whether it has told something unasked."""
        return self._talk.stirred()

    def cancel(self) -> None:
        """End a call that is under way, from another thread."""
        self._line.cancel()

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()

    def _send(self, job: bytes, watch: JobWatch | None) -> None:
        """Send a job, and tell how much of it has left, also when that is not all."""
        before = self._line.written
        try:
            self._line.write(job, self._seconds(len(job)))
        except DeviceError:
            if watch is not None:
                watch.wrote(self._line.written - before, whole=False)
            raise
        if watch is not None:
            watch.wrote(len(job), whole=True)

    def _prove(self, size: int) -> Proof:
        """Wait until the printer has worked through a job of `size` bytes, and is well afterwards. Raises DeviceError."""
        if not self._asks:
            return Proof.SENT
        wanted = b""
        if self._profile.process_id:
            self._count += 1
            wanted = PROCESS_HEAD + process_digits(self._count)
            self._line.write(process_id(self._count), self._line.answer_seconds)
        if not self._talk.fence(self._seconds(size), self._patience.watch, wanted):
            raise DeviceError(Trouble.UNKNOWN.value)
        if self._talk.state() not in PRINTABLE:
            raise DeviceError(Trouble.UNKNOWN.value)
        return Proof.CONFIRMED

    def _seconds(self, size: int) -> float:
        """Give how long it may take to send and print so many bytes."""
        return size / self._line.rate + size / PAPER_RATE + self._patience.think

    def _throw_away(self) -> None:
        """Ask the printer to throw away what it holds, for the visitor is told that nothing is sure. Never raises."""
        if not self._asks:
            return
        try:
            self._owes = not self._talk.tell(CLEAR, CLEARED)
        except DeviceError:
            self._owes = True

    def _end_half_job(self) -> None:
        """End what a broken job has left: the dots that are still awaited, what is held, and the piece of paper.

        Without the first, a printer on a serial line takes the next slip for the rest of a picture.
        """
        missing = bytes(_longest_picture(self._half)) if self._line.resumes else b""
        self._line.write(missing, self._seconds(len(missing)))
        if self._owes:
            self._throw_away()
        end = RESET + (CUT if self._profile.cutter else b"")
        self._line.write(end, self._patience.think)
        self._half = b""


def _longest_picture(job: bytes) -> int:
    """Give the bytes that half a picture of a job can be waiting for: as many as its longest command has."""
    return max((len(command.arguments) + 2 for command in Reader().feed(job)), default=0)
