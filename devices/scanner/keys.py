"""Keys become the bytes a scanner meant: by their positions on a US keyboard, whatever layout the system has."""

from __future__ import annotations

DAMAGED = b"\x18"
"""CAN, for a key that stands for no character. No frame that holds it is taken for a code."""

ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (55, "*", "*"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
    (98, "/", "/"),
)
"""The first key's code in input-event-codes.h, and what the keys of the row are, without and with Shift."""

PLAIN = {first + place: letter for first, letters, _ in ROWS for place, letter in enumerate(letters)}
SHIFTED = {first + place: letter for first, _, letters in ROWS for place, letter in enumerate(letters)}
WHITE = {15: b"\t", 28: b"\r", 96: b"\r"}
"""Tab, and the two keys of Enter."""

SHIFT = frozenset((42, 54))
CONTROL = frozenset((29, 97))
OTHER = frozenset((56, 100, 125, 126))
"""Alt and Meta: what is pressed with them is no character."""

SILENT = frozenset((58, 69, 70))
"""The three locks, which some scanners press to be sure of the case: positions and Shift say it already."""


class KeyDecoder:
    """Knows which keys are held, and what a press means. Pure."""

    def __init__(self) -> None:
        """Begin with no key held."""
        self._held: set[int] = set()

    def pressed(self, key: int) -> bytes:
        """Give the bytes of a press; none for a key that only changes others."""
        if key in SHIFT | CONTROL | OTHER:
            self._held.add(key)
            return b""
        if key in SILENT:
            return b""
        if self._held & OTHER:
            return DAMAGED
        return WHITE.get(key) or self._letter(key)

    def released(self, key: int) -> None:
        """Let go of a key."""
        self._held.discard(key)

    def _letter(self, key: int) -> bytes:
        """Give a letter, or the control character that Ctrl makes of it."""
        letter = (SHIFTED if self._held & SHIFT else PLAIN).get(key, "")
        if not letter:
            return DAMAGED
        return bytes((ord(letter) & 0x1F,)) if self._held & CONTROL else letter.encode("ascii")
