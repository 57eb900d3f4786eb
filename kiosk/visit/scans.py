"""What a scanned code comes to, by what it is and where the visitor stands."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.codes import (
    BookCode,
    Code,
    EnrolmentCode,
    GoodsCode,
    ItemCode,
    PersonalCode,
    SlipCode,
    StaffBadgeCode,
    StrangeCode,
)
from kiosk.rooms.staff.model import Enrolling
from kiosk.visit.effects import Effect, Enrol, FindBook, FindSignup, PlaySound, Sound
from kiosk.visit.states import (
    Asking,
    Cancelling,
    Home,
    Keeping,
    Kiosk,
    LookingUp,
    Message,
    Notice,
    NotKept,
    Resting,
    Review,
    StaffDoor,
    StaffRoom,
    Step,
)

DEAF = (Keeping, Cancelling, StaffDoor, StaffRoom, LookingUp)
"""Places that take no scan: nothing may interrupt, or the answer to the last one is a blink away. Staff may enrol the kiosk."""

FORMS = (Asking, Review, NotKept)


def scanned(kiosk: Kiosk, code: Code) -> Step:
    """A book, a slip or a badge goes straight to its place, also at rest; anything else is answered by a notice over the place."""
    if isinstance(kiosk.place, DEAF):
        return _unless_enrolling(kiosk, code)
    here = _awake(kiosk)
    match code:
        case BookCode(isbn):
            return _look_up(here, "book", FindBook(here.ticket, isbn=isbn))
        case SlipCode(token):
            return _look_up(here, "slip", FindSignup(here.ticket, token=token))
        case StaffBadgeCode():
            return _badge(here)
        case PersonalCode() | GoodsCode() | ItemCode() | EnrolmentCode() | StrangeCode():
            return _noticed(here, _notice(code))
        case _:
            assert_never(code)


def _unless_enrolling(kiosk: Kiosk, code: Code) -> Step:
    """Nothing, unless staff hold a hub's letter to the scanner: then the kiosk is to be enrolled, once at a time."""
    place = kiosk.place
    if not isinstance(place, StaffRoom) or not isinstance(code, EnrolmentCode) or place.enrolling == Enrolling("asked"):
        return kiosk, ()
    asked = replace(place, enrolling=Enrolling("asked"))
    return replace(kiosk.at(asked), warned=False), (PlaySound(Sound.SCANNED), Enrol(kiosk.ticket, code.letter))


def _awake(kiosk: Kiosk) -> Kiosk:
    """A scan is a sign of life: it wakes the kiosk, and answers »Er du der stadig?«."""
    if isinstance(kiosk.place, Resting):
        return kiosk.only(Home())
    return replace(kiosk, warned=False, notice=None)


def _look_up(kiosk: Kiosk, what: str, find: Effect) -> Step:
    """Look it up, unless a sign-up is half written: that is finished first, or left by the visitor's own choice."""
    if any(isinstance(place, FORMS) for place in (*kiosk.trail, kiosk.place)):
        return _noticed(kiosk, Notice.FINISH_FIRST)
    looking = LookingUp(what)
    onward = kiosk.at(looking) if isinstance(kiosk.place, Message) else kiosk.to(looking)
    return onward, (PlaySound(Sound.SCANNED), find)


def _noticed(kiosk: Kiosk, notice: Notice) -> Step:
    """Say it over the place."""
    return replace(kiosk, notice=notice), (PlaySound(Sound.NOT_UNDERSTOOD),)


def _badge(kiosk: Kiosk) -> Step:
    """A badge knocks at the staff's door, where the PIN is asked for. In a visit it is a code that leads nowhere."""
    if isinstance(kiosk.place, Home):
        return kiosk.only(StaffDoor()), (PlaySound(Sound.SCANNED),)
    return _noticed(kiosk, Notice.NOT_UNDERSTOOD)


def _notice(code: PersonalCode | GoodsCode | ItemCode | EnrolmentCode | StrangeCode) -> Notice:
    """What to say of a code that leads nowhere."""
    match code:
        case PersonalCode():
            return Notice.CARD_NOT_NEEDED
        case GoodsCode():
            return Notice.NOT_A_BOOK
        case ItemCode() | EnrolmentCode() | StrangeCode():
            return Notice.NOT_UNDERSTOOD
        case _:
            assert_never(code)
