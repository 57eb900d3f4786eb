"""A visitor without a window: the real machine over the demo branch, walked to every kind of screen."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from kiosk.build import ASSETS
from kiosk.codes import BookCode, GoodsCode, SlipCode
from kiosk.nouns import DANISH, ENGLISH, Key, Language, Lost, Part, ShortCode, SignupId, SignupState, SlipToken, Well
from kiosk.ports import Batch, Validators
from kiosk.programme import OutboxCounts, Programme
from kiosk.rooms.signup.model import ContactKind, Receipt, SignupRecord, SignupStatus
from kiosk.rooms.staff.model import ParkedLine, StaffReport
from kiosk.sources.folder import FolderSource
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.visit import events as e
from kiosk.visit.effects import FindBook
from kiosk.visit.machine import begin, step
from kiosk.visit.states import House, Kiosk, Review
from kiosk.visit.view import view
from kiosk.words.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.rooms.reading.model import Book
    from kiosk.visit.views import Scene

CATALOGUE = Catalogue.load(ASSETS / "words")
NOW = datetime(2026, 11, 24, 14, 20, tzinfo=ZoneInfo("Europe/Copenhagen"))
TOKEN = SlipToken("BCDFGHJKMNPQ2345")
RECEIPT = Receipt(SignupId("1"), ShortCode("BKRT"), TOKEN, f"HTTPS://SAMLINGSPUNKT.EXAMPLE/K/{TOKEN}", NOW)
WELL: tuple[tuple[Part, Well | Lost], ...] = tuple((part, Well()) for part in Part)
NO_PAPER: tuple[tuple[Part, Well | Lost], ...] = (
    *((part, Well()) for part in Part if part not in {Part.PRINTER, Part.SYNC}),
    (Part.PRINTER, Lost("paper_out")),
    (Part.SYNC, Lost("silent")),
)
VOICELESS = frozenset({"so"})
"""Languages that espeak-ng has no voice for."""


@lru_cache(maxsize=1)
def shelf() -> tuple[Programme, dict[str, tuple[Book, tuple[Book, ...]]]]:
    """The demo branch as the store gives it out, and each book by its ISBN with those near it."""
    batch = FolderSource(name="demo", folder=ASSETS / "demo").fetch(Validators(), NOW)
    assert isinstance(batch, Batch), "the demo branch has gone"
    with tempfile.TemporaryDirectory() as folder:
        connection = open_content(Path(folder) / "content.db")
        content = Content(connection)
        content.apply("demo", batch, NOW)
        books = {book.isbn: (book, content.books_sharing_tags(book)) for book in batch.books or () if book.isbn}
        programme = content.programme(NOW)
        connection.close()
    return programme, books


class Walk:
    """Does things at a kiosk, and answers for the store."""

    def __init__(
        self,
        language: Language,
        health: tuple[tuple[Part, Well | Lost], ...] = WELL,
        offered: tuple[Language, ...] = (DANISH, ENGLISH),
    ) -> None:
        """Stand before a kiosk at rest, which rests in a language and offers others."""
        programme, self.books = shelf()
        others = tuple(tag for tag in offered if tag != language)
        house = House(
            branch="Hovedbiblioteket",
            library="Aalborg Bibliotekerne",
            now=NOW + timedelta(minutes=1),
            opening_line=(("da", "Find en bog, mød nogen."), ("en", "Find a book, meet others.")),
            languages=(language, *others),
            programme=programme,
            health=health,
            outbox=OutboxCounts(waiting=2, sent=40, parked=1, oldest_at=NOW),
            seal_ready=True,
            hub_known=True,
            voices=tuple(tag for tag in (language, *others) if tag not in VOICELESS),
        )
        self.kiosk: Kiosk = begin(house)

    def do(self, *happened: e.Event) -> Walk:
        """Let things happen; a book that is asked for is found."""
        for each in happened:
            self.kiosk, effects = step(self.kiosk, each, CATALOGUE)
            for effect in effects:
                if isinstance(effect, FindBook):
                    self._find(effect)
        return self

    def _find(self, effect: FindBook) -> None:
        """Answer as the store would."""
        found = self.books.get(effect.isbn)
        ticket = effect.ticket
        self.do(e.BookFound(ticket, *found) if found else e.BookMissing(ticket, effect.isbn))

    def types(self, text: str) -> Walk:
        """Press keys."""
        return self.do(*(e.KeyTyped(character) for character in text))

    def scene(self) -> Scene:
        """What the glass shows."""
        return view(self.kiosk, CATALOGUE)

    def event(self, state: SignupState) -> Key:
        """The first event to come with such seats."""
        return next(each.key for each in self.kiosk.house.programme.events if each.seats.state is state and not each.seats.full)


def _home(walk: Walk) -> Walk:
    return walk.do(e.GlassTouched())


def _signing_up(walk: Walk) -> Walk:
    key = walk.event(SignupState.OPEN)
    return _home(walk).do(e.RoomChosen(e.Room.LOCAL), e.EventChosen(key), e.SignupChosen())


def _contact(walk: Walk) -> Walk:
    return _signing_up(walk).types("ÅSE-MARIE").do(e.NextPressed())


def _review(walk: Walk) -> Walk:
    return _contact(walk).do(e.ContactKindChosen(ContactKind.EMAIL)).types("aase@bib.example").do(e.NextPressed())


def _keeping(walk: Walk) -> Walk:
    return _review(walk).do(e.SendPressed())


def _done(walk: Walk) -> Walk:
    return _keeping(walk).do(e.SignupKept(walk.kiosk.ticket, RECEIPT))


def _record(walk: Walk) -> SignupRecord:
    place = _review(Walk(walk.kiosk.house.languages[0])).kiosk.place
    assert isinstance(place, Review)
    return SignupRecord(SignupId("1"), place.occasion, ShortCode("BKRT"), SignupStatus.KEPT, NOW, DANISH)


def _found_signup(walk: Walk) -> Walk:
    record = _record(walk)
    return _home(walk).do(e.CodeScanned(SlipCode(TOKEN)), e.SignupFound(walk.kiosk.ticket, record))


def _cancelled(walk: Walk) -> Walk:
    record = replace(_record(walk), status=SignupStatus.CANCELLED)
    return _found_signup(walk).do(e.CancelPressed(), e.CancelConfirmed(), e.CancelKept(walk.kiosk.ticket, record))


def _book(walk: Walk) -> Walk:
    isbn = next(isbn for isbn, (book, near) in walk.books.items() if book.pick and len(near) > 3)
    return _home(walk).do(e.CodeScanned(BookCode(isbn)))


def _group(walk: Walk) -> Walk:
    return _home(walk).do(e.RoomChosen(e.Room.COMMUNITIES), e.GroupChosen(walk.kiosk.house.programme.groups[0].key))


def _staff(walk: Walk) -> Walk:
    report = StaffReport(
        version="0.1.0",
        branch="Hovedbiblioteket",
        printer_address="tcp://10.0.0.7:9100",
        scanner_address="serial:/dev/scanner",
        hub="https://samlingspunkt.example",
        parked=(ParkedLine("BKRT", "Højtlæsning", "closed", NOW),),
    )
    _home(walk).do(e.StaffAsked()).types("123456").do(e.NextPressed())
    ticket = walk.kiosk.ticket
    return walk.do(e.PinAccepted(ticket), e.StaffReportRead(ticket, report))


WALKS: dict[str, Callable[[Walk], Walk]] = {
    "resting": lambda walk: walk,
    "home": _home,
    "events": lambda walk: _home(walk).do(e.RoomChosen(e.Room.LOCAL)),
    "event": lambda walk: _home(walk).do(e.RoomChosen(e.Room.LOCAL), e.EventChosen(walk.event(SignupState.OPEN))),
    "event_elsewhere": lambda walk: _home(walk).do(
        e.RoomChosen(e.Room.LOCAL), e.EventChosen(next(one.key for one in walk.kiosk.house.programme.events if one.ticket_link))
    ),
    "first_name": lambda walk: _signing_up(walk).types("Å"),
    "name_missing": lambda walk: _signing_up(walk).do(e.NextPressed()),
    "phone": _contact,
    "email": lambda walk: _contact(walk).do(e.ContactKindChosen(ContactKind.EMAIL)).types("aase@"),
    "review": _review,
    "keeping": _keeping,
    "not_kept": lambda walk: _keeping(walk).do(e.SignupNotKept(walk.kiosk.ticket, "full")),
    "done": _done,
    "printed": lambda walk: _done(walk).do(e.SlipPrinted(walk.kiosk.ticket, walk.kiosk.slips)),
    "no_slip": lambda walk: _done(walk).do(e.SlipFailed(walk.kiosk.ticket, walk.kiosk.slips, "paper_out")),
    "slip_entry": lambda walk: _home(walk).do(e.SlipEntryChosen()).types("BK"),
    "slip_unknown": lambda walk: _home(walk).do(e.CodeScanned(SlipCode(TOKEN)), e.SignupMissing(walk.kiosk.ticket)),
    "signup": _found_signup,
    "sure": lambda walk: _found_signup(walk).do(e.CancelPressed()),
    "cancelled": _cancelled,
    "groups": lambda walk: _home(walk).do(e.RoomChosen(e.Room.COMMUNITIES)),
    "group": _group,
    "picks": lambda walk: _home(walk).do(e.RoomChosen(e.Room.READING)),
    "book": _book,
    "book_missing": lambda walk: _home(walk).do(e.CodeScanned(BookCode("9788799999990"))),
    "notice": lambda walk: _home(walk).do(e.RoomChosen(e.Room.LOCAL), e.CodeScanned(GoodsCode("5701234567899"))),
    "help": lambda walk: _home(walk).do(e.HelpPressed()),
    "languages": lambda walk: _home(walk).do(e.LanguagesAsked()),
    "warned": lambda walk: _home(walk).do(e.WentQuiet(walk.kiosk.ticket)),
    "staff_door": lambda walk: _home(walk).do(e.StaffAsked()).types("123"),
    "staff": _staff,
}
"""Every kind of screen, and the states of it that need most room."""
