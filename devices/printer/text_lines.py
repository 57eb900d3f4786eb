"""A slip as lines for a printer's own letters: wrapped to its columns, each with how it is set."""

from __future__ import annotations

import textwrap
from enum import Enum
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from kiosk.slips.blocks import BookTip, Copy, Facts, Foot, Headline, Masthead, Paragraph, QrCode, Rule, Title
from kiosk.slips.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.slips.blocks import Block, Slip

MOST_LINES = 8
"""Lines of one text that are printed."""

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
"""Spaces that keep a line together: once it is broken they are spaces like any other."""


class Set(Enum):
    """How a line is set: plain, bold, bold and twice as high, bold and twice as large."""

    PLAIN = "plain"
    BOLD = "bold"
    TALL = "tall"
    LARGE = "large"


class Line(Struct, frozen=True):
    """One line of words; empty = a blank line."""

    words: str
    set: Set = Set.PLAIN


class Code(Struct, frozen=True):
    """A QR code in the middle of the paper."""

    payload: str


def lines_of(slip: Slip, columns: int) -> Iterator[Line | Code]:
    """Give the lines of a slip, with a blank one after each block."""
    for block in slip.blocks:
        lines = list(_lines(block, columns))
        yield from lines
        if lines:
            yield Line("")


def _lines(block: Block, columns: int) -> Iterator[Line | Code]:
    """Give the lines of one block."""
    match block:
        case Headline(words):
            yield from _wrapped(words, Set.LARGE, columns)
        case Title(words):
            yield from _wrapped(words, Set.TALL, columns)
        case Masthead(branch, demo):
            yield from _wrapped(branch, Set.BOLD, columns)
            yield from _wrapped(demo, Set.BOLD, columns)
        case Paragraph(words) | Foot(words):
            yield from _wrapped(words, Set.PLAIN, columns)
        case Rule():
            yield Line("-" * columns)
        case _:
            yield from _figure_lines(block, columns)


def _figure_lines(block: Facts | QrCode | BookTip | Copy, columns: int) -> Iterator[Line | Code]:
    """Give the lines of a block that holds more than words."""
    match block:
        case Facts(rows):
            for label, value in rows:
                yield from _wrapped(": ".join(filter(None, (label, value))), Set.BOLD, columns)
        case QrCode(payload, code, caption):
            yield Code(payload)
            yield from _wrapped("\u00a0".join(clean(code)), Set.LARGE, columns)
            yield from _wrapped(caption, Set.PLAIN, columns)
        case BookTip():
            yield from _wrapped(f"{block.number}. {block.title}", Set.BOLD, columns)
            yield from _wrapped(block.author, Set.PLAIN, columns)
            yield from _wrapped(block.reason, Set.PLAIN, columns)
            yield from _wrapped(block.shelf, Set.PLAIN, columns)
        case Copy(words, first, now):
            yield from _wrapped(words.upper(), Set.LARGE, columns)
            yield from _wrapped(first, Set.BOLD, columns)
            yield from _wrapped(now, Set.BOLD, columns)
        case _:
            assert_never(block)


def _wrapped(words: str, how: Set, columns: int) -> Iterator[Line]:
    """Break words into lines; large letters are twice as wide."""
    room = columns // 2 if how is Set.LARGE else columns
    for line in textwrap.wrap(clean(words), room, max_lines=MOST_LINES, placeholder="...", break_on_hyphens=False):
        yield Line(line.translate(SPACES), how)
