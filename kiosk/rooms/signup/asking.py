"""The questions of a sign-up, one a screen: typing, answering, and going back to the one before."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.rooms.signup.answers import contact_typed, name_typed, tidy_contact, tidy_name
from kiosk.rooms.signup.model import ContactKind
from kiosk.visit.events import ContactKindChosen, KeyErased, KeyTyped, LettersChosen, NextPressed, Touch
from kiosk.visit.states import Asking, Field, NotKept, Place, Review


def pressed(place: Asking, touch: Touch) -> Place:
    """What a press in a question leads to. Typing alone changes no screen."""
    match touch:
        case KeyTyped(character):
            return _with(place, _typed(place, character))
        case KeyErased():
            return _with(place, _value(place)[:-1])
        case ContactKindChosen(kind) if place.field is Field.CONTACT:
            return _of_kind(place, kind)
        case LettersChosen(language):
            return replace(place, letters=language)
        case NextPressed():
            return _next(place)
        case _:
            return place


def before(place: Place) -> Place | None:
    """The question before; None where that is outside the sign-up."""
    match place:
        case Asking(occasion, draft, Field.CONTACT):
            return Asking(occasion, draft, Field.FIRST_NAME)
        case Review(occasion, draft):
            return Asking(occasion, draft, Field.CONTACT)
        case NotKept(occasion, draft):
            return Review(occasion, draft)
        case _:
            return None


def _value(place: Asking) -> str:
    """What stands in the field."""
    return place.draft.first_name if place.field is Field.FIRST_NAME else place.draft.contact


def _typed(place: Asking, character: str) -> str:
    """What stands in the field after one more key."""
    if place.field is Field.FIRST_NAME:
        return name_typed(place.draft.first_name, character)
    return contact_typed(place.draft, character)


def _with(place: Asking, value: str) -> Asking:
    """The same question with another answer; what was said of the old one is taken away."""
    first = place.field is Field.FIRST_NAME
    draft = replace(place.draft, first_name=value) if first else replace(place.draft, contact=value)
    return replace(place, draft=draft, problem="")


def _of_kind(place: Asking, kind: ContactKind) -> Asking:
    """Phone or e-mail: what was typed of the other kind is no answer to this one."""
    if kind is place.draft.contact_kind:
        return place
    return replace(place, draft=replace(place.draft, contact_kind=kind, contact=""), problem="")


def _next(place: Asking) -> Place:
    """The next question, or what is wrong with this answer."""
    if place.field is Field.FIRST_NAME:
        draft, problem = tidy_name(place.draft)
        onward: Place = Asking(place.occasion, draft, Field.CONTACT)
    else:
        draft, problem = tidy_contact(place.draft)
        onward = Review(place.occasion, draft)
    return replace(place, draft=draft, problem=problem) if problem else onward
