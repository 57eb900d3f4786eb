"""The whole kiosk as one value: what belongs to the house, and what belongs to the visitor."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.nouns import DANISH, Health, Language, Lost, Part, Ticket, Well
from kiosk.programme import BranchWords, OutboxCounts, Programme
from kiosk.slips.blocks import Slip
from kiosk.visit.effects import Effect, PrintSlip
from kiosk.visit.look import Look, Theme
from kiosk.visit.places import (
    Asking,
    BookPage,
    Cancelled,
    Cancelling,
    Done,
    EventList,
    EventPage,
    Field,
    GroupList,
    GroupPage,
    Help,
    Home,
    Keeping,
    LanguageChoice,
    LookingUp,
    Matter,
    Message,
    Notice,
    NotKept,
    Place,
    ReadingRoom,
    Resting,
    Review,
    Sent,
    SignupPage,
    SlipEntry,
    SlipState,
    StaffDoor,
    StaffRoom,
)

__all__ = [
    "Asking",
    "BookPage",
    "Cancelled",
    "Cancelling",
    "Done",
    "EventList",
    "EventPage",
    "Field",
    "GroupList",
    "GroupPage",
    "Help",
    "Home",
    "House",
    "Keeping",
    "Kiosk",
    "LanguageChoice",
    "LookingUp",
    "Matter",
    "Message",
    "NotKept",
    "Notice",
    "Place",
    "ReadingRoom",
    "Resting",
    "Review",
    "Sent",
    "SignupPage",
    "SlipEntry",
    "SlipPlace",
    "SlipState",
    "StaffDoor",
    "StaffRoom",
    "Step",
    "first_of",
]

SlipPlace = BookPage | Done | Cancelled | StaffRoom
"""The places that have something to print."""

FIRST_TICKET = Ticket(1)

LONGEST_TRAIL = 16
"""How many steps back are remembered: a visitor may walk from book to book all day."""


def first_of(place: SlipPlace) -> datetime | None:
    """When this place first asked for a slip of which nobody knows whether it came out; None = there is no such slip."""
    return place.sent.first_at if place.sent else None


class House(Struct, frozen=True):
    """What belongs to the kiosk and not to the visitor.

    `languages` are those on offer, the resting one first. `consent` is the id of the words a sign-up agrees to. `theme`,
    `low_reach` and `calm` are what every visit begins with. `hub_known` = there is a hub that will answer sign-ups. `own` is
    what the kiosk's settings say where the hub says nothing, `spoken` every language there are words in (none = any), `rest_in`
    the language staff chose on the glass. `voices` = the languages it can read aloud, `headset` = one is plugged in.
    """

    branch: str
    library: str
    now: datetime
    opening_line: tuple[tuple[str, str], ...] = ()
    languages: tuple[Language, ...] = (DANISH,)
    programme: Programme = field(default_factory=Programme)
    health: tuple[tuple[Part, Health], ...] = ()
    outbox: OutboxCounts = field(default_factory=OutboxCounts)
    seal_ready: bool = False
    hub_known: bool = False
    stale_after_h: int = 24
    consent: str = "signup-1"
    theme: Theme = Theme.PAPER
    low_reach: bool = False
    calm: bool = False
    own: BranchWords | None = None
    spoken: tuple[Language, ...] = ()
    rest_in: Language | None = None
    sound: bool = True
    voices: tuple[Language, ...] = ()
    headset: bool = False

    @property
    def look(self) -> Look:
        """How the glass looks when nobody is here."""
        return Look(language=self.languages[0], theme=self.theme, low_reach=self.low_reach, calm=self.calm)

    def part(self, part: Part) -> Health:
        """How a part is. One that has not been heard of is taken for lost."""
        return dict(self.health).get(part, Lost("not_configured"))

    @property
    def closed(self) -> bool:
        """Whether the hub has revoked this kiosk."""
        return self.part(Part.SYNC) == Lost("revoked")

    @property
    def prints(self) -> bool:
        """Whether a slip can be expected to come out. A printer whose paper is running low is well, and says so in its note."""
        return isinstance(self.part(Part.PRINTER), Well)

    @property
    def speaks(self) -> bool:
        """Whether the kiosk can read aloud at all: sound comes out, and there is a voice for some language on offer."""
        return isinstance(self.part(Part.VOICE), Well) and any(each in self.voices for each in self.languages)


class Kiosk(Struct, frozen=True):
    """The whole kiosk.

    `trail` is the way back. `warned` = »Er du der stadig?« is on the glass. `slips` counts those asked for. `focus` is the place
    in the ring of controls that the keys are at (-1 = the top of the screen), `again` how often a visitor asked to hear it again.
    """

    house: House
    ticket: Ticket = FIRST_TICKET
    place: Place = field(default_factory=Resting)
    trail: tuple[Place, ...] = ()
    look: Look = field(default_factory=Look)
    warned: bool = False
    notice: Notice | None = None
    slips: int = 0
    focus: int = -1
    again: int = 0

    @property
    def mute(self) -> bool:
        """Whether this visitor wants to hear, and there is no voice for the language."""
        return self.look.voice.on and self.look.language not in self.house.voices

    def at(self, place: Place) -> Kiosk:
        """The same kiosk with another place on this rung of the trail."""
        return replace(self, place=place)

    def to(self, place: Place) -> Kiosk:
        """One step further: Back will lead here again."""
        return replace(self, place=place, trail=(*self.trail, self.place)[-LONGEST_TRAIL:])

    def only(self, place: Place) -> Kiosk:
        """A place with nothing behind it."""
        return replace(self, place=place, trail=())

    def back(self) -> Kiosk:
        """One step back; Home where there is none."""
        if not self.trail:
            return self.only(Home())
        return replace(self, place=self.trail[-1], trail=self.trail[:-1])

    def printing(self, place: SlipPlace, slip: Slip) -> Step:
        """The place waits for a slip, by a number that no other slip has."""
        number = self.slips + 1
        sent = Sent(number, self.house.now, first_of(place))
        asked = replace(place, slip=SlipState.PRINTING, sent=sent)
        return replace(self, place=asked, slips=number), (PrintSlip(self.ticket, slip, number),)


Step = tuple[Kiosk, tuple[Effect, ...]]
"""What a decision comes to: the kiosk as it is now, and what is to be done about it."""
