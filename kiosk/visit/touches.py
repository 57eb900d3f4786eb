"""What a visitor (or staff) does to the glass, in the past tense. No ticket: it happens now, to whoever stands there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.nouns import Key, Language
from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.signup.model import ContactKind
from kiosk.visit.look import TextSize, Theme


class Room(Enum):
    """The rooms a visitor can go to from Home."""

    LOCAL = "local"
    COMMUNITIES = "communities"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class GlassTouched:
    """Somebody touched the glass anywhere, or pressed any key. Wakes the kiosk; presses nothing."""


@dataclass(frozen=True, slots=True)
class HomePressed:
    """»Forside« was pressed."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """»Tilbage« was pressed."""


@dataclass(frozen=True, slots=True)
class StillHerePressed:
    """»Jeg er her stadig« was pressed."""


@dataclass(frozen=True, slots=True)
class DonePressed:
    """»Jeg er færdig« was pressed: the visitor leaves by choice."""


@dataclass(frozen=True, slots=True)
class HelpPressed:
    """»Hjælp mig« was pressed."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """A language was chosen, on any screen."""

    language: Language


@dataclass(frozen=True, slots=True)
class ThemeChosen:
    """A set of colours was chosen in »Hjælp mig«."""

    theme: Theme


@dataclass(frozen=True, slots=True)
class SizeChosen:
    """A text size was chosen in »Hjælp mig«."""

    size: TextSize


@dataclass(frozen=True, slots=True)
class ReachChosen:
    """Reach mode was switched on or off."""

    low: bool


@dataclass(frozen=True, slots=True)
class CalmChosen:
    """Calm mode was switched on or off."""

    calm: bool


@dataclass(frozen=True, slots=True)
class RoomChosen:
    """A field of Home was pressed."""

    room: Room


@dataclass(frozen=True, slots=True)
class FilterChosen:
    """One of the narrowings of the event list was pressed: on if it was off, off if it was on."""

    filter: EventFilter


@dataclass(frozen=True, slots=True)
class EventChosen:
    """An event was pressed."""

    key: Key


@dataclass(frozen=True, slots=True)
class GroupChosen:
    """A group was pressed."""

    key: Key


@dataclass(frozen=True, slots=True)
class BookChosen:
    """A book was pressed."""

    key: Key


@dataclass(frozen=True, slots=True)
class SignupChosen:
    """»Tilmeld« (or »Skriv mig på venteliste«, »Vær med«) was pressed on an event or group."""


@dataclass(frozen=True, slots=True)
class ContactKindChosen:
    """Phone or e-mail was chosen."""

    kind: ContactKind


@dataclass(frozen=True, slots=True)
class KeyTyped:
    """A key of our keyboard (or the staff keypad) gave one character."""

    character: str

    def __repr__(self) -> str:
        """Never print what is typed."""
        return "KeyTyped(•)"


@dataclass(frozen=True, slots=True)
class KeyErased:
    """The erase key was pressed: the last character goes."""


@dataclass(frozen=True, slots=True)
class NextPressed:
    """»Videre« was pressed in a form."""


@dataclass(frozen=True, slots=True)
class SendPressed:
    """»Send tilmelding« was pressed in the review."""


@dataclass(frozen=True, slots=True)
class PrintPressed:
    """»Print« was pressed."""


@dataclass(frozen=True, slots=True)
class SlipEntryChosen:
    """»Har du en seddel?« was pressed."""


@dataclass(frozen=True, slots=True)
class CancelPressed:
    """»Meld mig fra« was pressed on a found sign-up."""


@dataclass(frozen=True, slots=True)
class CancelConfirmed:
    """»Ja, meld mig fra« was pressed."""


# ---------------------------------------------------------------------------------------------------------------- staff


@dataclass(frozen=True, slots=True)
class StaffAsked:
    """The hidden gesture was made, on Home or Resting."""


@dataclass(frozen=True, slots=True)
class TestPrintPressed:
    """»Print en prøve« was pressed on the staff screen."""


@dataclass(frozen=True, slots=True)
class HouseLanguageChosen:
    """Staff chose the language the kiosk rests in."""

    language: Language


Touch = (
    GlassTouched
    | HomePressed
    | BackPressed
    | StillHerePressed
    | DonePressed
    | HelpPressed
    | LanguageChosen
    | ThemeChosen
    | SizeChosen
    | ReachChosen
    | CalmChosen
    | RoomChosen
    | FilterChosen
    | EventChosen
    | GroupChosen
    | BookChosen
    | SignupChosen
    | ContactKindChosen
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
    | HouseLanguageChosen
)
"""What a visitor (or staff) does to the glass."""
