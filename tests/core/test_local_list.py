"""»Det sker her«: the list and its narrowings."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace

from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.local.listing import shown_under
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.visit.events import (
    FilterChosen,
    Room,
    RoomChosen,
)
from kiosk.visit.states import EventList, House
from kiosk.visit.views import HomeView, ListView, Mood, Row
from tests.core.samples import (
    CAFE,
    CLOSED,
    EXHIBITION,
    FULL,
    FULL_UP,
    GONE,
    HOUSE,
    LATER,
    NOW,
    OPEN,
    READING,
    TICKETS,
    Visitor,
    at,
    event,
    house,
    house_with,
)

T, W, C, F, E = EventFilter.TODAY, EventFilter.WEEK, EventFilter.CHILDREN, EventFilter.FREE, EventFilter.ENGLISH


def listed(where: House = HOUSE) -> Visitor:
    """A visitor in front of the list."""
    return Visitor(where).do(RoomChosen(Room.LOCAL))


def row(one: LibraryEvent) -> Row:
    """The list's only row."""
    return listed(house_with(one)).sees(ListView).rows[0]


def test_the_list_goes_day_by_day() -> None:
    """A heading over the first row of each day, the day itself on every row."""
    rows = listed().sees(ListView).rows

    assert [(each.heading, each.day, each.lead, each.title) for each in rows] == [
        ("I dag", "I dag", "Nu", "Åens billeder"),
        ("", "I dag", "16.00", "Højtlæsning for store ører"),
        ("", "I dag", "18.20", "Digte i mørket"),
        ("I morgen", "I morgen", "16.00", "Language café"),
        ("", "I morgen", "16.20", "Strikkecafé"),
        ("Torsdag 26. november", "Torsdag 26. november", "16.20", "Koncert"),
        ("Torsdag 3. december", "Torsdag 3. december", "14.20", "Debat om havnen"),
    ]


@pytest.mark.parametrize(
    ("one", "fact", "mood"),
    [
        (GONE, "Aflyst", Mood.GONE),
        (FULL_UP, "Fuldt – venteliste", Mood.QUIET),
        (replace(LATER, seats=FULL), "Fuldt", Mood.QUIET),
        (replace(LATER, state=EventState.SOLD_OUT, seats=CLOSED), "Udsolgt", Mood.QUIET),
        (READING, "Få pladser", Mood.GOOD),
        (replace(LATER, seats=replace(OPEN, taken=9)), "Få pladser", Mood.GOOD),
        (replace(LATER, seats=replace(OPEN, taken=8)), "Tilmelding her", Mood.PLAIN),
        (CAFE, "På engelsk", Mood.PLAIN),
        (EXHIBITION, "Gratis", Mood.PLAIN),
        (LATER, "Tilmelding her", Mood.PLAIN),
        (TICKETS, "", Mood.PLAIN),
    ],
)
def test_a_row_has_the_one_fact_that_helps_most(one: LibraryEvent, fact: str, mood: Mood) -> None:
    """What shuts one out comes before what invites."""
    assert (row(one).fact, row(one).mood) == (fact, mood)


def test_a_running_event_says_until_when() -> None:
    """It began days ago; its end is what matters."""
    assert row(EXHIBITION).detail == "til og med lørdag 28. november · Foyeren"


def test_an_online_event_says_so_instead_of_a_place() -> None:
    """Where nothing is known, nothing is said."""
    assert row(TICKETS).detail == "Online"
    assert row(event("nowhere", 2)).detail == ""


def test_an_event_that_takes_all_day_has_no_time() -> None:
    """»Hele dagen« stands in the column of times."""
    assert row(event("market", 2, all_day=True)).lead == "Hele dagen"


def test_what_is_over_is_not_listed() -> None:
    """By the clock, or by its state."""
    visitor = listed(house_with(event("past", -5), event("occurred", 5, state=EventState.OCCURRED), CAFE))

    assert [each.title for each in visitor.sees(ListView).rows] == ["Language café"]


