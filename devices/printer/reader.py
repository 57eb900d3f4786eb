"""ESC/POS read as a printer reads it: a stream of bytes becomes commands, split anywhere."""

from __future__ import annotations

from msgspec import Struct

LONGEST_RASTER = 4_000_000
"""Bytes of one raster command that are believed."""


class Command(Struct, frozen=True):
    """One command: its name (`GS v`), and its arguments. Words to print have the name `text`."""

    name: str
    arguments: bytes = b""


_LEADS = {0x1B: "ESC", 0x1D: "GS", 0x10: "DLE"}

_ARGUMENTS = {
    "ESC @": 0, "ESC J": 1, "ESC d": 1, "ESC t": 1, "ESC a": 1, "ESC E": 1, "ESC !": 1, "ESC 2": 0, "ESC 3": 1, "ESC R": 1,
    "GS !": 1, "GS P": 2, "GS r": 1, "GS a": 1, "GS I": 1, "GS L": 2, "GS W": 2, "DLE \x04": 1, "DLE \x05": 1,
}  # fmt: skip
"""How many bytes follow the two of a command. What is not named takes none."""

CLEAR_LENGTH = 8
"""Bytes that follow DLE DC4 when its first is 8."""


class Reader:
    """Cuts a stream into commands. Keeps the rest until more comes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[Command]:
        """Take bytes, give the commands that are complete."""
        self._rest += data
        commands: list[Command] = []
        while self._rest:
            length, command = self._first()
            if length == 0:
                break
            del self._rest[:length]
            commands.append(command)
        return commands

    def forget(self) -> None:
        """Drop half a command."""
        self._rest.clear()

    def _first(self) -> tuple[int, Command]:
        """Read the first command: its length (0 = not yet whole) and what it is."""
        lead = _LEADS.get(self._rest[0])
        if lead is None:
            return self._text()
        if len(self._rest) < 2:
            return 0, Command("")
        name = f"{lead} {chr(self._rest[1])}"
        length = self._length(name)
        whole = 0 < length <= len(self._rest)
        return length if whole else 0, Command(name, bytes(self._rest[2:length]))

    def _text(self) -> tuple[int, Command]:
        """Read what stands before the next command: words, or a single control byte."""
        end = next((at for at, byte in enumerate(self._rest) if byte < 0x20), len(self._rest))
        if end:
            return end, Command("text", bytes(self._rest[:end]))
        return 1, Command({0x0A: "LF"}.get(self._rest[0], "ignored"))

    def _length(self, name: str) -> int:
        """Give how long a command is, its two first bytes included; 0 = not known yet."""
        rest = self._rest
        match name:
            case "GS v" if len(rest) >= 8:
                return 8 + min(LONGEST_RASTER, (rest[4] + 256 * rest[5]) * (rest[6] + 256 * rest[7]))
            case "GS V" if len(rest) >= 3:
                return 4 if rest[2] in (65, 66) else 3
            case "GS (" if len(rest) >= 5:
                return 5 + rest[3] + 256 * rest[4]
            case "DLE \x14" if len(rest) >= 3:
                return 2 + (CLEAR_LENGTH if rest[2] == 8 else 3)
            case "GS v" | "GS V" | "GS (" | "DLE \x14":
                return 0
            case _:
                return 2 + _ARGUMENTS.get(name, 0)
