"""What every screen has: the band with its title, Back and Home, languages, »Hjælp mig«, and the quiet lines."""

from __future__ import annotations

from datetime import timedelta

from kiosk.nouns import DANISH, PLAIN_DANISH, InLanguage, Language, Lost, Part
from kiosk.rooms.signup.model import OccasionKind
from kiosk.visit.events import BackPressed, HelpPressed, HomePressed, LanguageChosen, LanguagesAsked, Room
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
    Matter,
    Message,
    NotKept,
    Place,
    ReadingRoom,
    Review,
    SignupPage,
    StaffDoor,
    StaffRoom,
)
from kiosk.visit.views import Frame, Press
from kiosk.words.catalogue import Catalogue
from kiosk.words.texts import Words

FEW_LANGUAGES = 3
"""How many languages stand in the bar themselves."""

SEALED_OFF = (Keeping, Cancelling)
"""Places that nothing may interrupt: the band has nothing to press."""

WITHOUT_HELP = (Help, StaffDoor, StaffRoom, *SEALED_OFF)

_ROOMS: dict[type, Room] = {
    EventList: Room.LOCAL,
    EventPage: Room.LOCAL,
    GroupList: Room.COMMUNITIES,
    GroupPage: Room.COMMUNITIES,
    ReadingRoom: Room.READING,
    BookPage: Room.READING,
}


def frame(kiosk: Kiosk, words: Words, catalogue: Catalogue) -> Frame:
    """The frame of the place the visitor is in."""
    place = kiosk.place
    name = place_name(place)
    shut = isinstance(place, SEALED_OFF)
    closed = place == Message(Matter.CLOSED)
    return Frame(
        room=room_of(place),
        title=words(f"title.{name}"),
        languages=() if shut or isinstance(place, LanguageChoice) else _languages(kiosk, words, catalogue),
        help=None if closed or isinstance(place, WITHOUT_HELP) else Press("help", words("press.help"), HelpPressed()),
        back=Press("back", words("press.back"), BackPressed()) if kiosk.trail and not shut else None,
        home=None if shut or closed or isinstance(place, Home) else Press("home", words("press.home"), HomePressed()),
        status=status_line(kiosk.house, words),
        demo=words("demo.mark") if kiosk.house.programme.demo else "",
        notice=_notice(kiosk, words),
        more=words("press.read_more"),
        less=words("press.read_back"),
    )


def _notice(kiosk: Kiosk, words: Words) -> str:
    """The answer to a scan; else, to somebody who wants to hear, that no voice speaks this language."""
    if kiosk.notice is not None:
        return words(f"notice.{kiosk.notice.value}")
    return words("voice.no_language") if kiosk.mute else ""


def place_name(place: Place) -> str:
    """A place's name as it stands in keys of the catalogue: `EventList` is `event_list`."""
    name = type(place).__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("_")


def room_of(place: Place) -> Room | None:
    """The room whose colour the band wears; a sign-up wears that of what it is for."""
    match place:
        case Asking(occasion) | Review(occasion) | Keeping(occasion) | NotKept(occasion) | Done(occasion):
            return _room_of_kind(occasion.kind)
        case SignupPage(record) | Cancelling(record) | Cancelled(record):
            return _room_of_kind(record.occasion.kind)
        case _:
            return _ROOMS.get(type(place))


def _room_of_kind(kind: OccasionKind) -> Room:
    """The room of events, or of groups."""
    return Room.COMMUNITIES if kind is OccasionKind.GROUP else Room.LOCAL


def status_line(house: House, words: Words) -> str:
    """The quiet line at the foot, only when it matters: how old the content is, and that slips will not come out."""
    return " · ".join(part for part in (_age(house, words), _paper(house, words)) if part)


def _age(house: House, words: Words) -> str:
    """That the content is old, or that nobody fetches it any more."""
    heard = house.programme.age_from
    fresh = heard is not None and house.now - heard <= timedelta(hours=house.stale_after_h)
    if heard is None or (fresh and house.part(Part.SYNC) != Lost("silent")):
        return ""
    return words("status.age", age=words.age(heard, house.now))


def _paper(house: House, words: Words) -> str:
    """That the printer is in trouble. A kiosk without a printer does not excuse itself on every screen."""
    if house.prints or house.part(Part.PRINTER) == Lost("not_configured"):
        return ""
    return words("status.paper_out" if house.part(Part.PRINTER) == Lost("paper_out") else "status.no_slips")


def _languages(kiosk: Kiosk, words: Words, catalogue: Catalogue) -> tuple[Press, ...]:
    """The languages on offer, each by its own name; none where there is no choice. More than a few have a screen of their own."""
    languages = kiosk.house.languages
    if len(languages) <= 1:
        return ()
    if len(languages) <= FEW_LANGUAGES:
        return tuple(language_press(each, kiosk, catalogue) for each in languages)
    beside = PLAIN_DANISH if kiosk.look.language == DANISH else DANISH
    nearest = (language_press(beside, kiosk, catalogue),) if beside in languages else ()
    return (*nearest, Press("languages", words("press.languages"), LanguagesAsked()))


def language_press(language: Language, kiosk: Kiosk, catalogue: Catalogue) -> Press:
    """One language, by its own name, which its own voice says where it has one."""
    name = catalogue.words(language)("language.name")
    if language in kiosk.house.voices:
        name = InLanguage.of(name, language)
    return Press(f"language.{language}", name, LanguageChosen(language), chosen=language == kiosk.look.language)
