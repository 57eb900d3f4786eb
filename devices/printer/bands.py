"""Dots become bands of raster: narrow where the paper is white, and with nothing in them that a printer takes for an order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from devices.printer.commands import left_margin, raster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

BAND = 128
"""Rows of one raster command at most: fits small buffers, and is a clean place to stop."""

WASTE = 24
"""Bytes of white that are sent rather than to begin a new band: more bands would make the paper stutter."""

ORDERS = re.compile(rb"\x10(?=[\x04\x05\x14])")
"""The beginning of a real-time command. Printers act on these even inside a picture."""


def bands(dots: Image.Image, *, margins: bool = False) -> bytes:
    """Encode a picture of mode "1". `margins` True = white at the left is left out too, for printers that know GS L.

    White rows are bands one byte wide: that costs next to nothing, and unlike feeding by motion units it is the same length on
    every printer.
    """
    across = (dots.width + 7) // 8
    rows = _rows(dots, across)
    out = bytearray()
    margin = 0
    for start, end in _cuts(rows, across, margins=margins):
        first, last = _extent(rows[start:end], across, margins=margins)
        if margins and first != margin:
            margin = first
            out += left_margin(margin * 8)
        out += raster(last - first, end - start, without_orders(b"".join(row[first:last] for row in rows[start:end])))
    return bytes(out + (left_margin(0) if margin else b""))


def without_orders(dots: bytes) -> bytes:
    """Give the dots with no bytes in them that a printer would take for a real-time command.

    Another band height or a shifted picture would only move the danger. One more black dot beside a black one ends it: 0x10
    becomes 0x18, and nobody sees an eighth of a millimetre.
    """
    return ORDERS.sub(b"\x18", dots)


def _rows(dots: Image.Image, across: int) -> list[bytes]:
    """Give the rows as bytes, 1 = black, white beyond the edge."""
    packed = dots.tobytes()
    spare = across * 8 - dots.width
    mask = (1 << across * 8) - (1 << spare)
    rows = (int.from_bytes(packed[at : at + across], "big") for at in range(0, len(packed), across))
    return [(~row & mask).to_bytes(across, "big") for row in rows]


def _extent(rows: list[bytes], across: int, *, margins: bool) -> tuple[int, int]:
    """Give the first and the last byte with ink, never less than one byte."""
    last = max(1, *(len(row.rstrip(b"\0")) for row in rows))
    first = min(across - len(row.lstrip(b"\0")) for row in rows) if margins else 0
    return min(first, last - 1), last


def _cuts(rows: list[bytes], across: int, *, margins: bool) -> Iterator[tuple[int, int]]:
    """Cut the rows into bands: a new one where going on would waste more than a new one costs, and at most `BAND` rows."""
    start, needed = 0, 0
    left, right = across, 0
    for at, row in enumerate(rows):
        first, last = _extent([row], across, margins=margins)
        wide = max(right, last) - min(left, first)
        if at > start and (at - start == BAND or wide * (at + 1 - start) - needed - (last - first) > WASTE):
            yield start, at
            start, needed, left, right = at, 0, across, 0
        left, right = min(left, first), max(right, last)
        needed += last - first
    yield start, len(rows)
