"""What a printer answers, however it arrives, and what it does not say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer.status import Answer, Asb, BlockAnswer, Demultiplexer, Question, asb_trouble, verdict
from kiosk.ports import Trouble

STREAM = b"\x12\x11\x10\x00\x00\x00\x16\x5fTM-T20III\x00\x00\x13\x12"
ANSWERS = (
    Answer(Question.PRINTER, 0x12),
    Asb(b"\x10\x00\x00\x00"),
    Answer(Question.OFFLINE, 0x16),
    BlockAnswer(b"\x5fTM-T20III"),
    Answer(Question.FENCE, 0x00),
    Answer(Question.PAPER, 0x12),
)


def _asked() -> Demultiplexer:
    """Give a demultiplexer with the questions of the stream open."""
    demultiplexer = Demultiplexer()
    for question in (Question.FENCE, Question.PRINTER, Question.OFFLINE, Question.PAPER):
        demultiplexer.asked(question)
    return demultiplexer


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_answers_are_the_same_however_the_line_splits_them(cuts: list[int]) -> None:
    """A line delivers bytes when it likes."""
    demultiplexer = _asked()
    marks = [0, *sorted(cuts), len(STREAM)]

    told = [answer for start, end in pairwise(marks) for answer in demultiplexer.feed(STREAM[start:end])]

    assert tuple(told) == ANSWERS
    assert demultiplexer.strays == 0


@given(noise=st.binary(max_size=200))
def test_noise_never_says_that_there_is_paper(noise: bytes) -> None:
    """Without a question there is no answer, whatever comes."""
    told = Demultiplexer().feed(noise)

    assert not any(isinstance(answer, Answer) for answer in told)


@given(noise=st.binary(max_size=2000))
def test_noise_never_fills_the_memory(noise: bytes) -> None:
    """An endless stream is thrown away."""
    demultiplexer = Demultiplexer()

    demultiplexer.feed(noise)

    assert len(demultiplexer._rest) <= 80


@pytest.mark.parametrize(
    ("printer", "offline", "paper", "trouble"),
    [
        (0x12, 0x12, 0x12, None),
        (0x12, 0x12, 0x1E, Trouble.PAPER_LOW),
        (0x1A, 0x32, 0x7E, Trouble.PAPER_OUT),
        (0x1A, 0x16, 0x12, Trouble.COVER_OPEN),
        (0x1A, 0x12, 0x12, Trouble.OFFLINE),
        (0x1A, 0x52, 0x12, Trouble.OFFLINE),
    ],
)
def test_the_verdict_reads_the_bits_of_the_manual(printer: int, offline: int, paper: int, trouble: Trouble | None) -> None:
    """Every state the referee showed, by its bytes."""
    assert verdict({Question.PRINTER: printer, Question.OFFLINE: offline, Question.PAPER: paper}) is trouble


def test_a_jammed_cutter_is_named() -> None:
    """The error question is asked only when there is one, and says which."""
    answers = {Question.PRINTER: 0x1A, Question.OFFLINE: 0x52, Question.PAPER: 0x12, Question.ERROR: 0x1A}

    assert verdict(answers) is Trouble.CUTTER


@pytest.mark.parametrize("missing", [Question.PRINTER, Question.OFFLINE, Question.PAPER])
def test_a_missing_answer_is_never_well(missing: Question) -> None:
    """Two of three answers are no proof."""
    answers = {question: 0x12 for question in (Question.PRINTER, Question.OFFLINE, Question.PAPER) if question is not missing}

    assert verdict(answers) is Trouble.UNKNOWN


def test_silence_is_silence() -> None:
    """No answer is a trouble of its own."""
    assert verdict({}) is Trouble.SILENT


@pytest.mark.parametrize(
    ("sent", "trouble"),
    [
        (b"\x10\x00\x00\x00", None),
        (b"\x10\x00\x03\x00", Trouble.PAPER_LOW),
        (b"\x18\x00\x0f\x00", Trouble.PAPER_OUT),
        (b"\x38\x00\x00\x00", Trouble.COVER_OPEN),
        (b"\x18\x00\x00\x00", Trouble.OFFLINE),
    ],
)
def test_an_unasked_status_means_the_same(sent: bytes, trouble: Trouble | None) -> None:
    """The four bytes a printer sends by itself."""
    assert asb_trouble(Asb(sent)) is trouble
