"""How the glass looks for this visitor, and whether it speaks: language, colours, size, reach, calm and voice, on any screen."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.visit.events import CalmChosen, LanguageChosen, ReachChosen, ReadAloudChosen, SizeChosen, ThemeChosen
from kiosk.visit.look import Look
from kiosk.visit.states import Kiosk, LanguageChoice, Step

LookTouch = LanguageChosen | ThemeChosen | SizeChosen | ReachChosen | CalmChosen | ReadAloudChosen


def changed(kiosk: Kiosk, touch: LookTouch) -> Step:
    """Only the look changes: the place and what is typed stay. A language that is not on offer is not chosen.

    Among all languages the choice leads back to where the visitor was.
    """
    if isinstance(touch, LanguageChosen) and touch.language not in kiosk.house.languages:
        return kiosk, ()
    changed_now = replace(kiosk, look=_look(kiosk.look, touch))
    chosen = isinstance(touch, LanguageChosen) and isinstance(kiosk.place, LanguageChoice)
    return (changed_now.back() if chosen else changed_now), ()


def _look(look: Look, touch: LookTouch) -> Look:  # noqa: C901 - one case a touch
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
        case ReadAloudChosen(on):
            return replace(look, voice=replace(look.voice, on=on))
        case _:
            assert_never(touch)
