"""What a visitor (or staff) does to the glass, in the past tense. No ticket: it happens now, to whoever stands there."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from kiosk.nouns import Key, Language
from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.signup.model import ContactKind
from kiosk.visit.look import TactileKey, TextSize, Theme


class Room(Enum):
    """The rooms a visitor can go to from Home."""

    LOCAL = "local"
    COMMUNITIES = "communities"
    READING = "reading"


class GlassTouched(Struct, frozen=True):
    """Somebody touched the glass anywhere, or pressed any key. Wakes the kiosk; presses nothing."""


class HomePressed(Struct, frozen=True):
    """»Forside« was pressed."""


class BackPressed(Struct, frozen=True):
    """»Tilbage« was pressed."""


class StillHerePressed(Struct, frozen=True):
    """»Jeg er her stadig« was pressed."""


class DonePressed(Struct, frozen=True):
    """»Jeg er færdig« was pressed: the visitor leaves by choice."""


class HelpPressed(Struct, frozen=True):
    """»Hjælp mig« was pressed."""


class LanguagesAsked(Struct, frozen=True):
    """All languages were asked for, on any screen."""


class LanguageChosen(Struct, frozen=True):
    """A language was chosen, on any screen."""

    language: Language


class ThemeChosen(Struct, frozen=True):
    """A set of colours was chosen in »Hjælp mig«."""

    theme: Theme


class SizeChosen(Struct, frozen=True):
    """A text size was chosen in »Hjælp mig«."""

    size: TextSize


class ReachChosen(Struct, frozen=True):
    """Reach mode was switched on or off."""

    low: bool


class CalmChosen(Struct, frozen=True):
    """Calm mode was switched on or off."""

    calm: bool


class ReadAloudChosen(Struct, frozen=True):
    """»Læs højt« was switched on or off."""

    on: bool


class TactilePressed(Struct, frozen=True):
    """A key that can be felt was pressed, by somebody who may not see the glass."""

    key: TactileKey


class FocusAsked(Struct, frozen=True):
    """Assistive technology asked for the focus to be at a control of the screen."""

    control: str


class HeadsetPlugged(Struct, frozen=True):
    """A headset was put in, or taken out."""

    inside: bool


class RoomChosen(Struct, frozen=True):
    """A field of Home was pressed."""

    room: Room


class FilterChosen(Struct, frozen=True):
    """One of the narrowings of the event list was pressed: on if it was off, off if it was on."""

    filter: EventFilter


class EventChosen(Struct, frozen=True):
    """An event was pressed."""

    key: Key


class GroupChosen(Struct, frozen=True):
    """A group was pressed."""

    key: Key


class BookChosen(Struct, frozen=True):
    """A book was pressed."""

    key: Key


class SignupChosen(Struct, frozen=True):
    """»Tilmeld« (or »Skriv mig på venteliste«, »Vær med«) was pressed on an event or group."""


class ContactKindChosen(Struct, frozen=True):
    """Phone or e-mail was chosen."""

    kind: ContactKind


class LettersChosen(Struct, frozen=True):
    """The keys of another alphabet were asked for: a name may be written in another one than the screen."""

    language: Language


class KeyTyped(Struct, frozen=True):
    """A key of our keyboard (or the staff keypad) gave one character."""

    character: str

    def __repr__(self) -> str:
        """Never print what is typed."""
        return "KeyTyped(•)"


class KeyErased(Struct, frozen=True):
    """The erase key was pressed: the last character goes."""


class NextPressed(Struct, frozen=True):
    """»Videre« was pressed in a form."""


class SendPressed(Struct, frozen=True):
    """»Send tilmelding« was pressed in the review."""


class PrintPressed(Struct, frozen=True):
    """»Print« was pressed."""


class SlipEntryChosen(Struct, frozen=True):
    """»Har du en seddel?« was pressed."""


class CancelPressed(Struct, frozen=True):
    """»Meld mig fra« was pressed on a found sign-up."""


class CancelConfirmed(Struct, frozen=True):
    """»Ja, meld mig fra« was pressed."""


# ---------------------------------------------------------------------------------------------------------------- staff


class StaffAsked(Struct, frozen=True):
    """The hidden gesture was made, on Home or Resting."""


class TestPrintPressed(Struct, frozen=True):
    """»Print en prøve« was pressed on the staff screen."""


class SendAgainPressed(Struct, frozen=True):
    """»Send de afviste igen« was pressed on the staff screen."""


class HouseLanguageChosen(Struct, frozen=True):
    """Staff chose the language the kiosk rests in."""

    language: Language


Touch = (
    GlassTouched
    | HomePressed
    | BackPressed
    | StillHerePressed
    | DonePressed
    | HelpPressed
    | LanguagesAsked
    | LanguageChosen
    | ThemeChosen
    | SizeChosen
    | ReachChosen
    | CalmChosen
    | ReadAloudChosen
    | TactilePressed
    | FocusAsked
    | HeadsetPlugged
    | RoomChosen
    | FilterChosen
    | EventChosen
    | GroupChosen
    | BookChosen
    | SignupChosen
    | ContactKindChosen
    | LettersChosen
    | KeyTyped
    | KeyErased
    | NextPressed
    | SendPressed
    | PrintPressed
    | SlipEntryChosen
    | CancelPressed
    | CancelConfirmed
    | StaffAsked
    | TestPrintPressed
    | SendAgainPressed
    | HouseLanguageChosen
)
"""What a visitor (or staff) does to the glass."""
