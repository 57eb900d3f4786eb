"""Number 17 below the letters: every text of every language has a picture in its font, and no ink reaches out of its texture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kiosk.audit.values import Reading, holds
from kiosk.slips.typeset import Type, Typesetter
from screens.marks import Style
from screens.shaping import Shaper, needs_shaping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kiosk.audit.wording import Texts
    from kiosk.nouns import Language

PX, WIDTH = 48, 700
"""Size and width the texts are set at: what reaches out, reaches out at every size."""

NAMED = re.compile(r"\{\w*\}")


def inked(languages: Mapping[Language, Texts], folder: Path) -> Iterator[Reading]:
    """Set each text as the glass does, and look at its ink."""
    setter, shaper = Typesetter(folder), Shaper(folder)
    for language, texts in languages.items():
        said = {key: NAMED.sub("", " ".join(forms)) for key, forms in texts.items()}
        gone = setter.missing("".join(sorted({letter for words in said.values() for letter in words})), Type(PX))
        yield holds(17, f"catalogue {language}", f"no picture of {gone!r}", not gone)
        for key, words in said.items():
            if needs_shaping(words):
                yield clipped(f"catalogue {language}", key, shaper.picture(words, Style(PX, bold=True), WIDTH))


def clipped(place: str, key: str, picture: Any) -> Reading:
    """Whether a picture of set words has ink in its uppermost or lowest row: then there was more."""
    box = picture.getbbox() if picture is not None else None
    high = picture.height if picture is not None else 0
    return holds(17, place, f"ink cut: {key}", box is None or (box[1] > 0 and box[3] < high))
