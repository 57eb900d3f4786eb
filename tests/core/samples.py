"""A small branch to test by: events, groups, books and sign-ups at one fixed moment, and a visitor to walk with."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from kiosk.nouns import (
    DANISH,
    ENGLISH,
    Health,
    Key,
    Part,
    Seats,
    ShortCode,
    SignupId,
    SignupState,
    SlipToken,
    Text,
    Well,
)
from kiosk.programme import OutboxCounts, Programme, SourceNote
from kiosk.rooms.communities.model import Group
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.rooms.reading.model import Book, Shelf, StaffPick, Tag
from kiosk.rooms.signup.model import Occasion, OccasionKind, Receipt, SignupRecord, SignupStatus
from kiosk.visit.effects import Effect
from kiosk.visit.events import Event, GlassTouched, KeyTyped
from kiosk.visit.machine import begin, step
from kiosk.visit.states import House, Kiosk
from kiosk.visit.view import view
from kiosk.visit.views import Scene, View
from kiosk.words.catalogue import Catalogue

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 24, 14, 20, tzinfo=ZONE)
CATALOGUE = Catalogue.load(Path(__file__).parents[2] / "assets" / "words", strict=True)

OPEN = Seats(SignupState.OPEN, capacity=12, taken=4)
FEW = Seats(SignupState.OPEN, capacity=12, taken=10)
FULL = Seats(SignupState.OPEN, capacity=12, taken=12)
WAITLIST = Seats(SignupState.OPEN, capacity=12, taken=12, waitlist=True)
CLOSED = Seats(SignupState.CLOSED)

V = TypeVar("V")


def at(hours: float) -> datetime:
    """So many hours from now, on the branch's clock."""
    return NOW + timedelta(hours=hours)


def event(key: str, hours: float, title: str = "", *, lasts: float = 1, **more: object) -> LibraryEvent:
    """An event that begins so many hours from now."""
    start = at(hours)
    made = LibraryEvent(Key(key), Text(title or key.capitalize()), start, start + timedelta(hours=lasts), state=EventState.ACTIVE)
    return replace(made, **more)


READING = event(
    "reading",
    1.6666667,
    "Højtlæsning for store ører",
    summary=Text("Vi læser højt.", (("en", "We read aloud."),)),
    body=(Text("Tag en pude med.", (("en", "Bring a cushion."),)), Text("Kun på dansk.")),
    place="Børnebiblioteket",
    seats=FEW,
    price=0,
    for_children=True,
)
CAFE = event("cafe", 25.6666667, "Language café", languages=("en",), place="Salen", partner="Røde Kors", price=20)
FULL_UP = event("full", 26, "Strikkecafé", seats=WAITLIST, place="Caféen")
EXHIBITION = event("exhibition", -72, "Åens billeder", lasts=168, all_day=True, place="Foyeren", price=0)
GONE = event("gone", 4, "Digte i mørket", state=EventState.CANCELLED, place="Salen")
TICKETS = event("tickets", 50, "Koncert", ticket_link="https://billet.example.dk/1", price=120, online=True)
LATER = event("later", 24 * 9, "Debat om havnen", seats=OPEN, place="Salen")

CIRCLE = Group(
    key=Key("circle"),
    name=Text("Torsdagslæserne", (("en", "Thursday readers"),)),
    summary=Text("Vi læser én roman om måneden."),
    when=Text("Torsdage kl. 19"),
    dates=(at(52), at(52 + 168), at(52 + 336)),
    place="Læsesalen",
    host="Mette",
    bring=Text("Bogen"),
    languages=("da", "en", "tlh"),
    quorum=5,
    seats=Seats(SignupState.OPEN, capacity=10, taken=3),
)
KNITTING = Group(
    key=Key("knitting"),
    name=Text("Strik og snak"),
    summary=Text("Alle kan være med."),
    when=Text("Onsdage kl. 10"),
    dates=(at(-4), at(20)),
    place="Caféen",
    drop_in=True,
)
CHOIR = Group(key=Key("choir"), name=Text("Koret"), summary=Text(""), when=Text(""), seats=WAITLIST)

QUIET = Tag("quiet", Text("stilfærdig", (("en", "quiet"),)))
SEA = Tag("sea", Text("ved havet", (("en", "by the sea"),)))
DARK = Tag("dark", Text("mørk"))
FUNNY = Tag("funny", Text("sjov"))


