"""What presses in »Det sker her« lead to."""

from __future__ import annotations

from kiosk.nouns import Key
from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.local.model import LibraryEvent
from kiosk.rooms.local.seats import event_offer
from kiosk.rooms.signup.model import Draft, Occasion, OccasionKind
from kiosk.visit.events import EventChosen, FilterChosen, SignupChosen, Touch
from kiosk.visit.states import Asking, EventList, EventPage, Field, House, Kiosk, Step

SPANS = frozenset({EventFilter.TODAY, EventFilter.WEEK})
"""The narrowings that exclude each other."""


def pressed(kiosk: Kiosk, place: EventList | EventPage, touch: Touch) -> Step:
    """Narrow the list, open an event, begin a sign-up."""
    match place, touch:
        case EventList(filters), FilterChosen(chosen):
            return kiosk.at(EventList(toggled(filters, chosen))), ()
        case EventList(), EventChosen(key) if event_of(kiosk.house, key):
            return kiosk.to(EventPage(key)), ()
        case EventPage(key), SignupChosen():
            return _sign_up(kiosk, key), ()
        case _:
            return kiosk, ()


def toggled(filters: frozenset[EventFilter], chosen: EventFilter) -> frozenset[EventFilter]:
    """The filters after one was pressed: off if it was on; else on, and its rival off."""
    if chosen in filters:
        return filters - {chosen}
    return (filters - SPANS if chosen in SPANS else filters) | {chosen}


def event_of(house: House, key: Key) -> LibraryEvent | None:
    """The event of that key, if it is still in the programme."""
    return next((event for event in house.programme.events if event.key == key), None)


def occasion_of(event: LibraryEvent) -> Occasion:
    """An event as a sign-up needs to know it."""
    return Occasion(
        key=event.key,
        kind=OccasionKind.EVENT,
        title=event.title,
        start=event.start,
        place=event.place,
        seats=event.seats,
        end=event.end,
        all_day=event.all_day,
    )


def _sign_up(kiosk: Kiosk, key: Key) -> Kiosk:
    """Begin, if the event as it is now takes sign-ups here."""
    event = event_of(kiosk.house, key)
    if event is None or not event_offer(event, kiosk.house).taken_here:
        return kiosk
    return kiosk.to(Asking(occasion_of(event), Draft(), Field.FIRST_NAME))
