"""What carries a ticket: answers to what was asked for, and the clock of one visit. Dropped unread when its visitor has left."""

from __future__ import annotations

from msgspec import Struct

from kiosk.nouns import Ticket
from kiosk.rooms.reading.model import Book
from kiosk.rooms.signup.model import Receipt, SignupRecord
from kiosk.rooms.staff.model import Enrolling, StaffReport


class PinAccepted(Struct, frozen=True):
    """The PIN was right."""

    ticket: Ticket


class PinRefused(Struct, frozen=True):
    """The PIN was wrong, or there is none yet (`unset`), or the door is locked for `wait_s` seconds."""

    ticket: Ticket
    wait_s: int = 0
    unset: bool = False


class StaffReportRead(Struct, frozen=True):
    """The state of everything, for the staff screen."""

    ticket: Ticket
    report: StaffReport


class EnrolmentAnswered(Struct, frozen=True):
    """How enrolling by a scanned letter went."""

    ticket: Ticket
    how: Enrolling


class SignupKept(Struct, frozen=True):
    """The sign-up and its letter are safe on disk."""

    ticket: Ticket
    receipt: Receipt


class SignupNotKept(Struct, frozen=True):
    """The sign-up could not be stored. `why` is a code of StoreError, or `bad_seal_key`."""

    ticket: Ticket
    why: str


class SignupFound(Struct, frozen=True):
    """A slip's token or code belongs to this sign-up."""

    ticket: Ticket
    record: SignupRecord


class SignupMissing(Struct, frozen=True):
    """No sign-up of this kiosk has that token or code."""

    ticket: Ticket


class CancelKept(Struct, frozen=True):
    """The cancellation is safe on disk; `record` is the sign-up as it now stands."""

    ticket: Ticket
    record: SignupRecord


class CancelNotKept(Struct, frozen=True):
    """The cancellation could not be stored."""

    ticket: Ticket
    why: str


class VerdictSeen(Struct, frozen=True):
    """The hub has answered the sign-up this visitor has just made."""

    ticket: Ticket
    record: SignupRecord


class BookFound(Struct, frozen=True):
    """The branch knows this book; `near` are books to choose tips from, with shared tags or a staff pick."""

    ticket: Ticket
    book: Book
    near: tuple[Book, ...]


class BookMissing(Struct, frozen=True):
    """The branch does not know this book (`isbn` is 13 digits, or empty when it was asked for by key)."""

    ticket: Ticket
    isbn: str


class SlipPrinted(Struct, frozen=True):
    """The slip of this number came out."""

    ticket: Ticket
    number: int


class SlipFailed(Struct, frozen=True):
    """The slip of this number did not come out, or we cannot know (`why` is `unknown`). `why` is a code of ports.Trouble."""

    ticket: Ticket
    number: int
    why: str


class WentQuiet(Struct, frozen=True):
    """Nobody has touched the glass for as long as the place allows: time to ask."""

    ticket: Ticket


class TimeRanOut(Struct, frozen=True):
    """Nobody answered the question."""

    ticket: Ticket


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
    | EnrolmentAnswered
    | WentQuiet
    | TimeRanOut
)
"""What carries a ticket: it is dropped unread when the visitor it belongs to has left."""
