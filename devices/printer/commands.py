"""The commands of ESC/POS that the library does not encode, or not well, as bytes. Source: Epson's ESC/POS command reference."""

from __future__ import annotations

RESET = b"\x1b@"
CUT = b"\x1dVB\x00"
"""GS V 66 0: feed to the cutter and cut."""

CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: throw away everything that is held. Without it a slip would come out when staff load paper."""

CLEARED = b"\x37\x25"
"""What answers CLEAR, before the NUL that ends it."""

SUBSCRIBE = b"\x1da\x0e"
"""GS a: tell unasked of on and off line, errors and paper. ESC @ ends it."""

FENCE = b"\x1dr\x01"
"""GS r 1: a question that waits its turn, so its answer proves that everything before it was worked through."""

BOLD, NOT_BOLD = b"\x1bE\x01", b"\x1bE\x00"
LARGE, TALL, SMALL = b"\x1d!\x11", b"\x1d!\x01", b"\x1d!\x00"

QR_DOTS = 8
"""Dots of one module of the printer's own QR code: the largest size that a short link fits 58 mm paper with."""

PROCESS_HEAD = b"\x37\x22"
"""How the answer to a process id begins."""


def raster(across: int, rows: int, dots: bytes) -> bytes:
    """GS v 0: a band of `across` bytes by `rows`, 1 = black."""
    return b"\x1dv0\x00" + across.to_bytes(2, "little") + rows.to_bytes(2, "little") + dots


def left_margin(dots: int) -> bytes:
    """GS L: where a line begins, in dots (after UNITS)."""
    return b"\x1dL" + dots.to_bytes(2, "little")


UNITS = b"\x1dP\xcb\xcb"
"""GS P: one motion unit is one dot of 203 dpi, in both directions."""


def code_page(slot: int) -> bytes:
    """ESC t: the code page. To be sent again after every RESET."""
    return b"\x1bt" + bytes((slot,))


def feed(lines: int) -> bytes:
    """ESC d: feed lines."""
    return b"\x1bd" + bytes((lines,))


def process_id(number: int) -> bytes:
    """GS ( H: ask to be told when everything before this is on the paper. Four digits come back."""
    return b"\x1d(H\x06\x0000" + process_digits(number)


def process_digits(number: int) -> bytes:
    """Give the four printable characters that name a job."""
    return f"{number % 10_000:04}".encode("ascii")
