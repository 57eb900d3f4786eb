"""Bytes from a scanner become frames: whole codes, however the line split them."""

from __future__ import annotations

LONGEST_FRAME = 512
STX = 0x02
ETX = 0x03
ENDS = frozenset((ETX, 0x0D, 0x0A, 0x09))
"""ETX, CR, LF, TAB: what scanners send after a code."""

GROUP_SEPARATOR = "\x1d"
"""The one control character that stands inside a code (GS1)."""


class Framer:
    """Cuts a stream into frames. Pure: no clock; whoever reads says when the line was silent. Never holds more than one frame."""

    def __init__(self, max_length: int = LONGEST_FRAME) -> None:
        """Begin with nothing. A frame over `max_length` bytes is dropped, up to its end."""
        self._max_length = max_length
        self._frame = bytearray()
        self._skipping = False

    def feed(self, data: bytes, silent: bool = False) -> tuple[str, ...]:
        """Take bytes, give the frames that are complete. `silent` = nothing came for a while: what waits is a frame.

        Empty frames, frames with control characters and frames that are too long give nothing.
        """
        frames: list[str] = []
        for byte in data:
            self._take(byte, frames)
        if silent:
            self._end(frames)
        return tuple(frames)

    def _take(self, byte: int, frames: list[str]) -> None:
        """Take one byte."""
        if byte == STX:
            self._frame.clear()
            self._skipping = False
        elif byte in ENDS:
            self._end(frames)
        elif len(self._frame) >= self._max_length:
            self._frame.clear()
            self._skipping = True
        elif not self._skipping:
            self._frame.append(byte)

    def _end(self, frames: list[str]) -> None:
        """End the frame, and keep it when it is good."""
        text = _decoded(bytes(self._frame))
        if text and not self._skipping:
            frames.append(text)
        self._frame.clear()
        self._skipping = False


def _decoded(frame: bytes) -> str:
    """Give a frame as text; empty when it holds control characters."""
    try:
        text = frame.decode()
    except UnicodeDecodeError:
        text = frame.decode("latin-1")
    return text if text.replace(GROUP_SEPARATOR, "").isprintable() else ""
