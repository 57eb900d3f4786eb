"""The places a visitor can be: closed unions, one value for each screen and what it must remember."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from msgspec import Struct

from kiosk.nouns import Key, Language
from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.reading.model import Book, Tip
from kiosk.rooms.signup.model import Draft, Occasion, Receipt, SignupRecord
from kiosk.rooms.staff.model import Enrolling, StaffReport


class Resting(Struct, frozen=True):
    """Nobody is here. `step` counts tens of seconds: the spiral's growth and the poster's turn."""

    step: int = 0


class Home(Struct, frozen=True):
    """The rooms, each with its live line."""


class EventList(Struct, frozen=True):
    """Det sker her."""

    filters: frozenset[EventFilter] = frozenset()


class EventPage(Struct, frozen=True):
    """One event."""

    key: Key


class GroupList(Struct, frozen=True):
    """Mød andre."""


class GroupPage(Struct, frozen=True):
    """One group."""

    key: Key


class ReadingRoom(Struct, frozen=True):
    """Læs: staff picks."""


class LookingUp(Struct, frozen=True):
    """A book or a slip is being looked up; takes a blink. `what` is `book` or `slip`."""

    what: str


class SlipState(Enum):
    """How the paper is doing. `OFFERED` = not asked for yet."""

    OFFERED = "offered"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Sent(Struct, frozen=True):
    """The slip a place asked for last: its number, and when. `first_at` = when one was asked for of which nobody knows."""

    number: int
    at: datetime
    first_at: datetime | None = None


class BookPage(Struct, frozen=True):
    """One book with its tips. `slip` is how printing them goes, `sent` the slip that was asked for."""

    book: Book
    tips: tuple[Tip, ...]
    slip: SlipState
    sent: Sent | None = None


class Field(Enum):
    """The questions of a sign-up, one a screen."""

    FIRST_NAME = "first_name"
    CONTACT = "contact"


class Asking(Struct, frozen=True):
    """A sign-up in the making: one question. `problem` is the code of what is wrong with the answer, empty if nothing is.

    `letters` = the language whose letters the keys have, where it is not the visitor's own.
    """

    occasion: Occasion
    draft: Draft
    field: Field
    problem: str = ""
    letters: Language | None = None


class Review(Struct, frozen=True):
    """A sign-up in the making: see, correct, send."""

    occasion: Occasion
    draft: Draft


class Keeping(Struct, frozen=True):
    """The sign-up is being stored; nothing may interrupt."""

    occasion: Occasion
    draft: Draft


class NotKept(Struct, frozen=True):
    """The sign-up could not be stored, and the visitor is told so. `draft` lets them try again."""

    occasion: Occasion
    draft: Draft
    why: str


class Done(Struct, frozen=True):
    """The sign-up is safe. No draft any more. `record` comes with the hub's verdict, when it comes in time."""

    occasion: Occasion
    receipt: Receipt
    slip: SlipState
    record: SignupRecord | None = None
    sent: Sent | None = None


class SlipEntry(Struct, frozen=True):
    """»Har du en seddel?«: scan it, or type the code. `problem` is a code, as in Asking."""

    typed: str = ""
    problem: str = ""


class SignupPage(Struct, frozen=True):
    """A found sign-up: event and state, never the person. `sure` = the visitor was asked whether they mean it."""

    record: SignupRecord
    sure: bool = False


class Cancelling(Struct, frozen=True):
    """The cancellation is being stored."""

    record: SignupRecord


class Cancelled(Struct, frozen=True):
    """The cancellation is safe."""

    record: SignupRecord
    slip: SlipState
    sent: Sent | None = None


class Matter(Enum):
    """What a Message tells of."""

    BOOK_MISSING = "book_missing"
    NO_SIGNUP_HERE = "no_signup_here"
    CANCEL_NOT_KEPT = "cancel_not_kept"
    CLOSED = "closed"


class Message(Struct, frozen=True):
    """Something to say in plain words, with the next thing to do. `detail` fills the words (an ISBN, a title)."""

    matter: Matter
    detail: str = ""


class LanguageChoice(Struct, frozen=True):
    """Every language the kiosk speaks, each by its own name."""


class Help(Struct, frozen=True):
    """»Hjælp mig«: text size, colours, reach, calm."""


class StaffDoor(Struct, frozen=True):
    """The PIN. `typed` is personal to staff; `wait_s` > 0 = locked, `checking` = an answer is on its way."""

    typed: str = ""
    checking: bool = False
    refused: bool = False
    wait_s: int = 0
    unset: bool = False

    def __repr__(self) -> str:
        """Never print a PIN."""
        return "StaffDoor(••••)"


class StaffRoom(Struct, frozen=True):
    """The settings screen. `report` None = being gathered. `slip` is how the test print goes.

    `enrolling` None = nobody has scanned a hub's letter.
    """

    report: StaffReport | None
    slip: SlipState
    sent: Sent | None = None
    enrolling: Enrolling | None = None


Place = (
    Resting
    | Home
    | EventList
    | EventPage
    | GroupList
    | GroupPage
    | ReadingRoom
    | LookingUp
    | BookPage
    | Asking
    | Review
    | Keeping
    | NotKept
    | Done
    | SlipEntry
    | SignupPage
    | Cancelling
    | Cancelled
    | Message
    | Help
    | LanguageChoice
    | StaffDoor
    | StaffRoom
)


class Notice(Enum):
    """A line over the place that answers a scan the place has no use for. Goes with the next touch."""

    CARD_NOT_NEEDED = "card_not_needed"
    NOT_UNDERSTOOD = "not_understood"
    NOT_A_BOOK = "not_a_book"
    FINISH_FIRST = "finish_first"
    SLIP_UNKNOWN = "slip_unknown"
