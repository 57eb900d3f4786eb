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


class Look(Struct, frozen=True):
    """Language, colours, size and reach. `calm` = nothing moves by itself."""

    language: Language = DANISH
    theme: Theme = Theme.PAPER
    size: TextSize = TextSize.NORMAL
    low_reach: bool = False
    calm: bool = False
