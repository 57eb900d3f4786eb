"""How the glass looks for this visitor: language, colours, size, reach and calm, on any screen."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.visit.events import CalmChosen, LanguageChosen, ReachChosen, SizeChosen, ThemeChosen
from kiosk.visit.look import Look
from kiosk.visit.states import Kiosk, Step

LookTouch = LanguageChosen | ThemeChosen | SizeChosen | ReachChosen | CalmChosen


def changed(kiosk: Kiosk, touch: LookTouch) -> Step:
    """Only the look changes: the place and what is typed stay. A language that is not on offer is not chosen."""
    if isinstance(touch, LanguageChosen) and touch.language not in kiosk.house.languages:
        return kiosk, ()
    return replace(kiosk, look=_look(kiosk.look, touch)), ()


def _look(look: Look, touch: LookTouch) -> Look:
    """The look with the one thing changed that was chosen."""
    match touch:
        case LanguageChosen(language):
            return replace(look, language=language)
        case ThemeChosen(theme):
            return replace(look, theme=theme)
        case SizeChosen(size):
            return replace(look, size=size)
        case ReachChosen(low):
            return replace(look, low_reach=low)
        case CalmChosen(calm):
            return replace(look, calm=calm)
        case _:
            assert_never(touch)
