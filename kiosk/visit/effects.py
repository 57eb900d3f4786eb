"""Everything the kiosk can ask to have done, in the imperative. Hands perform them and post back how it went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.nouns import Key, Language, ShortCode, SignupId, SlipToken, Ticket
from kiosk.rooms.signup.model import Draft, Occasion
from kiosk.slips.blocks import Slip


@dataclass(frozen=True, slots=True)
class KeepSignup:
    """Seal and store a sign-up with its letter, in one transaction. Answers SignupKept or SignupNotKept."""

    ticket: Ticket
    occasion: Occasion
    draft: Draft
    consent: str
    language: Language


@dataclass(frozen=True, slots=True)
class FindSignup:
    """Look a sign-up up by its slip's token or by its short code. Answers SignupFound or SignupMissing."""

    ticket: Ticket
    token: SlipToken | None = None
    code: ShortCode | None = None

    def __repr__(self) -> str:
        """Never print a token."""
        return "FindSignup(••••)"


@dataclass(frozen=True, slots=True)
class KeepCancel:
    """Store a cancellation with its letter. Answers CancelKept or CancelNotKept."""

    ticket: Ticket
    signup: SignupId


@dataclass(frozen=True, slots=True)
class WatchVerdict:
    """Tell when the hub has answered this sign-up, while its visitor is here. Answers VerdictSeen, or nothing."""

    ticket: Ticket
    signup: SignupId


@dataclass(frozen=True, slots=True)
class FindBook:
    """Look a book up by ISBN or key, with the books near it. Answers BookFound or BookMissing."""

    ticket: Ticket
    isbn: str = ""
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Print a slip. Answers SlipPrinted or SlipFailed; dropped unprinted when its visitor has left."""

    ticket: Ticket
    slip: Slip


class Sound(Enum):
    """The few sounds the kiosk makes."""

    SCANNED = "scanned"
    NOT_UNDERSTOOD = "not_understood"
    STILL_THERE = "still_there"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PlaySound:
    """Make a sound."""

    sound: Sound


@dataclass(frozen=True, slots=True)
class ForgetVisitor:
    """The visitor has left: drop unprinted slips, watched verdicts, pictures and anything else that was theirs."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Check a staff PIN. Answers PinAccepted or PinRefused."""

    ticket: Ticket
    pin: str

    def __repr__(self) -> str:
        """Never print a PIN."""
        return "CheckPin(••••)"


@dataclass(frozen=True, slots=True)
class ReadStaffReport:
    """Gather what the staff screen shows. Answers StaffReportRead."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class KeepHouseLanguage:
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
    | KeepHouseLanguage
)
