"""Taking a sign-up back: asked once whether it is meant, kept like the sign-up itself, and a slip to show for it."""

from __future__ import annotations

from datetime import datetime

from kiosk.rooms.signup.model import SignupRecord, SignupStatus
from kiosk.rooms.signup.slip import cancelled_slip
from kiosk.slips.copies import marked
from kiosk.visit.effects import KeepCancel, PlaySound, Sound
from kiosk.visit.events import CancelConfirmed, CancelKept, CancelNotKept, CancelPressed, PrintPressed, Touch
from kiosk.visit.states import Cancelled, Cancelling, Kiosk, Matter, Message, SignupPage, SlipState, Step, first_of
from kiosk.words.catalogue import Catalogue

HELD = (SignupStatus.KEPT, SignupStatus.CONFIRMED, SignupStatus.WAITLIST)
"""The states in which there is something to take back."""


def over(record: SignupRecord, now: datetime) -> bool:
    """Whether what the sign-up is for has been."""
    last = record.occasion.end or record.occasion.start
    return last is not None and last < now


def can_cancel(record: SignupRecord, now: datetime) -> bool:
    """Whether »Meld mig fra« is offered."""
    return record.status in HELD and not over(record, now)


def pressed(kiosk: Kiosk, place: SignupPage | Cancelled, touch: Touch, catalogue: Catalogue) -> Step:
    """Ask once, then keep it; afterwards print when asked to."""
    match place, touch:
        case SignupPage(record), CancelPressed() if can_cancel(record, kiosk.house.now):
            return kiosk.at(SignupPage(record, sure=True)), ()
        case SignupPage(record, sure=True), CancelConfirmed():
            return kiosk.at(Cancelling(record)), (KeepCancel(kiosk.ticket, record.id),)
        case Cancelled(), PrintPressed():
            return _print(kiosk, place, catalogue)
        case _:
            return kiosk, ()


def answered(kiosk: Kiosk, answer: CancelKept | CancelNotKept) -> Step:
    """The store has taken it, or has not: then the sign-up stands, and the visitor is told so."""
    if not isinstance(kiosk.place, Cancelling):
        return kiosk, ()
    if isinstance(answer, CancelKept):
        return kiosk.only(Cancelled(answer.record, SlipState.OFFERED)), (PlaySound(Sound.DONE),)
    return kiosk.at(SignupPage(kiosk.place.record)).to(Message(Matter.CANCEL_NOT_KEPT)), ()


def _print(kiosk: Kiosk, place: Cancelled, catalogue: Catalogue) -> Step:
    """Ask for the slip, where a printer is well and no slip is on its way or out already."""
    if not kiosk.house.prints or place.slip in (SlipState.PRINTING, SlipState.PRINTED):
        return kiosk, ()
    words = catalogue.words(kiosk.look.language)
    return kiosk.printing(place, marked(cancelled_slip(place.record, kiosk.house, words), first_of(place), kiosk.house.now, words))
