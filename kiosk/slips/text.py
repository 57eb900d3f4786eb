"""A slip as readable lines: for tests, for a log of what a demo printed, and to be read aloud."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, assert_never

from kiosk.slips.blocks import BookTip, Copy, Facts, Foot, Headline, Masthead, Paragraph, QrCode, Rule, Title

if TYPE_CHECKING:
    from kiosk.slips.blocks import Block, Slip

LONGEST_TEXT = 1200
"""Characters of one text that are looked at: a slip has no room for more, and wrapping must not take for ever."""

JOINERS = "\u200c\u200d"
"""Invisible characters that Arabic and Farsi need between letters."""

NO_BREAK = "\u00a0\u202f"
"""Spaces at which a line never breaks: »kl. 16«."""

_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20f0]"
"""Marks that stand over or under a letter. Two on one letter are a language, more are a prank."""

_MARK_FLOOD = re.compile(f"({_MARKS}{{2}}){_MARKS}+")


def clean(words: str) -> str:
    """Give words that can be set: composed, on one line, and without control bytes, direction tricks or pictures."""
    composed = unicodedata.normalize("NFC", words[:LONGEST_TEXT])
    kept = "".join(_kept(character) for character in composed)
    return re.sub(" +", " ", _MARK_FLOOD.sub(r"\1", kept)).strip(" ")


def as_text(slip: Slip) -> str:
    """Give a slip as lines of text, ending with a line break."""
    lines: list[str] = []
    for block in slip.blocks:
        lines += [line for line in map(clean, _lines(block)) if line]
    return "\n".join(lines) + "\n"


def _kept(character: str) -> str:
    """Give what stays of one character: itself, a space, or nothing."""
    if character in JOINERS or character in NO_BREAK:
        return character
    kind = unicodedata.category(character)
    if kind in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f":
        return " "
    if kind.startswith("C") or (kind in ("So", "Sk") and ord(character) > 0x2000):
        return ""
    return character


def _lines(block: Block) -> tuple[str, ...]:
    """Give the lines of one block."""
    match block:
        case Masthead(branch, demo):
            return (branch, demo)
        case Headline(words) | Title(words) | Paragraph(words) | Foot(words):
            return (words,)
        case Rule():
            return ("-" * 24,)
        case _:
            return _lines_of_figures(block)


def _lines_of_figures(block: Facts | QrCode | BookTip | Copy) -> tuple[str, ...]:
    """Give the lines of a block that holds more than words."""
    match block:
        case Facts(rows):
            return tuple(f"{label}: {value}" if label else value for label, value in rows)
        case QrCode():
            return (" ".join(block.code), block.caption)
        case BookTip():
            return (f"{block.number}. {block.title}", block.author, block.reason, block.shelf)
        case Copy(words, first, now):
            return (words, first, now)
        case _:
            assert_never(block)
