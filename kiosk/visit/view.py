"""The whole glass as one pure function of the kiosk: what each place shows, in the visitor's language."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.rooms.communities import view as communities
from kiosk.rooms.local import page_view as local_page
from kiosk.rooms.local import view as local
from kiosk.rooms.reading import view as reading
from kiosk.rooms.signup import found_view as found
from kiosk.rooms.signup import view as signup
from kiosk.rooms.staff import view as staff
from kiosk.visit import asides, home
from kiosk.visit.frame import frame
from kiosk.visit.limits import answer_within
from kiosk.visit.order import ring
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
)
from kiosk.visit.views import Frame, Scene, View
from kiosk.words.catalogue import Catalogue
from kiosk.words.texts import Words

SignupPlace = Asking | Review | Keeping | NotKept | Done | SlipEntry | SignupPage | Cancelling | Cancelled


def view(kiosk: Kiosk, catalogue: Catalogue) -> Scene:
    """What the glass shows of this kiosk."""
    words = catalogue.words(kiosk.look.language)
    warning = asides.still_there(round(answer_within(kiosk)), words) if kiosk.warned else None
    scene = Scene(kiosk.look, _view(kiosk, words, catalogue), warning, kiosk.house.programme.branch.colours)
    return scene if kiosk.focus < 0 else _focused(scene, kiosk.focus)


def _focused(scene: Scene, focus: int) -> Scene:
    """The scene with the control the keys are at; the last one where there are fewer than there were."""
    controls = ring(scene)
    if not controls:
        return scene
    stop = controls[min(focus, len(controls) - 1)]
    return replace(scene, focus=stop.id, focus_words=stop.words, row=stop.row)


def _view(kiosk: Kiosk, words: Words, catalogue: Catalogue) -> View:
    """The place itself: at rest there is no frame, everywhere else there is."""
    if isinstance(kiosk.place, Resting):
        return home.resting(kiosk.place, kiosk.house, words)
    return _framed(kiosk, words, catalogue, frame(kiosk, words, catalogue))


def _framed(kiosk: Kiosk, words: Words, catalogue: Catalogue, around: Frame) -> View:  # noqa: C901, PLR0911, PLR0912  contents
    """What each place shows inside the frame."""
    house = kiosk.house
    match kiosk.place:
        case EventList() as place:
            return local.event_list(place, house, words, around)
        case EventPage(key):
            return local_page.event_page(key, house, words, around)
        case GroupList():
            return communities.group_list(house, words, around)
        case GroupPage(key):
            return communities.group_page(key, house, words, around)
        case ReadingRoom():
            return reading.reading_room(house, words, around)
        case LookingUp() as place:
            return reading.looking_up(place, words, around)
        case BookPage() as place:
            return reading.book_page(place, house, words, around)
        case StaffDoor() as place:
            return staff.door(place, words, around)
        case StaffRoom() as place:
            return staff.room(place, house, words, around, catalogue)
        case Home() | Resting():
            return home.home(house, words, around)
        case Message() as place:
            return asides.message(place, house, words, around)
        case Help():
            return asides.help_me(kiosk, words, around)
        case LanguageChoice():
            return asides.language_choice(kiosk, words, around, catalogue)
        case _:
            return _signup(kiosk.place, kiosk, words, around)


def _signup(place: SignupPlace, kiosk: Kiosk, words: Words, around: Frame) -> View:  # noqa: C901, PLR0911  one line a place
    """What the places of a sign-up show."""
    house = kiosk.house
    match place:
        case Asking():
            return signup.asking(place, words, around)
        case Review():
            return signup.review(place, house, words, around)
        case Keeping():
            return signup.keeping(words, around)
        case NotKept():
            return signup.not_kept(place, words, around)
        case Done():
            return signup.done(place, house, words, around)
        case SlipEntry():
            return found.slip_entry(place, words, around)
        case SignupPage():
            return found.signup_page(place, house, words, around)
        case Cancelling():
            return found.cancelling(words, around)
        case Cancelled():
            return found.cancelled(place, house, words, around)
        case _:
            assert_never(place)
