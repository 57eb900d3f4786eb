"""The strips with a figure in them: masthead and foot with the spiral, the QR code, and a book with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ImageDraw

from kiosk.slips.qr import qr_dots, quiet_dots
from kiosk.slips.spiral import spiral_dots
from kiosk.slips.text import clean

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.slips.bench import Bench, Piece
    from kiosk.slips.blocks import BookTip, Copy, Foot, Masthead, QrCode

LONGEST_CODE = 6
"""Letters of a short code that are drawn; ours have four."""


def masthead_strip(bench: Bench, block: Masthead) -> Image.Image:
    """Draw the large spiral with the branch's name at its foot, and the demo's line under both."""
    paper = bench.paper
    side = paper.gap(152)
    left = paper.margin + side + paper.gap(24)
    room = paper.dots - left - paper.margin
    name = bench.set_large(block.branch, bench.type(40, bold=True, leading=1.16), room, 3)
    strip = bench.blank(side)
    strip.paste(spiral_dots(side), (paper.margin, 0))
    bench.draw(strip, (left, side - name.height), name, room)
    demo = bench.set(block.demo, bench.type(22, bold=True), paper.column, 2)
    if not demo.lines:
        return strip
    below = bench.blank(paper.gap(14) + demo.height)
    bench.draw(below, (paper.margin, paper.gap(14)), demo, paper.column)
    return bench.piled([strip, below])


def foot_strip(bench: Bench, block: Foot) -> Image.Image:
    """Draw the small spiral with the last words beside it."""
    paper = bench.paper
    side = paper.gap(44)
    left = paper.margin + side + paper.gap(16)
    room = paper.dots - left - paper.margin
    piece = bench.set(block.words, bench.type(20), room, 3)
    strip = bench.blank(max(side, piece.height))
    strip.paste(spiral_dots(side, turns=3.0, whole=3.0), (paper.margin, (strip.height - side) // 2))
    bench.draw(strip, (left, (strip.height - piece.height) // 2), piece, room)
    return strip


def copy_strip(bench: Bench, block: Copy) -> Image.Image:
    """Draw in a thick frame that this is a copy, and both times: nobody takes it for a second seat."""
    paper = bench.paper
    pad = paper.gap(14)
    room = paper.column - 2 * pad
    large = bench.set_large(block.words.upper(), bench.type(76, bold=True), room, 1)
    times = [bench.set(words, bench.type(22), room, 2) for words in (block.first, block.now)]
    strip = bench.blank(large.height + sum(piece.height for piece in times) + 2 * pad)
    corner = (paper.dots - paper.margin - 1, strip.height - 1)
    ImageDraw.Draw(strip).rectangle((paper.margin, 0, *corner), outline=0, width=paper.gap(6))
    top = pad
    for piece in (large, *times):
        bench.draw(strip, (paper.margin + pad, top), piece, room)
        top += piece.height
    return strip


def tip_strip(bench: Bench, block: BookTip, reason_lines: int) -> Image.Image:
    """Draw one book: a large number at the left; title, author, the reason, and the shelf in a frame."""
    paper = bench.paper
    left = paper.margin + paper.gap(76)
    room = paper.dots - left - paper.margin
    pieces = [
        bench.set_large(block.title, bench.type(34, bold=True, leading=1.18), room, 3),
        bench.set(block.author, bench.type(26), room, 1),
        bench.set(block.reason, bench.type(23), room, reason_lines),
    ]
    shelf = bench.set(block.shelf, bench.type(24, bold=True), room - paper.gap(32), 2)
    between = paper.gap(12)
    frame = shelf.height + between if shelf.lines else 0
    strip = bench.blank(max(paper.gap(84), sum(piece.height for piece in pieces) + (between + frame if frame else 0)))
    bench.draw(strip, (paper.margin, paper.gap(-22)), bench.set(str(block.number), bench.type(84, bold=True), left, 1), left)
    top = 0
    for piece in pieces:
        bench.draw(strip, (left, top), piece, room)
        top += piece.height
    if frame:
        _draw_shelf(bench, strip, (left, top + between), shelf)
    return strip


def qr_strip(bench: Bench, block: QrCode) -> Image.Image | None:
    """Draw the QR code with its letters under it; the caption beside it where the paper is wide enough, else last."""
    paper = bench.paper
    code = qr_dots(block.payload, paper.dots)
    letters = _letters(bench, block.code)
    if code is None:
        return letters
    beside = paper.mm == 80
    quiet = quiet_dots(code)
    left = paper.margin - quiet if beside else (paper.dots - code.width) // 2
    strip = bench.blank(code.height)
    strip.paste(code, (left, 0))
    caption_left = left + code.width if beside else paper.margin
    room = paper.dots - caption_left - paper.margin
    caption = bench.set(block.caption, bench.type(25), room, 8)
    if beside:
        bench.draw(strip, (caption_left, quiet), caption, room)
        return bench.piled([strip, letters] if letters else [strip])
    below = bench.blank(caption.height)
    bench.draw(below, (caption_left, 0), caption, room)
    return bench.piled([part for part in (strip, letters, below) if part is not None])


def _letters(bench: Bench, code: str) -> Image.Image | None:
    """Draw the short code very large, its letters set apart; under the middle of the QR code where that is centred."""
    kind = bench.type(100, bold=True)
    pieces = [bench.set(letter, kind, bench.paper.column, 1) for letter in clean(code)[:LONGEST_CODE]]
    if not pieces:
        return None
    widths = [round(bench.typesetter.width(piece.lines[0], kind)) if piece.lines else 0 for piece in pieces]
    apart = bench.paper.gap(26)
    bearing = bench.typesetter.bearing(clean(code)[0], kind)
    whole = sum(widths) + apart * (len(widths) - 1)
    x = bench.paper.margin - bearing if bench.paper.mm == 80 else (bench.paper.dots - whole) // 2
    strip = bench.blank(round(kind.size * 0.98))
    for piece, width in zip(pieces, widths, strict=True):
        bench.draw(strip, (x, round(kind.size * -0.2)), piece, width)
        x += width + apart
    return strip


def _draw_shelf(bench: Bench, strip: Image.Image, at: tuple[int, int], shelf: Piece) -> None:
    """Draw where the book stands in a frame, like the label on its spine."""
    inset = bench.paper.gap(14)
    wide = round(max(bench.typesetter.width(line, shelf.kind) for line in shelf.lines))
    corner = (at[0] + wide + 2 * inset, at[1] + shelf.height + bench.paper.gap(12) - 1)
    ImageDraw.Draw(strip).rectangle((*at, *corner), outline=0, width=3)
    bench.draw(strip, (at[0] + inset, at[1] + bench.paper.gap(5)), shelf, wide)
