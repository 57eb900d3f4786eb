"""What is fuzzed: each target takes any bytes, and fails where a promise of ours does not hold."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from devices.printer.status import Answer, Demultiplexer, Question, verdict
from devices.scanner.codes import classify
from devices.scanner.framing import Framer
from devices.scanner.keyboard import EV_KEY, EVENT, KeyboardScanner
from kiosk.codes import Code, PersonalCode, item_rule
from kiosk.nouns import DANISH
from kiosk.slips.blocks import BookTip, Copy, Facts, Foot, Headline, Masthead, Paragraph, QrCode, Rule, Slip, Title
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import LONGEST, PAPER_58, PAPER_80

FONTS = Path("/usr/share/fonts/truetype/noto")
LONGEST_FRAME = 64
SLOW_S = 2.0


def framing(data: bytes) -> None:
    """Any bytes in any pieces give the frames they give at once; each can be shown, and none is long. The head names the marks."""
    head, _, stream = data.partition(b"\0")
    prefix, _, suffix = head.partition(b"|")
    marks = {"prefix": prefix[:8], "suffix": suffix[:8]}
    whole = Framer(LONGEST_FRAME, **marks).feed(stream)
    pieced = Framer(LONGEST_FRAME, **marks)
    step = 1 + len(head) % 7
    frames = [frame for at in range(0, len(stream), step) for frame in pieced.feed(stream[at : at + step])]
    assert tuple(frames) == whole
    assert all(frame and frame.replace("\x1d", "").isprintable() and len(frame) <= LONGEST_FRAME for frame in whole)


def codes(data: bytes) -> None:
    """Every frame gives a code, and no code that is printed shows ten digits of a person."""
    rule = _rule(data[:16].decode("latin-1"))
    text = data.decode("utf-8", "replace")
    code = classify(text, hub_host="hub.example.dk", item=rule)
    assert isinstance(code, Code)
    if isinstance(code, PersonalCode):
        assert repr(code) == "PersonalCode(length=10)"


def rules(data: bytes) -> None:
    """A rule of a branch is refused, or it is quick on the worst label, and fits none that is too long."""
    rule = _rule(data.decode("latin-1"))
    if rule is not None:
        began = time.monotonic()
        for label in (data.decode("latin-1"), data[:1].decode("latin-1") * 64, "0" * 63 + "!"):
            rule.fullmatch(label)
        assert time.monotonic() - began < SLOW_S
        assert rule.fullmatch("0" * 65) is None
        assert rule.fullmatch("") is None


def keys(data: bytes) -> None:
    """Any events of a keyboard give bytes whose frames can be shown."""
    scanner = KeyboardScanner(lambda: "")
    whole = data[: len(data) // EVENT.size * EVENT.size]
    typed = b"".join(scanner._meaning(kind, code, value) for _, _, kind, code, value in EVENT.iter_unpack(whole))
    typed += b"".join(scanner._meaning(EV_KEY, byte & 0x7F, byte >> 7) for byte in data)
    for frame in Framer(LONGEST_FRAME).feed(typed, silent=True):
        assert isinstance(classify(frame, hub_host="h"), Code)


def status(data: bytes) -> None:
    """What nobody asked is no answer, and a printer is well only when it answered all three questions."""
    assert not any(isinstance(told, Answer) for told in Demultiplexer().feed(data))
    asked = Demultiplexer()
    questions = (Question.PRINTER, Question.OFFLINE, Question.PAPER)
    for question in questions:
        asked.asked(question)
    answers = {told.question: told.byte for told in asked.feed(data) if isinstance(told, Answer)}
    if verdict(answers) is None:
        assert set(questions) <= answers.keys()
    assert asked.strays <= len(data)


def slips(data: bytes) -> None:
    """A slip of hostile words is as wide as the paper, not too long, and black on white."""
    words = [piece.decode("utf-8", "replace") for piece in data.split(b"\0")][:12] + [""] * 12
    blocks = (
        Copy(words[0], words[1], words[2]), Masthead(words[3], words[4]), Headline(words[5]), Title(words[6]),
        Facts(((words[7], words[8]), (words[8], words[7]))), Rule(), Paragraph(words[9], quiet=bool(data[:1] > b"m")),
        QrCode(words[10], words[11], words[0]), BookTip(len(data), words[6], words[5], words[9], words[8]), Foot(words[1]),
    )  # fmt: skip
    for layout, paper in _layouts():
        dots = layout.dots(Slip("test", DANISH, blocks))
        assert dots.mode == "1"
        assert dots.width == paper
        assert 0 < dots.height <= LONGEST + dots.width


def _rule(pattern: str) -> re.Pattern[str] | None:
    """Give a rule, or nothing where it is refused."""
    try:
        return item_rule(pattern)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _layouts() -> tuple[tuple[SlipLayout, int], ...]:
    """Give both papers' layouts, made once."""
    return tuple((SlipLayout(paper, font_folder=FONTS), paper.dots) for paper in (PAPER_58, PAPER_80))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "framing": framing,
    "codes": codes,
    "rules": rules,
    "keys": keys,
    "status": status,
    "slips": slips,
}
