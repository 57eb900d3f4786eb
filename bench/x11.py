"""An X server of our own, real touches into it and pixels out of it, by ctypes: nothing to install but Xvfb and libXtst."""

from __future__ import annotations

import ctypes
import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_uint, c_ulong, c_void_p
from dataclasses import dataclass

ALL_PLANES = 0xFFFFFFFF
Z_PIXMAP = 2
LEFT_BUTTON = 1
BYTES = 4
"""Bytes of a pixel at depth 24."""


class XError(Exception):
    """No X server, or it would not give its pixels. The word says which."""


class _Image(ctypes.Structure):
    """The head of an XImage: all that is needed to read its pixels."""

    _fields_ = (
        ("width", c_int),
        ("height", c_int),
        ("xoffset", c_int),
        ("format", c_int),
        ("data", c_void_p),
        ("byte_order", c_int),
        ("bitmap_unit", c_int),
        ("bitmap_bit_order", c_int),
        ("bitmap_pad", c_int),
        ("depth", c_int),
        ("bytes_per_line", c_int),
    )


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the glass in pixels, from the top left."""

    x: int
    y: int
    w: int
    h: int

    @property
    def middle(self) -> tuple[int, int]:
        """The point to press."""
        return self.x + self.w // 2, self.y + self.h // 2


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """Load libX11 and libXtst and say what their functions take."""
    try:
        x, xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    except OSError as missing:
        raise XError("libX11.so.6 or libXtst.so.6 is missing: install libx11-6 and libxtst6") from missing
    x.XOpenDisplay.argtypes, x.XOpenDisplay.restype = [c_char_p], c_void_p
    x.XDefaultRootWindow.argtypes, x.XDefaultRootWindow.restype = [c_void_p], c_ulong
    x.XGetImage.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int]
    x.XGetImage.restype = POINTER(_Image)
    x.XCloseDisplay.argtypes = [c_void_p]
    x.XSync.argtypes = [c_void_p, c_int]
    x.XDestroyImage.argtypes = [POINTER(_Image)]
    xtst.XTestFakeMotionEvent.argtypes = [c_void_p, c_int, c_int, c_int, c_ulong]
    xtst.XTestFakeButtonEvent.argtypes = [c_void_p, c_uint, c_int, c_ulong]
    xtst.XTestQueryExtension.argtypes = [c_void_p, *[POINTER(c_int)] * 4]
    return x, xtst


class Display:
    """A connection to an X server: touches go in, pixels come out."""

    def __init__(self, name: str) -> None:
        """Connect to a display such as `:7`. Raises XError."""
        self._x, self._xtst = _libraries()
        self._display: int | None = self._x.XOpenDisplay(name.encode())
        if not self._display:
            raise XError(f"no X server at {name}")
        spare = [c_int() for _ in range(4)]
        if not self._xtst.XTestQueryExtension(self._display, *(byref(number) for number in spare)):
            raise XError(f"the X server at {name} has no XTEST")
        self._root = self._x.XDefaultRootWindow(self._display)

    def move(self, x: int, y: int) -> None:
        """Put the pointer on a point."""
        self._xtst.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        self._x.XSync(self._display, 0)

    def button(self, *, down: bool) -> None:
        """Touch where the pointer is, or let go."""
        self._xtst.XTestFakeButtonEvent(self._display, LEFT_BUTTON, int(down), 0)
        self._x.XSync(self._display, 0)

    def tap(self, x: int, y: int) -> None:
        """Touch a point and let go."""
        self.move(x, y)
        self.button(down=True)
        self.button(down=False)

    def pixels(self, area: Area) -> bytes:
        """Read an area as it stands on the glass: rows from the top, four bytes a pixel. Raises XError."""
        image = self._x.XGetImage(self._display, self._root, area.x, area.y, area.w, area.h, ALL_PLANES, Z_PIXMAP)
        if not image:
            raise XError("the X server gave no pixels")
        try:
            head = image.contents
            return ctypes.string_at(head.data, head.bytes_per_line * head.height)
        finally:
            self._x.XDestroyImage(image)

    def close(self) -> None:
        """Leave the server."""
        if self._display:
            self._x.XCloseDisplay(self._display)
            self._display = None


@contextmanager
def xvfb(width: int = 1080, height: int = 1920, seconds: float = 20.0) -> Iterator[str]:
    """Run an X server without a screen on a free display, and give its name. Raises XError."""
    reads, writes = os.pipe()
    words = ["Xvfb", "-displayfd", str(writes), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]
    try:
        server = subprocess.Popen(words, pass_fds=[writes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except FileNotFoundError as missing:
        raise XError("Xvfb is missing: install xvfb") from missing
    finally:
        os.close(writes)
    try:
        yield f":{_number(reads, seconds)}"
    finally:
        os.close(reads)
        server.terminate()
        server.wait(timeout=10)


def _number(reads: int, seconds: float) -> int:
    """Wait until the server says which display it has."""
    said = b""
    while not said.endswith(b"\n"):
        ready, _, _ = select.select([reads], [], [], seconds)
        more = os.read(reads, 16) if ready else b""
        if not more:
            raise XError("Xvfb did not come up")
        said += more
    return int(said)
