"""A slip came out, or did not: the screen that is waiting for it learns, wherever it is on the trail."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.visit.effects import ReadStaffReport
from kiosk.visit.events import SlipFailed, SlipPrinted
from kiosk.visit.states import Kiosk, Place, SlipPlace, SlipState, StaffRoom, Step


def answered(kiosk: Kiosk, answer: SlipPrinted | SlipFailed) -> Step:
    """Tell the one screen that asked for the slip of this number; another slip is never marked by it.

    Staff who look get a fresh report.
    """
    *trail, place = (_told(rung, answer) for rung in (*kiosk.trail, kiosk.place))
    fresh = (ReadStaffReport(kiosk.ticket),) if isinstance(place, StaffRoom) else ()
    return replace(kiosk, trail=tuple(trail), place=place), fresh


def _told(place: Place, answer: SlipPrinted | SlipFailed) -> Place:
    """The screen that asked, with what became of its slip; one of which nobody knows makes every later one a copy."""
    if not isinstance(place, SlipPlace):
        return place
    sent = place.sent
    if sent is None or sent.number != answer.number or place.slip is not SlipState.PRINTING:
        return place
    outcome = _outcome(answer)
    if outcome is SlipState.UNKNOWN:
        sent = replace(sent, first_at=sent.first_at or sent.at)
    return replace(place, slip=outcome, sent=sent)


def _outcome(answer: SlipPrinted | SlipFailed) -> SlipState:
    """What became of the paper. »We cannot know« is said as it is."""
    if isinstance(answer, SlipPrinted):
        return SlipState.PRINTED
    return SlipState.UNKNOWN if answer.why == "unknown" else SlipState.FAILED
