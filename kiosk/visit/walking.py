"""The ways between places that every screen has: in from rest, home, back, help, the rooms, and the door to the staff."""

from __future__ import annotations

from typing import assert_never

from kiosk.rooms.signup import flow as signup
from kiosk.visit.events import (
    BackPressed,
    GlassTouched,
    HelpPressed,
    HomePressed,
    LanguagesAsked,
    Room,
    RoomChosen,
    SlipEntryChosen,
    StaffAsked,
    Touch,
)
from kiosk.visit.states import (
    Asking,
    EventList,
    GroupList,
    Help,
    Home,
    Kiosk,
    LanguageChoice,
    NotKept,
    Place,
    ReadingRoom,
    Resting,
    Review,
    SlipEntry,
    StaffDoor,
    StaffRoom,
    Step,
)

WalkTouch = HomePressed | BackPressed | HelpPressed | LanguagesAsked | RoomChosen | SlipEntryChosen | StaffAsked


def woken(kiosk: Kiosk, touch: Touch) -> Step:
    """A touch at rest opens Home and presses nothing. Any other press comes late, from the visitor who has just left."""
    match touch:
        case GlassTouched():
            return kiosk.only(Home()), ()
        case StaffAsked():
            return kiosk.only(StaffDoor()), ()
        case _:
            return kiosk, ()


def walked(kiosk: Kiosk, touch: WalkTouch) -> Step:
    """Go where the visitor wants to go."""
    match touch:
        case HomePressed():
            return kiosk.only(Home()), ()
        case BackPressed():
            return _back(kiosk), ()
        case HelpPressed():
            return _aside(kiosk, Help()), ()
        case LanguagesAsked():
            return _aside(kiosk, LanguageChoice()), ()
        case RoomChosen() | SlipEntryChosen() | StaffAsked():
            return _through(kiosk, touch), ()
        case _:
            assert_never(touch)


def _aside(kiosk: Kiosk, place: Help | LanguageChoice) -> Kiosk:
    """Open a screen beside where the visitor is: Back leads there again. Staff have none, and one is enough."""
    if isinstance(kiosk.place, StaffDoor | StaffRoom) or kiosk.place == place:
        return kiosk
    return kiosk.to(place)


def _back(kiosk: Kiosk) -> Kiosk:
    """Inside a sign-up Back is the question before, with what was typed; elsewhere it is the way one came."""
    before = signup.before(kiosk.place)
    return kiosk.back() if before is None else kiosk.at(before)


def _through(kiosk: Kiosk, touch: RoomChosen | SlipEntryChosen | StaffAsked) -> Kiosk:
    """Doors open from Home, and from screens that offer them; nobody is carried out of a half-written sign-up."""
    if isinstance(kiosk.place, Asking | Review | NotKept | StaffDoor | StaffRoom | Resting):
        return kiosk
    if isinstance(touch, StaffAsked):
        return kiosk.only(StaffDoor()) if isinstance(kiosk.place, Home) else kiosk
    return kiosk.only(Home()).to(SlipEntry() if isinstance(touch, SlipEntryChosen) else _room(touch.room))


def _room(room: Room) -> Place:
    """The first place of a room."""
    match room:
        case Room.LOCAL:
            return EventList()
        case Room.COMMUNITIES:
            return GroupList()
        case Room.READING:
            return ReadingRoom()
        case _:
            assert_never(room)
