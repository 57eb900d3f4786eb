"""At rest: nobody is here."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.nouns import DANISH, ENGLISH
from kiosk.programme import Programme
from kiosk.visit.effects import ForgetVisitor
from kiosk.visit.events import (
    DonePressed,
    GlassTouched,
    PosterTurned,
    Room,
    RoomChosen,
    StaffAsked,
)
from kiosk.visit.states import EventList, Home, Resting, StaffDoor
from kiosk.visit.views import HomeView, RestingView
from tests.core.samples import (
    EXHIBITION,
    HOUSE,
    Visitor,
    house,
    house_with,
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


def test_a_book_without_a_recommendation_makes_no_line() -> None:
    """A pick that nobody stands by says nothing on Home or at rest."""
    book = replace(HOUSE.programme.picks[0], pick=None)
    visitor = Visitor(house(programme=Programme(picks=(book,))))

    assert visitor.sees(HomeView).fields == ()
    assert visitor.do(DonePressed()).sees(RestingView).poster is None


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
