"""Contrast as the eye meets it: from the pixels of a photograph, in the boxes where words were set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.audit.colouring import LARGE_PX
from kiosk.audit.values import Reading
from screens.marks import Letters
from screens.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from kiosk.audit.values import Shown
    from screens.geometry import Box
    from screens.marks import Colour

LEAST_PART = 0.002
"""Part of a box a colour must cover to be that of the words: what covers less is a blended edge. Of a full stop, a few pixels."""

FEW_PIXELS = 12


def read(shown: Shown, picture: Image) -> Iterator[Reading]:
    """Measure every text of a screen on its photograph."""
    rolled = shown.drawing.scrolls
    for mark in shown.drawing.marks:
        if not isinstance(mark, Letters) or not mark.words.strip():
            continue
        box = (
            mark.box.within(rolled) if rolled is not None and mark.of.partition(".")[0] in {"event", "group", "book"} else mark.box
        )
        value = seen(picture, box)
        if value is not None:
            least = 4.5 if mark.style.px > LARGE_PX else 7.0
            yield Reading(3, f"{shown.place} (pixels)", repr(mark.words[:30]), round(value, 2), least)


def seen(picture: Image, box: Box) -> float | None:
    """The contrast of the words in a box with their ground: the commonest colour. None where the box is too small to hold any."""
    whole = (
        max(0, round(box.x)),
        max(0, round(box.y)),
        min(picture.width, round(box.right)),
        min(picture.height, round(box.bottom)),
    )
    if whole[2] - whole[0] < 4 or whole[3] - whole[1] < 4:
        return None
    part = picture.crop(whole)
    found: Any = part.getcolors(maxcolors=part.width * part.height)
    colours: list[tuple[int, tuple[int, int, int]]] = found or []
    ground = max(colours)[1]
    least = min(FEW_PIXELS, LEAST_PART * part.width * part.height)
    return max((contrast(_colour(each), _colour(ground)) for count, each in colours if count >= least), default=None)


def _colour(value: tuple[int, int, int]) -> Colour:
    """A colour of a picture, as themes have them."""
    red, green, blue = value
    return (red / 255, green / 255, blue / 255, 1.0)
