"""What a printer says of itself: its mixed stream of answers taken apart, and read with three values: yes, no, unknown."""

from __future__ import annotations

from collections import deque
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.ports import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_BLOCK = 80
"""Bytes of a block answer (a model name, a process id) before it is taken for noise."""

BLOCK_HEADS = frozenset((0x37, 0x3B, 0x3D, 0x5F))
FLOW_CONTROL = frozenset((0x11, 0x13))


class Question(Enum):
    """What a printer can be asked, by the bytes that ask it. Source: ESC/POS command reference, DLE EOT and GS r."""

    PRINTER = b"\x10\x04\x01"
    OFFLINE = b"\x10\x04\x02"
    ERROR = b"\x10\x04\x03"
    PAPER = b"\x10\x04\x04"
    FENCE = b"\x1dr\x01"


class Answer(Struct, frozen=True):
    """One byte of status, and the question it answers."""

    question: Question
    byte: int


class Asb(Struct, frozen=True):
    """Four bytes that a printer sent unasked."""

    bytes: bytes


class BlockAnswer(Struct, frozen=True):
    """A longer answer, without the NUL at its end."""

    bytes: bytes


Told = Answer | Asb | BlockAnswer


class Demultiplexer:
    """Takes a printer's stream apart. Pure: bytes in, answers out.

    An answer is only taken as one when a question of its kind is open; everything else is counted and dropped, so that noise
    can never say that there is paper.
    """

    def __init__(self) -> None:
        """Begin with no question open."""
        self._open: deque[Question] = deque()
        self._rest = b""
        self.strays = 0

    def asked(self, question: Question) -> None:
        """Remember that a question was sent."""
        self._open.append(question)

    def forget(self) -> None:
        """Give up on all open questions and on half answers."""
        self._open.clear()
        self._rest = b""

    def feed(self, data: bytes) -> tuple[Told, ...]:
        """Take bytes as they arrive, split anywhere; give the answers that are complete."""
        self._rest += data
        told: list[Told] = []
        while self._rest:
            used, found = self._first()
            if not used:
                break
            self._rest = self._rest[used:]
            if found is not None:
                told.append(found)
        return tuple(told)

    def _first(self) -> tuple[int, Told | None]:
        """Read the head of the stream: how many bytes it took (0 = wait for more), and what it said."""
        head = self._rest[0]
        if head in FLOW_CONTROL:
            return 1, None
        if head & 0x93 == 0x12:
            return 1, self._taken(head, fence=False)
        if head & 0x93 == 0x10:
            return self._asb()
        if head in BLOCK_HEADS:
            return self._block()
        return 1, self._taken(head, fence=True) if head & 0x90 == 0 else self._stray

    def _taken(self, byte: int, *, fence: bool) -> Told | None:
        """Give `byte` to the oldest open question of its kind."""
        for question in self._open:
            if (question is Question.FENCE) is fence:
                self._open.remove(question)
                return Answer(question, byte)
        return self._stray

    def _asb(self) -> tuple[int, Told | None]:
        """Read four bytes that were sent unasked; a first byte without its followers is noise."""
        followers = self._rest[1:4]
        if any(byte & 0x90 for byte in followers):
            return 1, self._stray
        return (4, Asb(self._rest[:4])) if len(followers) == 3 else (0, None)

    def _block(self) -> tuple[int, Told | None]:
        """Read an answer that ends with NUL."""
        end = self._rest.find(b"\0", 0, LONGEST_BLOCK)
        if end > 0:
            return end + 1, BlockAnswer(self._rest[:end])
        return (1, self._stray) if len(self._rest) >= LONGEST_BLOCK else (0, None)

    @property
    def _stray(self) -> Told | None:
        """Count a byte that means nothing here; give nothing."""
        self.strays += 1
        return None


def verdict(answers: Mapping[Question, int]) -> Trouble | None:
    """Say what is wrong, by the answers to PRINTER, OFFLINE and PAPER (and ERROR). None = all is well, and all three said so."""
    if not answers:
        return Trouble.SILENT
    found = _fault(answers)
    if found is not None:
        return found
    if {Question.PRINTER, Question.OFFLINE, Question.PAPER} - answers.keys():
        return Trouble.UNKNOWN
    return Trouble.PAPER_LOW if answers[Question.PAPER] & 0x0C else None


def asb_trouble(told: Asb) -> Trouble | None:
    """Say what an unasked status means."""
    as_answers = {
        Question.PRINTER: told.bytes[0] & 0x08,
        Question.OFFLINE: (told.bytes[0] & 0x20) >> 3,
        Question.ERROR: told.bytes[1] & 0x28,
        Question.PAPER: (0x60 if told.bytes[2] & 0x0C else 0) | (0x0C if told.bytes[2] & 0x03 else 0),
    }
    return verdict(as_answers)


def _fault(answers: Mapping[Question, int]) -> Trouble | None:
    """Find what stops the printer: the cause that a person can mend comes first."""
    signs = (
        (Question.OFFLINE, 0x04, Trouble.COVER_OPEN),
        (Question.PAPER, 0x60, Trouble.PAPER_OUT),
        (Question.OFFLINE, 0x20, Trouble.PAPER_OUT),
        (Question.ERROR, 0x08, Trouble.CUTTER),
        (Question.ERROR, 0x20, Trouble.OFFLINE),
        (Question.PRINTER, 0x08, Trouble.OFFLINE),
        (Question.OFFLINE, 0x40, Trouble.OFFLINE),
    )
    for question, bits, trouble in signs:
        if answers.get(question, 0) & bits:
            return trouble
    return None