@pytest.mark.parametrize(
    ("pressed", "titles"),
    [
        ((T,), ["Åens billeder", "Højtlæsning for store ører", "Digte i mørket"]),
        ((W,), ["Åens billeder", "Højtlæsning for store ører", "Digte i mørket", "Language café", "Strikkecafé", "Koncert"]),
        ((C,), ["Højtlæsning for store ører"]),
        ((F,), ["Åens billeder", "Højtlæsning for store ører"]),
        ((E,), ["Language café"]),
        ((F, C), ["Højtlæsning for store ører"]),
        ((T, E), []),
    ],
)
def test_filters_narrow_the_list(pressed: tuple[EventFilter, ...], titles: list[str]) -> None:
    """Alone and together."""
    visitor = listed().do(*(FilterChosen(each) for each in pressed))

    assert [each.title for each in visitor.sees(ListView).rows] == titles
    assert [chip.event.filter for chip in visitor.sees(ListView).chips if chip.chosen] == [f for f in EventFilter if f in pressed]  # type: ignore[union-attr]


def test_a_day_begins_at_midnight() -> None:
    """What begins as the night does is tomorrow's; so with the week."""
    midnight = NOW.replace(hour=0, minute=0)
    one = replace(CAFE, start=midnight + timedelta(days=1), end=midnight + timedelta(days=1, hours=1))
    other = replace(CAFE, start=midnight + timedelta(days=7), end=midnight + timedelta(days=7, hours=1))

    assert len(listed(house_with(one)).do(FilterChosen(T)).sees(ListView).rows) == 0
    assert len(listed(house_with(one, other)).do(FilterChosen(W)).sees(ListView).rows) == 1


def test_today_and_the_week_exclude_each_other() -> None:
    """The one pressed last holds; the others are kept."""
    visitor = listed().do(FilterChosen(F), FilterChosen(T), FilterChosen(W))

    assert visitor.kiosk.place == EventList(frozenset({F, W}))


def test_pressing_twice_switches_off() -> None:
    """As with a light."""
    visitor = listed().do(FilterChosen(T), FilterChosen(T))

    assert visitor.kiosk.place == EventList()


def test_nothing_found_offers_a_wider_choice() -> None:
    """The whole week instead of today, and without the filters one by one."""
    visitor = listed().do(FilterChosen(T), FilterChosen(E))
    empty = visitor.sees(ListView).empty

    assert empty is not None
    assert [press.words for press in empty.presses] == ["Se de næste 7 dage", "Vælg »På engelsk« fra"]

    for press in empty.presses:
        again = listed().do(FilterChosen(T), FilterChosen(E), press.event)
        assert again.sees(ListView).empty is None


def test_an_empty_programme_leads_home() -> None:
    """What happened in plain words, and the next thing to do."""
    visitor = listed(house_with())
    empty = visitor.sees(ListView).empty

    assert empty is not None
    assert empty.headline == "Der er ikke noget på programmet"
    assert isinstance(visitor.do(empty.presses[0].event).scene.view, HomeView)


def test_rows_are_made_as_they_are_asked_for_and_compare_by_what_they_show() -> None:
    """The glass need not draw again what has not changed."""
    one, other = listed().sees(ListView).rows, listed().sees(ListView).rows
    later = listed(house(now=at(24))).sees(ListView).rows

    assert one == other
    assert hash(one) == hash(other)
    assert one != later
    assert one != [*one]
    assert one[-1].title == "Debat om havnen"
    assert [each.title for each in one[1:3]] == ["Højtlæsning for store ører", "Digte i mørket"]
    with pytest.raises(IndexError):
        one[len(one)]


def test_headings_stand_where_days_begin_in_any_programme() -> None:
    """Two rows of the same day never both have a heading, and two of different days always do."""
    events = tuple(event(f"e{number}", number * 5) for number in range(60))
    rows = listed(house_with(*events)).sees(ListView).rows

    for (one, before), (other, after) in pairwise(zip(rows, events, strict=True)):
        same = shown_under(before, NOW.date()) == shown_under(after, NOW.date())
        assert (one.day == other.day) == same
        assert bool(other.heading) != same
