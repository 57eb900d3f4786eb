"""The whole kiosk as one pure function. Start reading here.

`step` takes the kiosk as it is and one thing that happened, and gives the kiosk as it then is and what is to be done. Nothing
else changes a state. Three kinds of things happen:

- a **touch**: somebody pressed something. The house answers those that every screen has, the room of the place the rest;
- an **answer**: something that was asked for has been done. One for a visitor who has left is dropped unread;
- **news**: the world moved, whoever stands there.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.rooms.communities import flow as communities
from kiosk.rooms.local import flow as local
from kiosk.rooms.reading import flow as reading
from kiosk.rooms.signup import flow as signup
from kiosk.rooms.staff import flow as staff
from kiosk.visit import hearing, leaving, looks, news, paper, scans, shut, walking
from kiosk.visit.effects import Effect
from kiosk.visit.events import (
    Answer,
    BackPressed,
    BookFound,
    BookMissing,
    CalmChosen,
    CancelKept,
    CancelNotKept,
    CodeScanned,
    DonePressed,
    EnrolmentAnswered,
    Event,
    FocusAsked,
    GlassTouched,
    HeadsetPlugged,
    HelpPressed,
    HomePressed,
    LanguageChosen,
    LanguagesAsked,
    PinAccepted,
    PinRefused,
    ReachChosen,
    ReadAloudChosen,
    RoomChosen,
    SignupFound,
    SignupKept,
    SignupMissing,
    SignupNotKept,
    SizeChosen,
    SlipEntryChosen,
    SlipFailed,
    SlipPrinted,
    StaffAsked,
    StaffReportRead,
    StillHerePressed,
    TactilePressed,
    ThemeChosen,
    TimeRanOut,
    Touch,
    VerdictSeen,
    WentQuiet,
)
from kiosk.visit.states import (
    Asking,
    BookPage,
    Cancelled,
    Cancelling,
    Done,
    EventList,
    EventPage,
    GroupList,
    GroupPage,
    Help,
    Home,
    House,
    Keeping,
    Kiosk,
    LanguageChoice,
    LookingUp,
    Message,
    NotKept,
    ReadingRoom,
    Resting,
    Review,
    SignupPage,
    SlipEntry,
    StaffDoor,
    StaffRoom,
    Step,
)
from kiosk.words.catalogue import Catalogue


def begin(house: House) -> Kiosk:
    """The kiosk as it is when it starts: at rest, looking as the house wants it."""
    return Kiosk(house=house, look=house.look)


def step(kiosk: Kiosk, event: Event, catalogue: Catalogue) -> Step:
    """Decide what one event comes to. A kiosk that was revoked goes nowhere any more."""
    decided, effects = _decided(kiosk, event, catalogue)
    return hearing.followed(kiosk, shut.settled(decided)), effects


def _decided(kiosk: Kiosk, event: Event, catalogue: Catalogue) -> Step:
    """What it comes to in a house that is open."""
    if isinstance(event, Answer):
        return _answered(kiosk, event, catalogue) if event.ticket == kiosk.ticket else (kiosk, ())
    if isinstance(event, HeadsetPlugged):
        return hearing.plugged(kiosk, event)
    if isinstance(event, TactilePressed):
        return _felt(kiosk, event, catalogue)
    if isinstance(event, Touch):
        now, effects = _touched(kiosk, event, catalogue)
        return hearing.pointed(kiosk, now, event, catalogue), effects
    if isinstance(event, CodeScanned):
        return scans.scanned(kiosk, event.code)
    return news.heard(kiosk, event)


def _felt(kiosk: Kiosk, felt: TactilePressed, catalogue: Catalogue) -> Step:
    """A key that can be felt moves the focus, or presses what it is at: the control's own events, as a finger's."""
    now, touches = hearing.felt(kiosk, felt.key, catalogue)
    effects: tuple[Effect, ...] = hearing.only_sounds(now)
    for touch in touches:
        now, more = _touched(now, touch, catalogue)
        effects += more
    return now, effects


def _touched(kiosk: Kiosk, touch: Touch, catalogue: Catalogue) -> Step:
    """Whether a touch reaches what was pressed: not at rest, not while something is being kept, not under the warning."""
    match kiosk.place:
        case Resting():
            return walking.woken(kiosk, touch)
        case Keeping() | Cancelling():
            return kiosk, ()
        case _ if kiosk.warned and not isinstance(touch, DonePressed):
            return replace(kiosk, warned=False), ()
        case _:
            return _pressed(replace(kiosk, notice=None), touch, catalogue)


def _pressed(kiosk: Kiosk, touch: Touch, catalogue: Catalogue) -> Step:
    """What every screen has, and then what the room has."""
    match touch:
        case GlassTouched() | StillHerePressed():
            return kiosk, ()
        case DonePressed():
            return leaving.left(kiosk)
        case HomePressed() | BackPressed() | HelpPressed() | LanguagesAsked() | RoomChosen() | SlipEntryChosen() | StaffAsked():
            return walking.walked(kiosk, touch)
        case LanguageChosen() | ThemeChosen() | SizeChosen() | ReachChosen() | CalmChosen() | ReadAloudChosen():
            return looks.changed(kiosk, touch)
        case FocusAsked(control):
            return hearing.focused(kiosk, control, catalogue), ()
        case _:
            return _in_the_room(kiosk, touch, catalogue)


def _in_the_room(kiosk: Kiosk, touch: Touch, catalogue: Catalogue) -> Step:  # noqa: C901  one line a room
    """Each room answers for its own places."""
    match kiosk.place:
        case (EventList() | EventPage()) as place:
            return local.pressed(kiosk, place, touch)
        case (GroupList() | GroupPage()) as place:
            return communities.pressed(kiosk, place, touch)
        case (ReadingRoom() | BookPage()) as place:
            return reading.pressed(kiosk, place, touch, catalogue)
        case (Asking() | Review() | NotKept() | Done() | SlipEntry() | SignupPage() | Cancelled()) as place:
            return signup.pressed(kiosk, place, touch, catalogue)
        case (StaffDoor() | StaffRoom()) as place:
            return staff.pressed(kiosk, place, touch, catalogue)
        case Resting() | Home() | Help() | LanguageChoice() | Message() | LookingUp() | Keeping() | Cancelling():
            return kiosk, ()  # these have only what every screen has
        case _:
            assert_never(kiosk.place)


def _answered(kiosk: Kiosk, answer: Answer, catalogue: Catalogue) -> Step:
    """Each room reads the answers to its own questions."""
    match answer:
        case SignupKept() | SignupNotKept() | SignupFound() | SignupMissing() | CancelKept() | CancelNotKept() | VerdictSeen():
            return signup.answered(kiosk, answer, catalogue)
        case BookFound() | BookMissing():
            return reading.answered(kiosk, answer)
        case SlipPrinted() | SlipFailed():
            return paper.answered(kiosk, answer)
        case PinAccepted() | PinRefused() | StaffReportRead() | EnrolmentAnswered():
            return staff.answered(kiosk, answer)
        case WentQuiet() | TimeRanOut():
            return leaving.waited(kiosk, answer)
        case _:
            assert_never(answer)
