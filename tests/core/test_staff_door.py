"""The staff's door."""

from __future__ import annotations

import pytest

from kiosk.nouns import Lost, Part, Well
from kiosk.rooms.staff.model import ParkedLine, StaffReport
from kiosk.visit.effects import CheckPin
from kiosk.visit.events import (
    BackPressed,
    KeyErased,
    KeyTyped,
    NextPressed,
    PinAccepted,
    PinRefused,
    StaffAsked,
    StaffReportRead,
)
from kiosk.visit.states import Home, House, StaffDoor
from kiosk.visit.views import FormView, Keyboard
from tests.core.samples import HOUSE, Visitor, at

REPORT = StaffReport(
    version="0.1.0",
    branch="Vejgaard Bibliotek",
    since=((Part.PRINTER, Well(), at(-5)), (Part.SYNC, Lost("silent"), at(-1)), (Part.SCANNER, Lost("not_configured"), at(-9))),
    parked=(ParkedLine("BKRT", "Højtlæsning", "full", at(-2)), ParkedLine("CDFG", "Koncert", "id_reused", at(-26))),
    printer_address="192.0.2.7:9100",
)


def at_the_door(where: House = HOUSE) -> Visitor:
    """Somebody who has made the hidden gesture."""
    return Visitor(where).do(StaffAsked())


def test_a_pin_is_digits_in_dots() -> None:
    """Other keys do nothing, and there is an end."""
    visitor = at_the_door().types("12a4").do(KeyErased(), KeyTyped("99"), BackPressed())
    assert visitor.kiosk.place == Home()

    visitor.do(StaffAsked()).types("12a4" + "5" * 20).do(KeyErased())
    shown = visitor.sees(FormView)
    assert (shown.value, shown.masked, shown.keyboard) == ("124" + "5" * 8, True, Keyboard.DIGITS)
    assert "124" not in repr(visitor.kiosk)


def test_a_pin_is_dropped_as_it_is_handed_over() -> None:
    """While the answer is on its way nothing can be typed."""
    visitor = at_the_door().types("1234").do(NextPressed())

    assert visitor.asked(CheckPin).pin == "1234"
    assert visitor.kiosk.place == StaffDoor(checking=True)
    assert visitor.types("5").kiosk.place == StaffDoor(checking=True)
    assert visitor.sees(FormView).why == "Et øjeblik."


def test_no_pin_is_not_checked() -> None:
    """»Åbn« without a digit does nothing."""
    assert at_the_door().do(NextPressed()).effects == ()


@pytest.mark.parametrize(
    ("wait_s", "unset", "problem"),
    [
        (0, False, "PIN-koden er forkert. Prøv igen."),
        (60, False, "PIN-koden var forkert for mange gange. Prøv igen om 1 minut."),
        (61, False, "PIN-koden var forkert for mange gange. Prøv igen om 2 minutter."),
        (0, True, "Der er ingen PIN endnu. Den sættes med kiosk pin."),
    ],
)
def test_a_refused_pin_says_what_to_do(wait_s: int, unset: bool, problem: str) -> None:
    """Try again, wait, or set one; the words go with the next key."""
    visitor = at_the_door().types("1234").do(NextPressed())
    visitor.do(PinRefused(visitor.kiosk.ticket, wait_s, unset))

    assert visitor.sees(FormView).problem == problem
    assert visitor.types("1").sees(FormView).problem == ""


def test_the_door_opens_only_for_who_waits_at_it() -> None:
    """An answer nobody waits for opens nothing."""
    visitor = Visitor()
    before = visitor.kiosk

    visitor.do(PinAccepted(before.ticket), PinRefused(before.ticket), StaffReportRead(before.ticket, REPORT))

    assert visitor.kiosk == before
