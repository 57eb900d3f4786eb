"""Colours from a theme file, checked for contrast before they are used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from screens.marks import Colour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.programme import RoomColours

BODY_CONTRAST = 7.0
"""Words against what they stand on. Ours; the floor is 4.5. Source: EN 301 549, 11.1.4.3."""

SHAPE_CONTRAST = 3.0
"""Edges and shapes against what touches them. Source: EN 301 549, 11.1.4.11."""


class ThemeError(Exception):
    """A theme file that cannot be used; the message names file, pair and measured contrast."""


class _RoomFile(msgspec.Struct, forbid_unknown_fields=True):
    field: str
    text: str


class _ThemeFile(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    paper: str
    ink: str
    quiet: str
    tint: str
    line: str
    rooms: dict[str, _RoomFile]


class Pair(Struct, frozen=True):
    """A field and the colour of the words on it."""

    field: Colour
    text: Colour


class Colours(Struct, frozen=True):
    """One theme. `rooms` by the room's name."""

    name: str
    paper: Colour
    ink: Colour
    quiet: Colour
    tint: Colour
    line: Colour
    rooms: dict[str, Pair]

    def room(self, name: str | None) -> Pair:
        """Give a room's pair; ink and paper where there is no room."""
        return self.rooms.get(name or "", Pair(self.ink, self.paper))

    def mark(self, name: str | None, ground: Colour | None = None) -> Colour:
        """Give a room's colour for a thin shape on a ground (paper when not given); ink where it would not stand out."""
        found = self.room(name).field
        return found if contrast(found, ground or self.paper) >= SHAPE_CONTRAST else self.ink


def load_colours(path: Path) -> Colours:
    """Read and check a theme file.

    Raises ThemeError naming the file, and the key or the pair that is at fault.
    """
    try:
        raw = msgspec.toml.decode(path.read_bytes(), type=_ThemeFile)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise ThemeError(f"{path}: {error}") from error
    try:
        colours = Colours(
            name=raw.name,
            paper=colour(raw.paper),
            ink=colour(raw.ink),
            quiet=colour(raw.quiet),
            tint=colour(raw.tint),
            line=colour(raw.line),
            rooms={name: Pair(colour(room.field), colour(room.text)) for name, room in raw.rooms.items()},
        )
    except ValueError as error:
        raise ThemeError(f"{path}: {error}") from error
    for name, first, second, least in _pairs(colours):
        ratio = contrast(first, second)
        if ratio < least:
            raise ThemeError(f"{path}: {name}: contrast {ratio:.1f}:1, at least {least:g}:1 is needed")
    return colours


def with_rooms(colours: Colours, own: Iterable[RoomColours]) -> Colours:
    """Dress the rooms in a branch's own colours; a pair that could not be read keeps the theme's."""
    dressed = dict(colours.rooms)
    for each in own:
        if each.room in dressed and (pair := _pair(each)) is not None:
            dressed[each.room] = pair
    return replace(colours, rooms=dressed)


def _pair(own: RoomColours) -> Pair | None:
    """Read a pair; None for what is no colour or stands out too little."""
    try:
        pair = Pair(colour(own.field), colour(own.text))
    except ValueError:
        return None
    return pair if contrast(pair.field, pair.text) >= BODY_CONTRAST else None


def _pairs(colours: Colours) -> list[tuple[str, Colour, Colour, float]]:
    """List every pair that must stand out, with how much."""
    pairs = [
        ("ink on paper", colours.ink, colours.paper, BODY_CONTRAST),
        ("quiet on paper", colours.quiet, colours.paper, BODY_CONTRAST),
        ("ink on tint", colours.ink, colours.tint, BODY_CONTRAST),
        ("line on paper", colours.line, colours.paper, SHAPE_CONTRAST),
    ]
    pairs += [(f"rooms.{name}", pair.text, pair.field, BODY_CONTRAST) for name, pair in colours.rooms.items()]
    return pairs


def colour(text: str) -> Colour:
    """`#RRGGBB` -> a colour. Raises ValueError naming the text."""
    if not re.fullmatch("#[0-9A-Fa-f]{6}", text):
        raise ValueError(f"{text!r} is not a colour such as #FBF6EC")
    red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (red, green, blue, 1.0)


def contrast(first: Colour, second: Colour) -> float:
    """Contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: Colour) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in value[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