def book(key: str, title: str, author: str, *tags: Tag, **more: object) -> Book:
    """A book of the branch."""
    made = Book(Key(key), "", title, author, tags=tags, shelf=Shelf(Text("Voksen"), "3", "Skøn"))
    return replace(made, **more)


HAVBREV = book(
    "havbrev",
    "Havbrev",
    "Siri Jacobsen",
    QUIET,
    SEA,
    isbn="9788702000016",
    year=2019,
    summary=Text("En ø og et brev."),
    copies=1,
    link="https://bib.example.dk/havbrev",
    forms=("book", "audiobook"),
    pick=StaffPick("Mette", Text("Den bliver i én.")),
)
FYR = book("fyr", "Fyrtårnet", "Ib Holm", QUIET, SEA, copies=2)
VINTER = book("vinter", "Vinterhavn", "Ana Ruiz", SEA, DARK, copies=0, shelf=Shelf(Text("Børn"), "1", ""))
LATTER = book("latter", "Latter", "Bo Lund", FUNNY, pick=StaffPick("Ali", Text("")))
NEAR = (LATTER, VINTER, FYR, HAVBREV)

HOUSE = House(
    branch="Vejgaard Bibliotek",
    library="Aalborg Bibliotekerne",
    now=NOW,
    opening_line=(("da", "Der er meget lokal DNA i biblioteket"), ("en", "There is much local DNA in the library")),
    languages=(DANISH, ENGLISH),
    programme=Programme(
        events=(EXHIBITION, READING, GONE, CAFE, FULL_UP, TICKETS, LATER),
        groups=(KNITTING, CIRCLE, CHOIR),
        picks=(HAVBREV, LATTER),
        sources=(SourceNote("cms", at(-1)),),
    ),
    health=((Part.SCANNER, Well()), (Part.PRINTER, Well()), (Part.STORE, Well())),
    outbox=OutboxCounts(waiting=2, sent=40, oldest_at=at(-3)),
    seal_ready=True,
    hub_known=True,
)

RECEIPT = Receipt(SignupId("11111111"), ShortCode("BKRT"), SlipToken("BCDFGHJKMNPQ2345"), "HTTPS://HUB.DK/K/BCDFGHJKMNPQ2345", NOW)
OCCASION = Occasion(
    key=READING.key,
    kind=OccasionKind.EVENT,
    title=READING.title,
    start=READING.start,
    place=READING.place,
    seats=READING.seats,
    end=READING.end,
)
RECORD = SignupRecord(RECEIPT.id, OCCASION, RECEIPT.code, SignupStatus.KEPT, NOW, DANISH)


def house(**changes: object) -> House:
    """The branch with something else about it."""
    return replace(HOUSE, **changes)


def house_with(*events: LibraryEvent) -> House:
    """The branch with just these events."""
    return house(programme=replace(HOUSE.programme, events=events))


def house_without(part: Part, health: Health) -> House:
    """The branch with one part in trouble."""
    parts = {**dict(HOUSE.health), part: health}
    return house(health=tuple(parts.items()))


class Visitor:
    """Somebody at the glass: does things one after the other, and sees what comes of it."""

    def __init__(self, where: House = HOUSE) -> None:
        self.kiosk: Kiosk = begin(where)
        self.effects: tuple[Effect, ...] = ()
        self.do(GlassTouched())

    def do(self, *events: Event) -> Visitor:
        """Let things happen. `effects` are those of all of them together."""
        self.effects = ()
        for each in events:
            self.kiosk, effects = step(self.kiosk, each, CATALOGUE)
            self.effects += effects
        return self

    def types(self, text: str) -> Visitor:
        """Press one key after the other."""
        return self.do(*(KeyTyped(character) for character in text))

    @property
    def scene(self) -> Scene:
        """The whole glass."""
        return view(self.kiosk, CATALOGUE)

    def sees(self, kind: type[V]) -> V:
        """What the glass shows, which has to be of this kind."""
        shown: View = self.scene.view
        assert isinstance(shown, kind), shown
        return shown

    def asked(self, kind: type[V]) -> V:
        """The one effect of this kind that the last doings led to."""
        found = [effect for effect in self.effects if isinstance(effect, kind)]
        assert len(found) == 1, self.effects
        return found[0]
