"""The lines of a slip as bytes: in the printer's own letters where it has them, else as dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.printer import commands as c
from devices.printer import library
from devices.printer.bands import bands
from devices.printer.text_lines import Code, Line, Set, lines_of

if TYPE_CHECKING:
    from devices.printer.profiles import Profile
    from kiosk.slips.blocks import Slip
    from kiosk.slips.layout import SlipLayout

LOOKS = {
    Set.PLAIN: (b"", b""),
    Set.BOLD: (c.BOLD, c.NOT_BOLD),
    Set.TALL: (c.BOLD + c.TALL, c.SMALL + c.NOT_BOLD),
    Set.LARGE: (c.BOLD + c.LARGE, c.SMALL + c.NOT_BOLD),
}
"""What stands before and after a line."""

SIZES = {Set.PLAIN: 21, Set.BOLD: 21, Set.TALL: 24, Set.LARGE: 42}
"""Pixels of the same line drawn as dots: about as many characters fit as in the printer's own letters."""

LONGEST_PAYLOAD = 120
"""Characters of a QR code that printers are trusted to draw at a size phones read."""


def text_bytes(slip: Slip, profile: Profile, layout: SlipLayout) -> bytes:
    """Encode a slip, without set-up and cut."""
    head = c.code_page(profile.slot) if profile.code_page else b""
    return head + b"".join(_piece(piece, profile, layout) for piece in lines_of(slip, profile.columns))


def plain_bytes(words: str, code_page: str) -> bytes | None:
    """Encode words in one code page; None when it has no letter for one of them, or a byte would be an order to the printer."""
    try:
        encoded = words.encode(code_page or "ascii")
    except UnicodeEncodeError:
        return None
    return encoded if all(byte >= 0x20 and byte != 0x7F for byte in encoded) else None


def _piece(piece: Line | Code, profile: Profile, layout: SlipLayout) -> bytes:
    """Encode a line or a code."""
    if isinstance(piece, Code):
        return _code(piece, profile, layout)
    encoded = plain_bytes(piece.words, profile.code_page)
    if encoded is None:
        drawn = layout.line_dots(piece.words, SIZES[piece.set], bold=piece.set is not Set.PLAIN)
        return bands(drawn, margins=profile.left_margin)
    before, after = LOOKS[piece.set]
    return before + encoded + b"\n" + after


def _code(piece: Code, profile: Profile, layout: SlipLayout) -> bytes:
    """Encode a QR code: drawn by the printer where it can, else as dots."""
    payload = plain_bytes(piece.payload, "ascii")
    if profile.native_qr and payload and len(payload) <= LONGEST_PAYLOAD:
        drawn_there = library.qr_code(piece.payload, c.QR_DOTS)
        return library.in_the_middle(drawn_there + c.feed(1))  # a line of white below, as the code needs
    drawn = layout.code_dots(piece.payload)
    return bands(drawn, margins=profile.left_margin) if drawn is not None else b""
