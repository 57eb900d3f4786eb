"""The settings for whoever does not see the glass: who speaks, what it is played with, which keys can be felt, and AT-SPI."""

from __future__ import annotations

from typing import Literal

import msgspec

Felt = Literal["next", "previous", "select", "repeat", "home", "louder", "softer", "slower", "faster", "silence"]

KEYS: dict[str, Felt] = {
    "down": "next",
    "right": "next",
    "up": "previous",
    "left": "previous",
    "enter": "select",
    "numpadenter": "select",
    "home": "home",
    "f1": "repeat",
    "f2": "softer",
    "f3": "louder",
    "f4": "slower",
    "f5": "faster",
    "f6": "silence",
}
"""The arrows, Enter, Home and six function keys: what small keyboards for kiosks send."""


def _keys() -> dict[str, Felt]:
    """The keys where the settings name none."""
    return dict(KEYS)


class VoiceSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Reading aloud: the engine, the command that plays its WAV, piper's voice files by language, and the keys that can be felt."""

    engine: Literal["espeak-ng", "piper", "none"] = "espeak-ng"
    player: tuple[str, ...] = ("aplay", "-q", "-")
    voices: dict[str, str] = {}
    keys: dict[str, Felt] = msgspec.field(default_factory=_keys)


class AccessSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether names, boxes and actions of the controls are told to assistive technology, over AT-SPI."""

    at_spi: bool = False
