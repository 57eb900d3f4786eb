"""How the glass looks and reaches for this visitor: a value that is set back when the visitor leaves."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from kiosk.nouns import DANISH, Language


class Theme(Enum):
    """The three sets of colours. Each is a file in assets/themes."""

    PAPER = "paper"
    NIGHT = "night"
    CONTRAST = "contrast"


class TextSize(Enum):
    """How large the words are. The smallest is already large enough by EN 301 549, 5.1.4."""

    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


class TactileKey(Enum):
    """The keys that can be felt."""

    NEXT = "next"
    PREVIOUS = "previous"
    SELECT = "select"
    REPEAT = "repeat"
    HOME = "home"
    LOUDER = "louder"
    SOFTER = "softer"
    SLOWER = "slower"
    FASTER = "faster"
    SILENCE = "silence"


VOLUMES, RATES = 4, 7
"""How many steps of loudness (6 dB each) and of speed there are; the first is the lowest."""


class VoiceLook(Struct, frozen=True):
    """How the kiosk speaks to this visitor: whether at all, and at which step of speed and loudness."""

    on: bool = False
    rate: int = 3
    volume: int = 2


class HouseRules(Struct, frozen=True):
    """What can be changed while the kiosk runs: how every visit begins, and when content is called old."""

    theme: Theme = Theme.PAPER
    low_reach: bool = False
    calm: bool = False
    stale_after_h: int = 24
    sound: bool = True


class Look(Struct, frozen=True):
    """Language, colours, size, reach and voice. `calm` = nothing moves by itself."""

    language: Language = DANISH
    theme: Theme = Theme.PAPER
    size: TextSize = TextSize.NORMAL
    low_reach: bool = False
    calm: bool = False
    voice: VoiceLook = VoiceLook()
