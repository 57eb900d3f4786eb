"""Ways that several tests walk: to a question, to the review, to a kept sign-up."""

from __future__ import annotations

from kiosk.rooms.local.model import LibraryEvent
from kiosk.visit.events import EventChosen, NextPressed, Room, RoomChosen, SendPressed, SignupChosen, SignupKept
from kiosk.visit.states import House
from tests.core.samples import HOUSE, READING, RECEIPT, Visitor


def asked(where: House = HOUSE, event: LibraryEvent = READING) -> Visitor:
    """A visitor before the first question."""
    return Visitor(where).do(RoomChosen(Room.LOCAL), EventChosen(event.key), SignupChosen())


def typing() -> Visitor:
    """A visitor in the middle of a sign-up."""
    return asked().types("Åse")


def reviewing(where: House = HOUSE, event: LibraryEvent = READING) -> Visitor:
    """A visitor who has answered both questions."""
    return asked(where, event).types("Åse").do(NextPressed()).types("12 34 56 78").do(NextPressed())


def sent(where: House = HOUSE, event: LibraryEvent = READING) -> Visitor:
    """A visitor who has sent: the sign-up is being kept."""
    return reviewing(where, event).do(SendPressed())


def kept(where: House = HOUSE, event: LibraryEvent = READING) -> Visitor:
    """A visitor whose sign-up is safe."""
    visitor = sent(where, event)
    return visitor.do(SignupKept(visitor.kiosk.ticket, RECEIPT))
