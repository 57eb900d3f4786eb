"""»Det sker her«: one event."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from kiosk.nouns import ENGLISH, Key, Text
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.visit.events import (
    BackPressed,
    EventChosen,
    LanguageChosen,
    MinutePassed,
    ProgrammeArrived,
    Room,
    RoomChosen,
    SignupChosen,
)
from kiosk.visit.states import Asking, EventList, EventPage, Home, House
from kiosk.visit.views import MessageView, ThingView
from tests.core.samples import (
    CAFE,
    CLOSED,
    FULL,
    FULL_UP,
    GONE,
    HOUSE,
    LATER,
    OPEN,
    READING,
    TICKETS,
    Visitor,
    at,
    event,
    house,
)


def listed(where: House = HOUSE) -> Visitor:
    """A visitor in front of the list."""
    return Visitor(where).do(RoomChosen(Room.LOCAL))


def opened(one: LibraryEvent, **changes: object) -> Visitor:
    """A visitor in front of one event."""
    where = house(programme=replace(HOUSE.programme, events=(one,)), **changes)
    return listed(where).do(EventChosen(one.key))


def test_an_event_opens_with_its_facts() -> None:
    """Those that are known, in the visitor's language."""
    page = opened(READING).sees(ThingView)

    assert page.facts == (
        ("Hvornår", "I dag kl.\u00a016–17"),
        ("Hvor", "Børnebiblioteket"),
        ("Pris", "Gratis"),
        ("Pladser", "Kun 2 ledige pladser"),
    )
    assert page.paragraphs == ("Vi læser højt.", "Tag en pude med.", "Kun på dansk.")


def test_words_come_in_the_visitors_language_else_in_danish() -> None:
    """Better some words than none, and it is said that they are Danish."""
    page = opened(READING).do(LanguageChosen(ENGLISH)).sees(ThingView)

    assert page.paragraphs == ("Some of the text is in Danish.", "We read aloud.", "Bring a cushion.", "Kun på dansk.")
    assert page.facts[0] == ("When", "Today 16:00–17:00")


def test_the_other_facts() -> None:
    """Language, price, company, and seats that are plenty."""
    assert opened(CAFE).sees(ThingView).facts[2:] == (("Pris", "20\u00a0kr."), ("Sprog", "engelsk"), ("Sammen med", "Røde Kors"))
    assert opened(LATER).sees(ThingView).facts[-1] == ("Pladser", "8 ledige pladser")
    assert opened(replace(LATER, seats=FULL)).sees(ThingView).facts[-1] == ("Pladser", "Fuldt")
    assert opened(FULL_UP).sees(ThingView).facts[-1] == ("Pladser", "Fuldt – venteliste")
    assert opened(TICKETS).sees(ThingView).facts[1] == ("Hvor", "Online")
    assert len(opened(event("bare", 3)).sees(ThingView).facts) == 1


@pytest.mark.parametrize(
    ("one", "sealed", "main", "note"),
    [
        (READING, True, "Tilmeld", ""),
        (FULL_UP, True, "Skriv mig på venteliste", "Der er fuldt lige nu."),
        (replace(LATER, seats=FULL), True, None, "Der er ikke flere pladser"),
        (replace(LATER, seats=CLOSED), True, None, "Tilmeldingen er lukket."),
        (READING, False, None, "Skærmen kan ikke tage imod tilmeldinger lige nu. Sig det i skranken, så skriver vi dig på."),
        (CAFE, True, None, "Kom bare."),
        (GONE, True, None, "Det er desværre aflyst."),
        (event("half", -0.5, state=EventState.OCCURRED), True, None, "Det er slut."),
        (replace(CAFE, state=EventState.SOLD_OUT), True, None, "Der er udsolgt."),
        (replace(CAFE, state=EventState.NOT_OPEN), True, None, "Tilmeldingen er ikke åbnet endnu."),
        (TICKETS, True, None, "Billetter får du på nettet"),
    ],
)
def test_a_page_offers_what_there_is_and_says_why_not_else(one: LibraryEvent, sealed: bool, main: str | None, note: str) -> None:
    """One main action, or a note; never a dead button."""
    visitor = Visitor(house(programme=replace(HOUSE.programme, events=(one,)), seal_ready=sealed))
    visitor.kiosk = visitor.kiosk.to(EventPage(one.key))
    page = visitor.sees(ThingView)

    assert (page.main.words if page.main else None) == main
    assert page.note.startswith(note)
    assert bool(page.note) == bool(note)
    assert isinstance(visitor.do(SignupChosen()).kiosk.place, Asking) == (main is not None)


def test_tickets_elsewhere_come_with_a_code_for_the_phone() -> None:
    """The kiosk opens no browser."""
    code = opened(TICKETS).sees(ThingView).code

    assert code is not None
    assert code.payload == "https://billet.example.dk/1"
    assert opened(READING).sees(ThingView).code is None


def test_an_open_page_shows_new_content() -> None:
    """Somebody else took the last seat."""
    visitor = opened(READING)

    visitor.do(ProgrammeArrived(replace(HOUSE.programme, events=(replace(READING, seats=FULL),))))

    assert visitor.sees(ThingView).main is None


def test_an_event_ends_while_its_page_is_open() -> None:
    """The clock alone takes the offer away."""
    visitor = opened(READING).do(MinutePassed(at(6)))

    assert visitor.sees(ThingView).note == "Det er slut."


def test_an_event_is_over_when_its_last_minute_has_passed() -> None:
    """Not a minute before."""
    visitor = opened(READING).do(MinutePassed(READING.end))
    assert visitor.sees(ThingView).main is not None

    assert visitor.do(MinutePassed(READING.end + timedelta(minutes=1))).sees(ThingView).main is None


def test_an_event_that_vanishes_leads_to_the_list() -> None:
    """A kind word, and a way on."""
    visitor = opened(READING).do(ProgrammeArrived(replace(HOUSE.programme, events=(CAFE,))), SignupChosen())
    gone = visitor.sees(MessageView)

    assert gone.headline == "Det er ikke længere på programmet"
    assert visitor.do(gone.presses[0].event).kiosk.place == EventList()
    assert visitor.do(BackPressed()).kiosk.place == Home()


def test_an_event_nobody_knows_is_not_opened() -> None:
    """A key of yesterday's programme leads nowhere."""
    assert listed().do(EventChosen(Key("nonsense"))).kiosk.place == EventList()


def test_the_same_words_are_not_said_twice() -> None:
    """A summary that opens the body stands there once."""
    one = event("twice", 3, summary=Text("Kom."), body=(Text("Kom."), Text("")))

    assert opened(one).sees(ThingView).paragraphs == ("Kom.",)
    assert OPEN.left == 8
