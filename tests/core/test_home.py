"""Home: the rooms and their live lines, and what every screen has."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.nouns import DANISH, ENGLISH, Language, Lost, Part, Text, Well
from kiosk.programme import OutboxCounts, Programme, SourceNote
from kiosk.visit.events import (
    BackPressed,
    HealthChanged,
    HomePressed,
    LanguageChosen,
    MinutePassed,
    OutboxCounted,
    ProgrammeArrived,
    Room,
    RoomChosen,
    SealChanged,
    SlipEntryChosen,
)
from kiosk.visit.states import EventList, GroupList, Home, ReadingRoom, SlipEntry
from kiosk.visit.views import HomeView, ListView
from tests.core.samples import (
    CAFE,
    EXHIBITION,
    HOUSE,
    KNITTING,
    NOW,
    READING,
    Visitor,
    at,
    event,
    house,
    house_with,
    house_without,
)


def test_home_says_what_is_next_in_every_room() -> None:
    """One live line a room."""
    fields = {field.room: field.line for field in Visitor().sees(HomeView).fields}

    assert fields == {
        Room.LOCAL: "I dag kl.\u00a016: Højtlæsning for store ører",
        Room.COMMUNITIES: "Vi mangler 2 til Torsdagslæserne",
        Room.READING: "Mette anbefaler Havbrev",
    }


@pytest.mark.parametrize(
    ("events", "line"),
    [
        ((CAFE,), "I morgen kl.\u00a016: Language café"),
        ((EXHIBITION,), "Lige nu: Åens billeder"),
        ((replace(READING, all_day=True),), "I dag: Højtlæsning for store ører"),
        ((event("just", -0.4, "Lige begyndt"), CAFE), "Lige nu: Lige begyndt"),
    ],
)
def test_home_says_when_the_next_event_is(events: tuple[object, ...], line: str) -> None:
    """Tomorrow, now, all day: as it is."""
    visitor = Visitor(house_with(*events))  # type: ignore[arg-type]

    assert visitor.sees(HomeView).fields[0].line == line


def test_a_room_with_nothing_to_show_is_not_on_home() -> None:
    """There are no dead fields."""
    shown = Visitor(house(programme=Programme())).sees(HomeView)

    assert shown.fields == ()


def test_home_tells_of_a_meeting_when_no_group_lacks_people() -> None:
    """Else how many groups there are, when no meeting is known."""
    meeting = Visitor(house(programme=Programme(groups=(KNITTING,)))).sees(HomeView)
    dateless = Visitor(house(programme=Programme(groups=(replace(KNITTING, dates=()),)))).sees(HomeView)

    assert meeting.fields[0].line == "I morgen kl.\u00a010.20: Strik og snak"
    assert dateless.fields[0].line == "Én gruppe, du kan være med i"


def test_the_pick_on_home_turns_with_the_day() -> None:
    """The same all day, another tomorrow."""
    today, tomorrow = Visitor(), Visitor(house(now=at(24)))

    assert today.sees(HomeView).fields[2].line == "Mette anbefaler Havbrev"
    assert tomorrow.sees(HomeView).fields[2].line == "Ali anbefaler Latter"


@pytest.mark.parametrize(
    ("health", "title"),
    [(Well(), "Scan en bog"), (Lost("gone"), "Scanneren holder pause"), (Lost("not_configured"), "Find en bog")],
)
def test_home_offers_a_scan_only_where_there_is_a_scanner(health: Well | Lost, title: str) -> None:
    """A part that is gone changes the offer."""
    visitor = Visitor(house_without(Part.SCANNER, health))

    assert visitor.sees(HomeView).scan_title == title


def test_the_fields_lead_to_their_rooms_and_back() -> None:
    """Back leads to Home, and Home has nothing behind it."""
    visitor = Visitor()

    assert visitor.do(RoomChosen(Room.LOCAL)).kiosk.place == EventList()
    assert visitor.do(BackPressed()).kiosk.place == Home()
    assert visitor.do(RoomChosen(Room.COMMUNITIES)).kiosk.place == GroupList()
    assert visitor.do(HomePressed(), RoomChosen(Room.READING)).kiosk.place == ReadingRoom()
    assert visitor.do(HomePressed(), SlipEntryChosen()).kiosk.place == SlipEntry()
    assert visitor.do(HomePressed(), BackPressed()).kiosk.place == Home()
    assert visitor.sees(HomeView).frame.back is None
    assert visitor.sees(HomeView).frame.home is None


def test_news_does_not_disturb_the_visitor() -> None:
    """Content, health, letters, the seal and the clock change the house, not the place."""
    visitor = Visitor(house_with()).do(RoomChosen(Room.LOCAL))
    before = visitor.kiosk.place

    visitor.do(
        ProgrammeArrived(HOUSE.programme),
        HealthChanged(Part.SYNC, Lost("silent")),
        OutboxCounted(OutboxCounts(waiting=9)),
        SealChanged(ready=False),
        MinutePassed(at(0.1)),
    )

    assert visitor.kiosk.place == before
    assert visitor.effects == ()
    assert len(visitor.sees(ListView).rows) == len(HOUSE.programme.events)
    assert visitor.kiosk.house.part(Part.SYNC) == Lost("silent")
    assert visitor.kiosk.house.outbox.waiting == 9
    assert not visitor.kiosk.house.seal_ready
    assert visitor.kiosk.house.now == at(0.1)


def test_a_language_that_is_not_on_offer_is_not_chosen() -> None:
    """The look stays as it is."""
    visitor = Visitor().do(LanguageChosen(Language("ar")))

    assert visitor.kiosk.look.language == DANISH


def test_one_language_needs_no_choice() -> None:
    """A kiosk that speaks one language shows no buttons for it."""
    assert Visitor(house(languages=(DANISH,))).sees(HomeView).frame.languages == ()


def test_each_language_stands_by_its_own_name_and_the_chosen_one_is_marked() -> None:
    """Whoever reads only English finds English."""
    frame = Visitor().do(LanguageChosen(ENGLISH)).sees(HomeView).frame

    assert [(press.words, press.chosen) for press in frame.languages] == [("Dansk", False), ("English", True)]
    assert frame.title == "What would you like to do?"


def test_old_content_says_how_old_it_is() -> None:
    """Age is shown, not hidden; fresh content says nothing."""
    stale = house(programme=replace(HOUSE.programme, sources=(SourceNote("cms", at(-26)), SourceNote("x", None))))

    assert Visitor(stale).sees(HomeView).frame.status == "Sidst opdateret i går kl.\u00a012.20"
    assert Visitor().sees(HomeView).frame.status == ""


@pytest.mark.parametrize(
    ("why", "status"),
    [
        ("paper_out", "Printeren mangler papir: du får en kode på skærmen"),
        ("gone", "Printeren virker ikke lige nu: du får en kode på skærmen"),
        ("not_configured", ""),
    ],
)
def test_a_printer_in_trouble_is_told_of_where_it_matters(why: str, status: str) -> None:
    """A kiosk that never had a printer does not excuse itself."""
    visitor = Visitor(house_without(Part.PRINTER, Lost(why)))

    assert visitor.sees(HomeView).frame.status == status


def test_paper_that_is_running_low_is_no_trouble_of_the_visitors() -> None:
    """It still prints."""
    visitor = Visitor(house_without(Part.PRINTER, Well("paper_low")))

    assert visitor.kiosk.house.prints
    assert visitor.sees(HomeView).frame.status == ""


def test_a_text_in_no_language_of_ours_is_shown_all_the_same() -> None:
    """Somebody's own words are better than nothing."""
    visitor = Visitor(house_with(replace(CAFE, title=Text("", (("uk", "Кафе"),)))))

    assert visitor.sees(HomeView).fields[0].line.endswith("Кафе")
    assert visitor.kiosk.house.now == NOW
