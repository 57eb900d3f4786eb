"""A sign-up: what the visitor types, what is kept, and what a slip can find again."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from msgspec import Struct

from kiosk.nouns import Key, Language, Seats, ShortCode, SignupId, SignupState, SlipToken, Text


class OccasionKind(Enum):
    """What one signs up to."""

    EVENT = "event"
    GROUP = "group"


class Occasion(Struct, frozen=True):
    """An event or a group, as far as a sign-up needs to know it. `start` None = no date yet. `all_day` = no time to show."""

    key: Key
    kind: OccasionKind
    title: Text
    start: datetime | None
    place: str
    seats: Seats
    end: datetime | None = None
    all_day: bool = False


class ContactKind(Enum):
    """How the library may reach the visitor."""

    EMAIL = "email"
    PHONE = "phone"


class Draft(Struct, frozen=True):
    """What the visitor has typed. Personal: lives in memory only, and never prints itself."""

    first_name: str = ""
    contact_kind: ContactKind = ContactKind.PHONE
    contact: str = ""

    def __repr__(self) -> str:
        """Say that there is a draft, never what stands in it."""
        return "Draft(••••)"


class SignupStatus(Enum):
    """Where a kept sign-up is. `KEPT` = stored here, not yet answered by the hub."""

    KEPT = "kept"
    CONFIRMED = "confirmed"
    WAITLIST = "waitlist"
    REFUSED = "refused"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


class SignupRecord(Struct, frozen=True):
    """A kept sign-up without its person: what a scanned slip may show.

    `reason` is the hub's code when the status is `REFUSED`, else empty. `made_at` is the kiosk's clock.
    """

    id: SignupId
    occasion: Occasion
    code: ShortCode
    status: SignupStatus
    made_at: datetime
    language: Language
    reason: str = ""


class Receipt(Struct, frozen=True):
    """What the store answers when a sign-up is safe on disk. `link` is what the slip's QR carries.

    `firm` = it has a seat that was lent to this kiosk: no word of the hub is waited for.
    """

    id: SignupId
    code: ShortCode
    token: SlipToken
    link: str
    made_at: datetime
    firm: bool = False

    def __repr__(self) -> str:
        """Never print a token."""
        return "Receipt(••••)"


class Offer(Enum):
    """What the kiosk can offer somebody who wants to come, or why it cannot. Groups use the first six only."""

    SIGN_UP = "sign_up"
    WAITLIST = "waitlist"
    FULL = "full"
    CLOSED = "closed"
    NO_SEAL = "no_seal"
    JUST_COME = "just_come"
    CANCELLED = "cancelled"
    OVER = "over"
    SOLD_OUT = "sold_out"
    NOT_OPEN = "not_open"
    ELSEWHERE = "elsewhere"

    @property
    def taken_here(self) -> bool:
        """Whether it leads to a sign-up at the kiosk."""
        return self in (Offer.SIGN_UP, Offer.WAITLIST)


def offer_of(seats: Seats, *, sealed: bool) -> Offer:
    """Judge the seats. `sealed` = a sign-up can be kept so that only the library reads it; without that none is taken."""
    if seats.state is SignupState.NONE:
        return Offer.JUST_COME
    if seats.state is SignupState.CLOSED:
        return Offer.CLOSED
    if seats.full and not seats.waitlist:
        return Offer.FULL
    if not sealed:
        return Offer.NO_SEAL
    return Offer.WAITLIST if seats.full else Offer.SIGN_UP
