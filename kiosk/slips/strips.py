"""Each kind of block drawn as a strip of dots, as wide as the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from PIL import Image

from kiosk.slips.blocks import BookTip, Copy, Facts, Foot, Headline, Masthead, Paragraph, QrCode, Rule, Title
from kiosk.slips.figures import copy_strip, foot_strip, masthead_strip, qr_strip, tip_strip
from kiosk.slips.scripts import is_rtl_line
from kiosk.slips.text import clean

if TYPE_CHECKING:
    from kiosk.slips.bench import Bench, Piece
    from kiosk.slips.blocks import Block


class Limits(Struct, frozen=True):
    """How many lines running words may take, and how many facts there may be."""

    paragraph: int
    reason: int
    value: int
    rows: int


FULL = Limits(paragraph=8, reason=3, value=3, rows=8)
SHORT = Limits(paragraph=4, reason=2, value=2, rows=6)
SHORTEST = Limits(paragraph=2, reason=1, value=1, rows=4)


def strip(bench: Bench, block: Block, limits: Limits) -> Image.Image | None:
    """Draw a block; None when there is nothing to draw."""
    match block:
        case Masthead():
            return masthead_strip(bench, block)
        case QrCode():
            return qr_strip(bench, block)
        case BookTip():
            return tip_strip(bench, block, limits.reason)
        case Foot():
            return foot_strip(bench, block)
        case Copy():
            return copy_strip(bench, block)
        case _:
            return _word_strip(bench, block, limits)


def _word_strip(bench: Bench, block: Headline | Title | Facts | Paragraph | Rule, limits: Limits) -> Image.Image | None:
    """Draw a block without a figure."""
    match block:
        case Headline(words):
            return _band(bench, bench.set_large(words, bench.type(44, bold=True, leading=1.16), bench.paper.column, 3))
        case Title(words):
            return _words(bench, bench.set_large(words, bench.type(40, bold=True, leading=1.25), bench.paper.column, 3))
        case Facts(rows):
            return _facts(bench, rows[: limits.rows], limits.value)
        case Paragraph(words, quiet):
            return _words(bench, bench.set(words, bench.type(21 if quiet else 26), bench.paper.column, limits.paragraph))
        case Rule():
            return _rule(bench)
        case _:
            assert_never(block)


def _band(bench: Bench, piece: Piece) -> Image.Image | None:
    """Draw why you hold this paper: white on a black band across the paper, as a room's name stands on the glass."""
    if not piece.lines:
        return None
    pad = bench.paper.gap(12)
    band = Image.new("1", (bench.paper.dots, piece.height + 2 * pad), 0)
    bench.draw(band, (bench.paper.margin, pad), piece, bench.paper.column, white=True)
    return band


def _words(bench: Bench, piece: Piece) -> Image.Image | None:
    """Draw words in the text column."""
    if not piece.lines:
        return None
    drawn = bench.blank(piece.height)
    bench.draw(drawn, (bench.paper.margin, 0), piece, bench.paper.column)
    return drawn


def _facts(bench: Bench, rows: tuple[tuple[str, str], ...], lines: int) -> Image.Image | None:
    """Draw facts one under the other with a thin line over each: a small label, and the value in bold."""
    fact = _fact_beside if bench.paper.mm == 80 else _fact_above
    drawn = [fact(bench, label, value, lines) for label, value in rows if clean(value)]
    return bench.piled(drawn) if drawn else None


def _fact_beside(bench: Bench, label: str, value: str, lines: int) -> Image.Image:
    """Draw a fact with its label beside the value, on one baseline; mirrored where the words run from the right."""
    paper = bench.paper
    side, pad = paper.gap(126), paper.gap(8)
    room = paper.column - side
    small = bench.set(label, bench.type(20), side - pad, 2)
    large = bench.set_large(value, bench.type(32, bold=True, leading=1.18), room, lines)
    mirrored = is_rtl_line(clean(label or value))
    label_left = paper.margin + (room + pad if mirrored else 0)
    value_left = paper.margin + (0 if mirrored else side)
    lower = large.kind.size - small.kind.size
    row = bench.blank(pad + max(large.height, lower + small.height) + pad)
    bench.line(row, 0)
    bench.draw(row, (label_left, pad + lower), small, side - pad)
    bench.draw(row, (value_left, pad), large, room)
    return row


def _fact_above(bench: Bench, label: str, value: str, lines: int) -> Image.Image:
    """Draw a fact with its label above the value, for narrow paper."""
    paper = bench.paper
    pad = paper.gap(8)
    small = bench.set(label, bench.type(20), paper.column, 1)
    large = bench.set_large(value, bench.type(32, bold=True, leading=1.18), paper.column, lines)
    row = bench.blank(pad + small.height + large.height + pad)
    bench.line(row, 0)
    bench.draw(row, (paper.margin, pad), small, paper.column)
    bench.draw(row, (paper.margin, pad + small.height), large, paper.column)
    return row


def _rule(bench: Bench) -> Image.Image:
    """Draw a thin line across the text column."""
    drawn = bench.blank(2)
    bench.line(drawn, 0)
    return drawn
