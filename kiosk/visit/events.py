"""Everything that can happen, in the past tense. Touches have no ticket: they happen now, to whoever stands there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from kiosk.codes import Code
from kiosk.nouns import Health, Key, Language, Part, Ticket
from kiosk.programme import OutboxCounts, Programme
from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.reading.model import Book
from kiosk.rooms.signup.model import ContactKind, Receipt, SignupRecord
from kiosk.rooms.staff.model import StaffReport
from kiosk.visit.look import TextSize, Theme


class Room(Enum):
    """The rooms a visitor can go to from Home."""

    LOCAL = "local"
    COMMUNITIES = "communities"
    READING = "reading"


# ------------------------------------------------------------------------------------------------ touches on the glass


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
class PinAccepted:
    """The PIN was right."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class PinRefused:
    """The PIN was wrong, or there is none yet (`unset`), or the door is locked for `wait_s` seconds."""

    ticket: Ticket
    wait_s: int = 0
    unset: bool = False


@dataclass(frozen=True, slots=True)
class StaffReportRead:
    """The state of everything, for the staff screen."""

    ticket: Ticket
    report: StaffReport


@dataclass(frozen=True, slots=True)
class TestPrintPressed:
    """»Print en prøve« was pressed on the staff screen."""


@dataclass(frozen=True, slots=True)
class HouseLanguageChosen:
    """Staff chose the language the kiosk rests in."""

    language: Language


# -------------------------------------------------------------------------------------------------------------- answers


@dataclass(frozen=True, slots=True)
class SignupKept:
    """The sign-up and its letter are safe on disk."""

    ticket: Ticket
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class SignupNotKept:
    """The sign-up could not be stored. `why` is a code of StoreError, or `bad_seal_key`."""

    ticket: Ticket
    why: str


@dataclass(frozen=True, slots=True)
class SignupFound:
    """A slip's token or code belongs to this sign-up."""

    ticket: Ticket
    record: SignupRecord


@dataclass(frozen=True, slots=True)
class SignupMissing:
    """No sign-up of this kiosk has that token or code."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class CancelKept:
    """The cancellation is safe on disk; `record` is the sign-up as it now stands."""

    ticket: Ticket
    record: SignupRecord


@dataclass(frozen=True, slots=True)
class CancelNotKept:
    """The cancellation could not be stored."""

    ticket: Ticket
    why: str


@dataclass(frozen=True, slots=True)
class VerdictSeen:
    """The hub has answered the sign-up this visitor has just made."""

    ticket: Ticket
    record: SignupRecord


@dataclass(frozen=True, slots=True)
class BookFound:
    """The branch knows this book; `near` are books to choose tips from, with shared tags or a staff pick."""

    ticket: Ticket
    book: Book
    near: tuple[Book, ...]


@dataclass(frozen=True, slots=True)
class BookMissing:
    """The branch does not know this book (`isbn` is 13 digits, or empty when it was asked for by key)."""

    ticket: Ticket
    isbn: str


@dataclass(frozen=True, slots=True)
class SlipPrinted:
    """The slip came out."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class SlipFailed:
    """The slip did not come out, or we cannot know (`why` is `unknown`). `why` is a code of ports.Trouble."""

    ticket: Ticket
    why: str


# ------------------------------------------------------------------------------------------------------ the world moves


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """The scanner read something."""

    code: Code


@dataclass(frozen=True, slots=True)
class ProgrammeArrived:
    """The store has content, or newer content."""

    programme: Programme


@dataclass(frozen=True, slots=True)
class SealChanged:
    """Whether there is a seal key, so that sign-ups can be kept sealed."""

    ready: bool


@dataclass(frozen=True, slots=True)
class HealthChanged:
    """A part came or went."""

    part: Part
    health: Health


@dataclass(frozen=True, slots=True)
class OutboxCounted:
    """How many letters wait."""

    counts: OutboxCounts


@dataclass(frozen=True, slots=True)
class MinutePassed:
    """The clock says so. `now` is aware, in Europe/Copenhagen."""

    now: datetime


@dataclass(frozen=True, slots=True)
class PosterTurned:
    """Ten seconds at rest have passed: the spiral grows, and perhaps another poster shows."""


@dataclass(frozen=True, slots=True)
class WentQuiet:
    """Nobody has touched the glass for as long as the place allows: time to ask."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class TimeRanOut:
    """Nobody answered the question."""

    ticket: Ticket


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

Answer = (
    SignupKept
    | SignupNotKept
    | SignupFound
    | SignupMissing
    | CancelKept
    | CancelNotKept
    | VerdictSeen
    | BookFound
    | BookMissing
    | SlipPrinted
    | SlipFailed
    | PinAccepted
    | PinRefused
    | StaffReportRead
    | WentQuiet
    | TimeRanOut
)
"""What carries a ticket: it is dropped unread when the visitor it belongs to has left."""

News = CodeScanned | ProgrammeArrived | SealChanged | HealthChanged | OutboxCounted | MinutePassed | PosterTurned
"""What happens whoever stands there."""

Event = Touch | Answer | News
