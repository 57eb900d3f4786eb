"""An ESC/POS receipt printer: ask, refuse or send, cut, and wait for the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.printer.status import Answer, Demultiplexer, Question, verdict
from devices.printer.transport import Deadline
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.printer.transport import Transport
    from kiosk.slips.blocks import Slip

CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: throw away everything that is held. Without it a slip would come out when staff load paper."""

PAPER_RATE = 57_600.0
"""Bytes of raster a slow printer prints in a second: 100 mm of paper with 72 bytes a row."""

PATIENCE = 3.0
"""Seconds a printer may think, over and above what sending and printing take."""

WATCH_SECONDS = 1.0
"""How often a printer is asked, while its proof is awaited, whether it waits for a person."""

WAITS_FOR_PERSON = 0x64
"""Bits of the answer OFFLINE: cover open, stopped at the end of the paper, error."""

HALF_BAND = b"\0" * 9_224
"""As many bytes as half a picture can be waiting for: one band and its head."""

RESET = b"\x1b@"

PRINTABLE = (None, Trouble.PAPER_LOW)
"""Answers with which a job may be sent."""


class ThermalPrinter:
    """Implements `ports.Printer` over any transport. Not for two threads."""

    def __init__(self, *, transport: Transport, encode: Callable[[Slip], bytes], status: bool = True) -> None:
        """Keep the line and the encoder. `status` False = this printer never answers: sent counts as printed."""
        self._line = transport
        self._encode = encode
        self._asks = status
        self._told = Demultiplexer()
        self._half_sent = False

    def open(self) -> None:
        """Connect, and throw away what was left on the line in either direction."""
        self._line.open()
        self._told.forget()
        if self._half_sent and self._line.resumes:
            self._line.write(HALF_BAND + RESET, len(HALF_BAND) / self._line.rate + PATIENCE)
        self._half_sent = False
        self._drain()

    def print_slip(self, slip: Slip) -> None:
        """Print a slip. Raises DeviceError with the trouble before the first byte, and only `unknown` after it."""
        job = self._encode(slip)
        trouble = self.trouble()
        if trouble is not None and trouble is not Trouble.PAPER_LOW:
            # `unknown` would say that the slip may have come out; here not a byte has left us.
            raise DeviceError((Trouble.SILENT if trouble is Trouble.UNKNOWN else trouble).value)
        self._half_sent = True
        try:
            self._line.write(job, len(job) / self._line.rate + len(job) / PAPER_RATE + PATIENCE)
            self._prove(len(job))
        except DeviceError as error:
            self._clear()
            raise DeviceError(Trouble.UNKNOWN.value) from error
        self._half_sent = False

    def trouble(self) -> Trouble | None:
        """Ask the printer how it is; a silent one is taken at its word that it never answers."""
        if not self._asks:
            return None
        self._drain()
        deadline = Deadline(self._line.answer_seconds)
        answers: dict[Question, int] = {}
        for question in (Question.PRINTER, Question.OFFLINE, Question.PAPER):
            if not self._ask(question, answers, deadline):
                break
        if answers.get(Question.OFFLINE, 0) & 0x40:
            self._ask(Question.ERROR, answers, Deadline(self._line.answer_seconds))
        return verdict(answers)

    def cancel(self) -> None:
        """End a call that is under way, from another thread."""
        self._line.cancel()

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()

    def _prove(self, size: int) -> None:
        """Wait until the printer has worked through a job of `size` bytes, and is well afterwards. Raises DeviceError."""
        if not self._asks:
            return
        deadline = Deadline(size / self._line.rate + size / PAPER_RATE + PATIENCE)
        answers: dict[Question, int] = {}
        self._put(Question.FENCE)
        while not self._hear(Question.FENCE, answers, Deadline(min(WATCH_SECONDS, deadline.left))):
            if not deadline.left or self._stands_still(answers):
                raise DeviceError(Trouble.UNKNOWN.value)
        if self.trouble() not in PRINTABLE:
            raise DeviceError(Trouble.UNKNOWN.value)

    def _stands_still(self, answers: dict[Question, int]) -> bool:
        """Whether the printer, asked while it should be printing, says that it waits for a person. Keeps the fence open."""
        answers.pop(Question.OFFLINE, None)
        self._ask(Question.OFFLINE, answers, Deadline(self._line.answer_seconds))
        return bool(answers.get(Question.OFFLINE, 0) & WAITS_FOR_PERSON)

    def _ask(self, question: Question, answers: dict[Question, int], deadline: Deadline) -> bool:
        """Ask one thing and note the answer; False when none came. One question at a time, for an answer does not name its own."""
        self._put(question)
        return self._hear(question, answers, deadline)

    def _put(self, question: Question) -> None:
        """Send a question."""
        self._told.asked(question)
        self._line.write(question.value, self._line.answer_seconds)

    def _hear(self, question: Question, answers: dict[Question, int], deadline: Deadline) -> bool:
        """Note what the printer says, until it has answered `question`; False when the deadline passed before."""
        while question not in answers:
            data = self._line.read(deadline.left)
            if not data:
                return False
            answers.update({told.question: told.byte for told in self._told.feed(data) if isinstance(told, Answer)})
        return True

    def _drain(self) -> None:
        """Throw away what lies on the line: an old answer must not be taken for a new one."""
        while self._line.read(0):
            pass
        self._told.forget()

    def _clear(self) -> None:
        """Ask the printer to throw away what it holds, for the visitor is told that nothing is sure. Never raises."""
        if not self._asks:
            return
        try:
            self._line.write(CLEAR, self._line.answer_seconds)
            self._line.read(self._line.answer_seconds)
        except DeviceError:
            return
