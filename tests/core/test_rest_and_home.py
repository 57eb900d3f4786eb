"""At rest and on Home."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.nouns import DANISH, ENGLISH, Language, Lost, Part, Text, Well
from kiosk.programme import OutboxCounts, Programme, SourceNote
from kiosk.visit.effects import ForgetVisitor
from kiosk.visit.events import (
    BackPressed,
    DonePressed,
    GlassTouched,
    HealthChanged,
    HomePressed,
    LanguageChosen,
    MinutePassed,
    OutboxCounted,
    PosterTurned,
    ProgrammeArrived,
    Room,
    RoomChosen,
    SealChanged,
    SlipEntryChosen,
    StaffAsked,
)
from kiosk.visit.states import EventList, GroupList, Home, ReadingRoom, Resting, SlipEntry, StaffDoor
from kiosk.visit.views import HomeView, ListView, RestingView
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


def resting(where: object = HOUSE) -> Visitor:
    """A kiosk that nobody stands at."""
    return Visitor(where).do(DonePressed())  # type: ignore[arg-type]


def test_a_touch_at_rest_opens_home_and_presses_nothing() -> None:
    """Whoever wakes the kiosk does not know what lies under the finger."""
    visitor = resting()

    visitor.do(GlassTouched())

    assert visitor.kiosk.place == Home()
    assert visitor.effects == ()


def test_a_press_that_comes_late_does_not_wake_the_kiosk() -> None:
    """A double press on »Jeg er færdig« must not open a new visit."""
    visitor = resting()

    visitor.do(DonePressed(), RoomChosen(Room.LOCAL))

    assert visitor.kiosk.place == Resting()


def test_the_staff_door_opens_from_rest_and_from_home_only() -> None:
    """The hidden gesture works where nobody is in the middle of something."""
    assert isinstance(resting().do(StaffAsked()).kiosk.place, StaffDoor)
    assert isinstance(Visitor().do(StaffAsked()).kiosk.place, StaffDoor)
    assert isinstance(Visitor().do(RoomChosen(Room.LOCAL), StaffAsked()).kiosk.place, EventList)


def test_ten_seconds_at_rest_grow_the_spiral() -> None:
    """The spiral's turns are the steps at rest; with a visitor here it stands still."""
    visitor = resting().do(PosterTurned(), PosterTurned())

    assert visitor.sees(RestingView).turns == 2

    visitor.do(GlassTouched(), PosterTurned())

    assert visitor.kiosk.place == Home()


def test_posters_take_turns() -> None:
    """Each room with something to show has its turn, twenty seconds each."""
    visitor = resting()
    seen = []

    for _ in range(8):
        poster = visitor.sees(RestingView).poster
        assert poster is not None
        seen.append(poster.room)
        visitor.do(PosterTurned())

    assert seen[:6] == [Room.LOCAL, Room.LOCAL, Room.READING, Room.READING, Room.COMMUNITIES, Room.COMMUNITIES]
    assert seen[6:] == [Room.LOCAL, Room.LOCAL]


def test_a_poster_of_a_running_exhibition_says_where_it_is() -> None:
    """When it began helps nobody any more."""
    poster = resting(house_with(EXHIBITION)).sees(RestingView).poster

    assert poster is not None
    assert poster.line == "Foyeren"


def test_an_empty_branch_still_rests() -> None:
    """No poster, no opening line: the spiral and the invitation are enough."""
    shown = resting(house(programme=Programme(), opening_line=())).sees(RestingView)

    assert shown.poster is None
    assert shown.opening == ""
    assert shown.invitation == "Rør skærmen"


def test_the_opening_line_is_said_in_the_language_the_house_rests_in() -> None:
    """Else in the first language it is written in."""
    assert resting(house(languages=(ENGLISH, DANISH))).sees(RestingView).opening == "There is much local DNA in the library"
    assert resting(house(opening_line=(("en", "Hello"),))).sees(RestingView).opening == "Hello"


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


def test_a_book_without_a_recommendation_makes_no_line() -> None:
    """A pick that nobody stands by says nothing on Home or at rest."""
    book = replace(HOUSE.programme.picks[0], pick=None)
    visitor = Visitor(house(programme=Programme(picks=(book,))))

    assert visitor.sees(HomeView).fields == ()
    assert visitor.do(DonePressed()).sees(RestingView).poster is None


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
        ("paper_low", ""),
        ("not_configured", ""),
    ],
)
def test_a_printer_in_trouble_is_told_of_where_it_matters(why: str, status: str) -> None:
    """A kiosk that never had a printer does not excuse itself."""
    visitor = Visitor(house_without(Part.PRINTER, Lost(why)))

    assert visitor.sees(HomeView).frame.status == status


def test_a_demo_says_so_on_every_screen() -> None:
    """At rest and inside."""
    visitor = Visitor(house(programme=replace(HOUSE.programme, demo=True)))

    assert visitor.sees(HomeView).frame.demo
    assert visitor.do(DonePressed()).sees(RestingView).demo


def test_a_visit_begins_with_the_looks_of_the_house() -> None:
    """Calm and low reach may be the house's own."""
    visitor = resting(house(calm=True, low_reach=True, languages=(ENGLISH, DANISH)))

    assert visitor.kiosk.look.calm
    assert visitor.kiosk.look.low_reach
    assert visitor.kiosk.look.language == ENGLISH


def test_leaving_forgets_the_visitor_by_ticket() -> None:
    """The hands learn whose things to drop."""
    visitor = Visitor()
    ticket = visitor.kiosk.ticket

    visitor.do(DonePressed())

    assert visitor.asked(ForgetVisitor).ticket == ticket
    assert visitor.kiosk.ticket == ticket + 1


def test_a_text_in_no_language_of_ours_is_shown_all_the_same() -> None:
    """Somebody's own words are better than nothing."""
    visitor = Visitor(house_with(replace(CAFE, title=Text("", (("uk", "Кафе"),)))))

    assert visitor.sees(HomeView).fields[0].line.endswith("Кафе")
    assert visitor.kiosk.house.now == NOW
