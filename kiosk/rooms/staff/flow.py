"""The staff's door and settings screen: what presses and answers lead to."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.nouns import Language
from kiosk.rooms.staff.slip import trial_slip
from kiosk.visit.effects import CheckPin, KeepHouseLanguage, ReadStaffReport, SendAgain
from kiosk.visit.events import (
    EnrolmentAnswered,
    HouseLanguageChosen,
    KeyErased,
    KeyTyped,
    NextPressed,
    PinAccepted,
    PinRefused,
    SendAgainPressed,
    StaffReportRead,
    TestPrintPressed,
    Touch,
)
from kiosk.visit.states import Kiosk, SlipState, StaffDoor, StaffRoom, Step
from kiosk.words.catalogue import Catalogue

PIN_LIMIT = 12


def pressed(kiosk: Kiosk, place: StaffDoor | StaffRoom, touch: Touch, catalogue: Catalogue) -> Step:
    """Answer a press at the door or in the room."""
    if isinstance(place, StaffDoor):
        return (kiosk, ()) if place.checking else _at_the_door(kiosk, place, touch)
    match touch:
        case TestPrintPressed() if place.slip is not SlipState.PRINTING:
            return kiosk.printing(place, trial_slip(kiosk.house, catalogue.words(kiosk.look.language)))
        case SendAgainPressed() if place.report is not None and place.report.parked:
            return kiosk, (SendAgain(kiosk.ticket),)
        case HouseLanguageChosen(language) if language in kiosk.house.languages:
            return _rest_in(kiosk, language), (KeepHouseLanguage(language),)
        case _:
            return kiosk, ()


def answered(kiosk: Kiosk, answer: PinAccepted | PinRefused | StaffReportRead | EnrolmentAnswered) -> Step:
    """The PIN was judged, the report gathered, or the hub has answered to a scanned letter."""
    match answer:
        case PinAccepted():
            return _opened(kiosk)
        case PinRefused(_, wait_s, unset):
            refused = StaffDoor(refused=True, wait_s=wait_s, unset=unset)
            return (kiosk.at(refused) if _is_checking(kiosk) else kiosk), ()
        case StaffReportRead(_, report):
            return _inside(kiosk, report=report), ()
        case EnrolmentAnswered(_, how):
            return _inside(kiosk, enrolling=how), ()
        case _:
            assert_never(answer)


def _at_the_door(kiosk: Kiosk, place: StaffDoor, touch: Touch) -> Step:
    """Digits, and then the question whether they are right; they are dropped as they are handed over."""
    match touch:
        case KeyTyped(character) if len(character) == 1 and character in "0123456789":
            return kiosk.at(StaffDoor((place.typed + character)[:PIN_LIMIT])), ()
        case KeyErased():
            return kiosk.at(StaffDoor(place.typed[:-1])), ()
        case NextPressed() if place.typed:
            return kiosk.at(StaffDoor(checking=True)), (CheckPin(kiosk.ticket, place.typed),)
        case _:
            return kiosk, ()


def _inside(kiosk: Kiosk, **news: object) -> Kiosk:
    """The room with something new in it, where staff are still there."""
    return kiosk.at(replace(kiosk.place, **news)) if isinstance(kiosk.place, StaffRoom) else kiosk


def _is_checking(kiosk: Kiosk) -> bool:
    """Whether somebody still stands at the door and waits."""
    return isinstance(kiosk.place, StaffDoor) and kiosk.place.checking


def _opened(kiosk: Kiosk) -> Step:
    """The door opens, and the report is asked for."""
    if not _is_checking(kiosk):
        return kiosk, ()
    return kiosk.only(StaffRoom(None, SlipState.OFFERED)), (ReadStaffReport(kiosk.ticket),)


def _rest_in(kiosk: Kiosk, language: Language) -> Kiosk:
    """The house rests in this language, and it is shown at once."""
    others = tuple(each for each in kiosk.house.languages if each != language)
    house = replace(kiosk.house, languages=(language, *others), rest_in=language)
    return replace(kiosk, house=house, look=replace(kiosk.look, language=language))
