"""Views and slips as text in a file: written once, compared ever after. `SNAPSHOTS=write` writes them anew."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import msgspec

from kiosk.visit.look import VoiceLook
from kiosk.visit.views import Press

FOLDER = Path(__file__).parent / "snapshots"


def same_as(name: str, text: str) -> None:
    """Compare with the file of that name; where there is none it fails and says how to write it."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"no snapshot {name}: run with SNAPSHOTS=write and read what was written"
    assert text == path.read_text(encoding="utf-8")


def as_lines(value: object, indent: str = "") -> str:
    """A view as a tree of its words: fields by name, the empty ones left out, controls in one line."""
    if isinstance(value, str | bool | int | float | Enum):
        return f"{indent}{value}\n"
    if isinstance(value, Sequence):
        return "".join(as_lines(each, indent) for each in value)
    assert isinstance(value, msgspec.Struct)
    if isinstance(value, Press):
        return f"{indent}[{value.words}]{' *' if value.chosen else ''} {value.id} -> {type(value.event).__name__}\n"
    text = f"{indent}{type(value).__name__}\n"
    for name in value.__struct_fields__:
        part = getattr(value, name)
        if part not in (None, "", (), False, VoiceLook()) and (name, part) != ("row", -1):
            text += _named(name, part, indent + "  ")
    return text


def _named(name: str, part: object, indent: str) -> str:
    """One field: short ones beside their name, others below it."""
    if isinstance(part, str | bool | int | float | Enum):
        return f"{indent}{name}: {part}\n"
    if isinstance(part, tuple) and part and isinstance(part[0], tuple):
        return f"{indent}{name}:\n" + "".join(f"{indent}  {' | '.join(str(each) for each in pair)}\n" for pair in part)
    return f"{indent}{name}:\n{as_lines(part, indent + '  ')}"
