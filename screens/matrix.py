"""QR codes on the glass: made in a lane, kept as textures for the visit, forgotten after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.graphics.texture import Texture

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Matrices:
    """Textures of QR codes by what they say."""

    def __init__(
        self, *, make: Callable[[str, Callable[[Sequence[Sequence[bool]]], None]], None], ready: Callable[[], None]
    ) -> None:
        """`make` makes a code's rows somewhere else and hands them over there; `ready` asks for a redraw."""
        self._make = make
        self._ready = ready
        self._rows: dict[str, Sequence[Sequence[bool]]] = {}
        self._textures: dict[str, Any] = {}
        self._asked: set[str] = set()

    def texture(self, payload: str) -> Any | None:
        """Give the texture, or None while it is being made."""
        if payload in self._textures:
            return self._textures[payload]
        rows = self._rows.get(payload)
        if rows is None:
            if payload not in self._asked:
                self._asked.add(payload)
                self._make(payload, lambda made: self._made(payload, made))
            return None
        self._textures[payload] = _texture(rows)
        return self._textures[payload]

    def forget(self) -> None:
        """Drop every code."""
        self._rows.clear()
        self._textures.clear()
        self._asked.clear()

    def _made(self, payload: str, rows: Sequence[Sequence[bool]]) -> None:
        """Take the rows of a code, in the lane that made them; dropped when the visitor has left meanwhile."""
        if payload in self._asked:
            self._rows[payload] = rows
            self._ready()


def _texture(rows: Sequence[Sequence[bool]]) -> Any:
    """Rows of modules (True = dark) -> a texture of one pixel a module, sharp when enlarged."""
    side = len(rows)
    texture = Texture.create(size=(side, side), colorfmt="rgb")
    texture.mag_filter = texture.min_filter = "nearest"
    pixels = b"".join(b"\x00\x00\x00" if dark else b"\xff\xff\xff" for row in reversed(rows) for dark in row)
    texture.blit_buffer(pixels, colorfmt="rgb", bufferfmt="ubyte")
    return texture
