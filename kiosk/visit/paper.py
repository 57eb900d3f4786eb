"""A slip came out, or did not: the screen that is waiting for it learns, wherever it is on the trail."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.visit.events import SlipFailed, SlipPrinted
from kiosk.visit.states import BookPage, Cancelled, Done, Kiosk, Place, SlipState, StaffRoom, Step


def answered(kiosk: Kiosk, answer: SlipPrinted | SlipFailed) -> Step:
    """Slips come out in the order they were asked for, so the answer is for the oldest screen that waits."""
    outcome = _outcome(answer)
    rungs = (*kiosk.trail, kiosk.place)
    for depth, place in enumerate(rungs):
        if isinstance(place, BookPage | Done | Cancelled | StaffRoom) and place.slip is SlipState.PRINTING:
            told: tuple[Place, ...] = (*rungs[:depth], replace(place, slip=outcome), *rungs[depth + 1 :])
            return replace(kiosk, trail=told[:-1], place=told[-1]), ()
    return kiosk, ()


def _outcome(answer: SlipPrinted | SlipFailed) -> SlipState:
    """What became of the paper. »We cannot know« is said as it is."""
    if isinstance(answer, SlipPrinted):
        return SlipState.PRINTED
    return SlipState.UNKNOWN if answer.why == "unknown" else SlipState.FAILED
