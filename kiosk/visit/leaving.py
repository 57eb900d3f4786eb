"""How a visit ends: by choice, or because nobody answered »Er du der stadig?«."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.nouns import Ticket
from kiosk.visit.effects import ForgetVisitor, PlaySound, Sound
from kiosk.visit.events import TimeRanOut, WentQuiet
from kiosk.visit.limits import quiet_after
from kiosk.visit.states import Kiosk, Step


def waited(kiosk: Kiosk, answer: WentQuiet | TimeRanOut) -> Step:
    """Ask first; leave only when the question has gone unanswered. A place that may not be interrupted hears neither."""
    if quiet_after(kiosk) is None:
        return kiosk, ()
    if isinstance(answer, TimeRanOut):
        return left(kiosk) if kiosk.warned else (kiosk, ())
    return replace(kiosk, warned=True), (PlaySound(Sound.STILL_THERE),)


def left(kiosk: Kiosk) -> Step:
    """The visitor is gone: a new kiosk of the same house, and another ticket, so that no late answer finds anybody."""
    fresh = Kiosk(house=kiosk.house, ticket=Ticket(kiosk.ticket + 1), look=kiosk.house.look)
    return fresh, (ForgetVisitor(kiosk.ticket),)
