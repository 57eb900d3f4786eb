"""»Mød andre«: the groups and one group."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.nouns import Key, Seats, SignupState
from kiosk.programme import Programme
from kiosk.rooms.communities.model import Group
from kiosk.visit.events import DonePressed, GroupChosen, MinutePassed, ProgrammeArrived, Room, RoomChosen, SignupChosen
from kiosk.visit.states import Asking, GroupList, GroupPage
from kiosk.visit.views import HomeView, ListView, MessageView, Mood, RestingView, ThingView
from tests.core.samples import CHOIR, CIRCLE, CLOSED, FULL, HOUSE, KNITTING, OPEN, Visitor, at, house


def opened(group: Group, **changes: object) -> Visitor:
    """A visitor in front of one group."""
    where = house(programme=Programme(groups=(group,)), **changes)
    return Visitor(where).do(RoomChosen(Room.COMMUNITIES), GroupChosen(group.key))


def test_groups_stand_by_the_day_they_meet_next() -> None:
    """Meetings that have been do not count; groups without a day come last."""
    rows = Visitor().do(RoomChosen(Room.COMMUNITIES)).sees(ListView).rows

    assert [(each.heading, each.lead, each.title, each.fact, each.mood) for each in rows] == [
        ("I morgen", "10.20", "Strik og snak", "Kom bare", Mood.GOOD),
        ("Torsdag 26. november", "18.20", "Torsdagslæserne", "Vi mangler 2", Mood.GOOD),
        ("Dagen er ikke sat endnu", "", "Koret", "Fuldt – venteliste", Mood.QUIET),
    ]


def test_two_groups_on_one_day_share_a_heading() -> None:
    """The heading stands over the first."""
    twins = (KNITTING, replace(KNITTING, key=Key("other"), seats=OPEN, drop_in=False))
    visitor = Visitor(house(programme=Programme(groups=twins))).do(RoomChosen(Room.COMMUNITIES))

    assert [(each.heading, each.day, each.fact) for each in visitor.sees(ListView).rows] == [
        ("I morgen", "I morgen", "Kom bare"),
        ("", "I morgen", ""),
    ]


def test_no_groups_asks_who_would_start_one() -> None:
    """An empty list is designed too."""
    empty = Visitor(house(programme=Programme())).do(RoomChosen(Room.COMMUNITIES)).sees(ListView).empty

    assert empty is not None
    assert empty.line == "Har du lyst til at starte en? Sig det i skranken."


def test_a_group_opens_with_its_facts() -> None:
    """When, next time, where, with whom, in which languages, what to bring, and how many."""
    page = opened(CIRCLE).sees(ThingView)

    assert page.facts == (
        ("Hvornår", "Torsdage kl. 19"),
        ("Næste gang", "Torsdag 26. november kl.\u00a018.20 · Torsdag 3. december kl.\u00a018.20"),
        ("Hvor", "Læsesalen"),
        ("Vært", "Mette"),
        ("Sprog", "dansk, engelsk, et andet sprog"),
        ("Tag med", "Bogen"),
        ("Deltagere", "3 af 5 – så går vi i gang"),
    )


@pytest.mark.parametrize(
    ("seats", "said"),
    [(OPEN, "8 ledige pladser"), (FULL, "Fuldt"), (CHOIR.seats, "Fuldt – venteliste"), (CLOSED, ""), (Seats(SignupState.OPEN), "")],
)
def test_a_running_group_says_how_many_seats_are_free(seats: Seats, said: str) -> None:
    """Where somebody counts."""
    facts = dict(opened(replace(KNITTING, seats=seats)).sees(ThingView).facts)

    assert facts.get("Deltagere", "") == said


@pytest.mark.parametrize(
    ("group", "sealed", "main", "note"),
    [
        (CIRCLE, True, "Vær med", ""),
        (CHOIR, True, "Skriv mig på venteliste", "Gruppen er fuld lige nu."),
        (KNITTING, True, None, "Kom bare."),
        (replace(CIRCLE, drop_in=True), True, None, "Kom bare."),
        (CIRCLE, False, None, "Skærmen kan ikke tage imod"),
        (replace(CIRCLE, seats=FULL), True, None, "Gruppen er fuld."),
        (replace(CIRCLE, seats=CLOSED), True, None, "Gruppen tager ikke flere"),
    ],
)
def test_a_group_offers_what_there_is(group: Group, sealed: bool, main: str | None, note: str) -> None:
    """A drop-in group has no button but says so."""
    visitor = opened(group, seal_ready=sealed)
    page = visitor.sees(ThingView)

    assert (page.main.words if page.main else None) == main
    assert page.note.startswith(note)
    assert isinstance(visitor.do(SignupChosen()).kiosk.place, Asking) == (main is not None)


def test_joining_is_for_the_next_meeting() -> None:
    """The sign-up knows the date, or that there is none."""
    place = opened(CIRCLE).do(SignupChosen()).kiosk.place
    dateless = opened(CHOIR).do(SignupChosen()).kiosk.place

    assert isinstance(place, Asking)
    assert isinstance(dateless, Asking)
    assert place.occasion.start == CIRCLE.dates[0]
    assert dateless.occasion.start is None


def test_a_group_that_vanishes_leads_to_the_list() -> None:
    """A kind word, and a way on."""
    visitor = opened(CIRCLE).do(ProgrammeArrived(HOUSE.programme), ProgrammeArrived(Programme()), SignupChosen())
    gone = visitor.sees(MessageView)

    assert visitor.kiosk.place == GroupPage(CIRCLE.key)
    assert visitor.do(gone.presses[0].event).kiosk.place == GroupList()


def test_a_group_nobody_knows_is_not_opened() -> None:
    """A key of yesterday leads nowhere."""
    assert Visitor().do(RoomChosen(Room.COMMUNITIES), GroupChosen(Key("x"))).kiosk.place == GroupList()


def test_the_poster_asks_for_those_who_are_missing() -> None:
    """Else it tells of the group that meets next, or there is none."""
    lacking = Visitor(house(programme=Programme(groups=(CIRCLE,)))).do(DonePressed()).sees(RestingView).poster
    meeting = Visitor(house(programme=Programme(groups=(KNITTING,)))).do(DonePressed()).sees(RestingView).poster
    nothing = Visitor(house(programme=Programme(groups=(CHOIR,)))).do(DonePressed()).sees(RestingView).poster

    assert lacking is not None
    assert (lacking.title, lacking.line) == ("Torsdagslæserne", "Vi mangler 2")
    assert meeting is not None
    assert meeting.line == "Onsdage kl. 10"
    assert nothing is None


def test_only_a_group_one_can_join_is_said_to_lack_people() -> None:
    """Nobody is asked to help fill what is closed."""
    closed = replace(CIRCLE, seats=replace(CIRCLE.seats, state=SignupState.CLOSED))

    line = Visitor(house(programme=Programme(groups=(closed,)))).sees(HomeView).fields[0].line

    assert line == "Torsdag 26. november kl.\u00a018.20: Torsdagslæserne"


def test_meetings_pass() -> None:
    """When the last known meeting has been, the group stays without a day."""
    visitor = Visitor(house(programme=Programme(groups=(KNITTING,)))).do(MinutePassed(at(30)))

    assert visitor.sees(HomeView).fields[0].line == "Én gruppe, du kan være med i"
