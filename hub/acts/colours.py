"""A branch's own colours: which pairs can be read, and what the rooms wear where the branch says nothing."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from hub.config import ROOT

BODY_CONTRAST = 7.0
"""Words against what they stand on, as on the kiosk, which refuses less."""

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}", re.ASCII)

ROOMS = ("local", "communities", "debate", "reading")


@cache
def usual() -> dict[str, dict[str, str]]:
    """Give the colours of the paper theme, by room: read from the file that the kiosk reads."""
    theme = tomllib.loads((ROOT / "assets" / "themes" / "paper.toml").read_text("utf-8"))
    return {room: dict(pair) for room, pair in theme["rooms"].items()}


def worn(own: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Give the colours the rooms wear, own ones before the usual."""
    return {room: own.get(room) or pair for room, pair in usual().items()}


def contrast(first: str, second: str) -> float:
    """Contrast of two colours `#RRGGBB`, 1 to 21. Source: WCAG 2.2, relative luminance."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(field: str, text: str) -> bool:
    """Whether words of one colour can be read on the other, by everybody."""
    return bool(COLOUR.fullmatch(field) and COLOUR.fullmatch(text)) and contrast(field, text) >= BODY_CONTRAST


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
