"""Bytes from a scanner become frames: whole codes, however the line split them."""

from __future__ import annotations

import re

LONGEST_FRAME = 512
STX = 0x02
ETX = 0x03
ENDS = frozenset((ETX, 0x0D, 0x0A, 0x09))
"""ETX, CR, LF, TAB: what scanners send after a code."""

_SEPARATORS = re.compile(rb"[\x02\x03\r\n\t]")
"""What no frame holds: only what comes after it in a prefix, and before it in a suffix, can stand in one."""

GROUP_SEPARATOR = "\x1d"
"""The one control character that stands inside a code (GS1)."""


class Framer:
    """Cuts a stream into frames. Pure: no clock; whoever reads says when the line was silent. Never holds more than one frame.

    Without a `suffix` any of CR, LF, TAB and ETX ends a frame, and so does silence. With one, only frames that end with it count:
    it may be one of those, or letters such as `!C`. A `prefix` begins a frame anew wherever it stands, as STX always does.
    """

    def __init__(self, max_length: int = LONGEST_FRAME, *, prefix: bytes = b"", suffix: bytes = b"") -> None:
        """Begin with nothing. A frame over `max_length` bytes is dropped, up to its end."""
        self._suffix = _SEPARATORS.split(suffix)[0]
        rest = _SEPARATORS.split(prefix)[-1]
        # Where one mark stands on both sides, the first ends an empty frame.
        self._prefix = rest.rpartition(self._suffix)[2] if self._suffix else rest
        self._silence_ends = not suffix
        self._max_length = max_length
        self._frame = bytearray()
        self._skipping = False

    def feed(self, data: bytes, silent: bool = False) -> tuple[str, ...]:
        """Take bytes, give the frames that are complete. `silent` = nothing came for a while.

        Empty frames, frames with control characters and frames that are too long give nothing.
        """
        frames: list[str] = []
        for byte in data:
            self._take(byte, frames)
        if silent:
            self._end(frames, whole=self._silence_ends)
        return tuple(frames)

    def _take(self, byte: int, frames: list[str]) -> None:
        """Take one byte."""
        if byte == STX:
            self._begin()
        elif byte in ENDS:
            self._end(frames, whole=not self._suffix)
        else:
            self._add(byte, frames)

    def _add(self, byte: int, frames: list[str]) -> None:
        """Add a byte to the frame; of one that is too long only what may become its suffix is kept."""
        self._frame.append(byte)
        if self._suffix and self._frame.endswith(self._suffix):
            del self._frame[-len(self._suffix) :]
            self._end(frames, whole=True)
        elif len(self._frame) >= self._max_length + max(1, len(self._suffix)):
            self._skipping = True
            del self._frame[: len(self._frame) - len(self._suffix)]

    def _end(self, frames: list[str], *, whole: bool) -> None:
        """End the frame, and keep it when it is good."""
        _, prefixed, frame = bytes(self._frame).rpartition(self._prefix) if self._prefix else (b"", b"", bytes(self._frame))
        good = whole and not self._skipping and bool(prefixed or not self._prefix)
        text = _decoded(frame) if good else ""
        if text:
            frames.append(text)
        self._begin()

    def _begin(self) -> None:
        """Begin a frame with nothing."""
        self._frame.clear()
        self._skipping = False


def _decoded(frame: bytes) -> str:
    """Give a frame as text; empty when it holds control characters."""
    try:
        text = frame.decode()
    except UnicodeDecodeError:
        text = frame.decode("latin-1")
    return text if text.replace(GROUP_SEPARATOR, "").isprintable() else ""
