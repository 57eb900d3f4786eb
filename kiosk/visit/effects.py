"""Everything the kiosk can ask to have done, in the imperative. Hands perform them and post back how it went."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from kiosk.nouns import Key, Language, ShortCode, SignupId, SlipToken, Ticket
from kiosk.rooms.signup.model import Draft, Occasion
from kiosk.slips.blocks import Slip


class KeepSignup(Struct, frozen=True):
    """Seal and store a sign-up with its letter, in one transaction. Answers SignupKept or SignupNotKept."""

    ticket: Ticket
    occasion: Occasion
    draft: Draft
    consent: str
    language: Language


class FindSignup(Struct, frozen=True):
    """Look a sign-up up by its slip's token or by its short code. Answers SignupFound or SignupMissing."""

    ticket: Ticket
    token: SlipToken | None = None
    code: ShortCode | None = None

    def __repr__(self) -> str:
        """Never print a token."""
        return "FindSignup(••••)"


class KeepCancel(Struct, frozen=True):
    """Store a cancellation with its letter. Answers CancelKept or CancelNotKept."""

    ticket: Ticket
    signup: SignupId


class WatchVerdict(Struct, frozen=True):
    """Tell when the hub has answered this sign-up, while its visitor is here. Answers VerdictSeen, or nothing."""

    ticket: Ticket
    signup: SignupId


class FindBook(Struct, frozen=True):
    """Look a book up by ISBN or key, with the books near it. Answers BookFound or BookMissing."""

    ticket: Ticket
    isbn: str = ""
    key: Key | None = None


class PrintSlip(Struct, frozen=True):
    """Print a slip. Answers SlipPrinted or SlipFailed with its number; dropped unprinted when its visitor has left."""

    ticket: Ticket
    slip: Slip
    number: int


class Sound(Enum):
    """The few sounds the kiosk makes."""

    SCANNED = "scanned"
    NOT_UNDERSTOOD = "not_understood"
    STILL_THERE = "still_there"
    DONE = "done"


class PlaySound(Struct, frozen=True):
    """Make a sound."""

    sound: Sound


class ForgetVisitor(Struct, frozen=True):
    """The visitor has left: drop unprinted slips, watched verdicts, pictures and anything else that was theirs."""

    ticket: Ticket


class CheckPin(Struct, frozen=True):
    """Check a staff PIN. Answers PinAccepted or PinRefused."""

    ticket: Ticket
    pin: str

    def __repr__(self) -> str:
        """Never print a PIN."""
        return "CheckPin(••••)"


class ReadStaffReport(Struct, frozen=True):
    """Gather what the staff screen shows. Answers StaffReportRead."""

    ticket: Ticket


class SendAgain(Struct, frozen=True):
    """Offer every letter the hub refused once more, under the same ids. Told of by OutboxCounted."""

    ticket: Ticket


class Enrol(Struct, frozen=True):
    """Have the kiosk enrolled at its hub by a letter that was scanned. Answers EnrolmentAnswered, as soon as the hub does."""

    ticket: Ticket
    letter: str

    def __repr__(self) -> str:
        """Never print a letter: it holds a code that is good once."""
        return "Enrol(••••)"


class KeepHouseLanguage(Struct, frozen=True):
    """Store the language the kiosk rests in."""

    language: Language


Effect = (
    KeepSignup
    | FindSignup
    | KeepCancel
    | WatchVerdict
    | FindBook
    | PrintSlip
    | PlaySound
    | ForgetVisitor
    | CheckPin
    | ReadStaffReport
    | SendAgain
    | Enrol
    | KeepHouseLanguage
)
