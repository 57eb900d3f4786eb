"""How one comes to an event: what the kiosk can offer, and when there is nothing left to offer."""

from __future__ import annotations

from datetime import datetime

from kiosk.nouns import SignupState
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.rooms.signup.model import Offer, offer_of
from kiosk.visit.states import House

FEW = 3
"""From here down it is worth saying how few seats are left."""

_BY_STATE = {
    EventState.CANCELLED: Offer.CANCELLED,
    EventState.OCCURRED: Offer.OVER,
}
"""States that end the matter, whatever the seats say."""

_CLOSED = {
    EventState.SOLD_OUT: Offer.SOLD_OUT,
    EventState.NOT_OPEN: Offer.NOT_OPEN,
}
"""States that count where the kiosk itself takes no sign-ups."""


def is_over(event: LibraryEvent, now: datetime) -> bool:
    """Whether an event has been."""
    return event.end < now or event.state is EventState.OCCURRED


def event_offer(event: LibraryEvent, house: House) -> Offer:
    """What can be offered to somebody who wants to come to this event now."""
    if event.state in _BY_STATE:
        return _BY_STATE[event.state]
    if is_over(event, house.now):
        return Offer.OVER
    if event.seats.state is SignupState.OPEN:
        return offer_of(event.seats, sealed=house.seal_ready)
    if event.state in _CLOSED:
        return _CLOSED[event.state]
    return Offer.ELSEWHERE if event.ticket_link else offer_of(event.seats, sealed=house.seal_ready)


def few_left(event: LibraryEvent) -> bool:
    """Whether it is worth saying that few seats are left."""
    left = event.seats.left
    return event.seats.state is SignupState.OPEN and left is not None and 0 < left <= FEW
