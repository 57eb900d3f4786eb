"""Question and answer with a printer over its line, one question at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.printer.status import Answer, Asb, BlockAnswer, Demultiplexer, Question, asb_trouble, verdict
from devices.printer.transport import Deadline
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from devices.printer.status import Told
    from devices.printer.transport import Transport

PRINTABLE = (None, Trouble.PAPER_LOW)
"""Answers with which a job may be sent."""

ERROR = 0x40
"""Bit of the answer OFFLINE: there is an error, and the question ERROR says which."""

WAITS_FOR_PERSON = 0x64
"""Bits of the answer OFFLINE: cover open, stopped at the end of the paper, error."""

MOST_READS = 64
"""How often a line is read to empty it."""


class Talk:
    """What has been asked and heard on one line."""

    def __init__(self, line: Transport) -> None:
        """Begin with nothing asked."""
        self._line = line
        self._told = Demultiplexer()
        self._blocks: list[bytes] = []
        self._heard_fault = False

    def begin_again(self) -> None:
        """Forget everything, and throw away what lies on the line: an old answer must not be taken for a new one."""
        self._drained()
        self._told.forget()
        self._blocks.clear()
        self._heard_fault = False

    def state(self) -> Trouble | None:
        """Ask the printer how it is. None = it is well, and three answers said so."""
        self.begin_again()
        deadline = Deadline(self._line.answer_seconds)
        answers: dict[Question, int] = {}
        for question in (Question.PRINTER, Question.OFFLINE, Question.PAPER):
            if not self._ask(question, answers, deadline):
                break
        if answers.get(Question.OFFLINE, 0) & ERROR:
            self._ask(Question.ERROR, answers, Deadline(self._line.answer_seconds))
        return verdict(answers)

    def fence(self, seconds: float, watch: float, wanted: bytes = b"") -> bool:
        """Wait for the answer to the fence, and for the block `wanted` that was asked for before it.

        False when time is up, or as soon as the printer says that it waits for a person: asked every `watch` seconds, or unasked.
        """
        deadline = Deadline(seconds)
        answers: dict[Question, int] = {}
        self._put(Question.FENCE)
        while not self._passed(answers, wanted, Deadline(min(watch, deadline.left))):
            if self._heard_fault or not deadline.left or self._stands_still(answers):
                return False
        return not self._heard_fault

    def tell(self, command: bytes, wanted: bytes) -> bool:
        """Send a command that is answered by a block; False when the answer did not come."""
        self._line.write(command, self._line.answer_seconds)
        deadline = Deadline(self._line.answer_seconds)
        while wanted not in self._blocks and self._listen({}, deadline):
            pass
        return wanted in self._blocks

    def stirred(self) -> bool:
        """Whether the printer has said something by itself. Never waits."""
        return any(isinstance(told, Asb) for told in self._told.feed(self._drained()))

    def _drained(self) -> bytes:
        """Take what lies on the line; a line that never stops talking is not listened to for ever."""
        taken = b""
        for _ in range(MOST_READS):
            data = self._line.read(0)
            if not data:
                break
            taken += data
        return taken

    def _passed(self, answers: dict[Question, int], wanted: bytes, deadline: Deadline) -> bool:
        """Hear until the fence is answered, and the block has come; False when the deadline passed before."""

        def passed() -> bool:
            return Question.FENCE in answers and (not wanted or wanted in self._blocks)

        while not passed() and not self._heard_fault and self._listen(answers, deadline):
            pass
        return passed()

    def _stands_still(self, answers: dict[Question, int]) -> bool:
        """Whether the printer, asked while it should be printing, says that it waits for a person. Keeps the fence open."""
        answers.pop(Question.OFFLINE, None)
        self._ask(Question.OFFLINE, answers, Deadline(self._line.answer_seconds))
        return bool(answers.get(Question.OFFLINE, 0) & WAITS_FOR_PERSON)

    def _ask(self, question: Question, answers: dict[Question, int], deadline: Deadline) -> bool:
        """Ask one thing and note the answer; False when none came. One question at a time, for an answer does not name its own."""
        self._put(question)
        while question not in answers and self._listen(answers, deadline):
            pass
        return question in answers

    def _put(self, question: Question) -> None:
        """Send a question."""
        self._told.asked(question)
        self._line.write(question.value, self._line.answer_seconds)

    def _listen(self, answers: dict[Question, int], deadline: Deadline) -> bool:
        """Note what the printer says; False when it said nothing, or the deadline has passed: then nothing more is to be heard."""
        data = self._line.read(deadline.left)
        for told in self._told.feed(data):
            self._note(told, answers)
        return bool(data) and deadline.left > 0

    def _note(self, told: Told, answers: dict[Question, int]) -> None:
        """Put what was said where it belongs."""
        match told:
            case Answer(question, byte):
                answers[question] = byte
            case BlockAnswer(block):
                self._blocks.append(block)
            case Asb():
                self._heard_fault = self._heard_fault or asb_trouble(told) not in PRINTABLE


def refusal(trouble: Trouble) -> DeviceError:
    """Give the error of a slip of which not a byte was sent: `unknown` would say that it may have come out."""
    return DeviceError((Trouble.SILENT if trouble is Trouble.UNKNOWN else trouble).value)
