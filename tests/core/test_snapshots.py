"""Every screen and every slip in both languages, as text that a person can read through."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from kiosk.codes import BookCode, PersonalCode, SlipCode
from kiosk.nouns import DANISH, ENGLISH, Language, Lost, Part, SlipToken
from kiosk.programme import OutboxCounts
from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.signup.model import SignupStatus
from kiosk.rooms.staff.model import ParkedLine, StaffReport
from kiosk.slips.text import as_text
from kiosk.visit.effects import PrintSlip
from kiosk.visit.events import (
    BookFound,
    BookMissing,
    CancelConfirmed,
    CancelKept,
    CancelPressed,
    CodeScanned,
    DonePressed,
    EventChosen,
    FilterChosen,
    GroupChosen,
    HealthChanged,
    HelpPressed,
    LanguageChosen,
    NextPressed,
    PinAccepted,
    PrintPressed,
    Room,
    RoomChosen,
    SendPressed,
    SignupChosen,
    SignupFound,
    SignupKept,
    SignupMissing,
    SignupNotKept,
    SlipEntryChosen,
    SlipFailed,
    StaffAsked,
    StaffReportRead,
    VerdictSeen,
    WentQuiet,
)
from kiosk.visit.events import TestPrintPressed as TrialPressed
from tests.core.samples import CIRCLE, FULL_UP, HAVBREV, HOUSE, KNITTING, NEAR, READING, RECEIPT, RECORD, TICKETS, Visitor, at
from tests.core.shot import as_lines, same_as

BOOK, SLIP = CodeScanned(BookCode("9788702000016")), CodeScanned(SlipCode(SlipToken("BCDFGHJKMNPQ2345")))
REFUSED = ParkedLine("BKRT", "Koncert", "full", at(-2))
REPORT = StaffReport("0.1.0", "Vejgaard Bibliotek", ((Part.PRINTER, Lost("paper_out"), at(-5)),), (REFUSED,))


def _asked(visitor: Visitor) -> Visitor:
    return visitor.do(RoomChosen(Room.LOCAL), EventChosen(READING.key), SignupChosen())


def _contact(visitor: Visitor) -> Visitor:
    return _asked(visitor).types("Åse").do(NextPressed())


def _review(visitor: Visitor) -> Visitor:
    return _contact(visitor).types("12345678").do(NextPressed())


def _waiting(visitor: Visitor) -> Visitor:
    visitor.do(RoomChosen(Room.LOCAL), EventChosen(FULL_UP.key), SignupChosen())
    return visitor.types("Åse").do(NextPressed()).types("12345678").do(NextPressed())


def _not_kept(visitor: Visitor) -> Visitor:
    return _review(visitor).do(SendPressed(), SignupNotKept(visitor.kiosk.ticket, "full"))


def _done(visitor: Visitor) -> Visitor:
    return _review(visitor).do(SendPressed(), SignupKept(visitor.kiosk.ticket, RECEIPT))


def _done_without_paper(visitor: Visitor) -> Visitor:
    return _done(visitor.do(HealthChanged(Part.PRINTER, Lost("paper_out"))))


def _refused(visitor: Visitor) -> Visitor:
    record = replace(RECORD, status=SignupStatus.REFUSED, reason="full")
    return _done(visitor).do(VerdictSeen(visitor.kiosk.ticket, record))


def _found(visitor: Visitor) -> Visitor:
    return visitor.do(SLIP, SignupFound(visitor.kiosk.ticket, RECORD))


def _cancelled(visitor: Visitor) -> Visitor:
    return _found(visitor).do(CancelPressed(), CancelConfirmed(), CancelKept(visitor.kiosk.ticket, RECORD))


def _book(visitor: Visitor) -> Visitor:
    return visitor.do(BOOK, BookFound(visitor.kiosk.ticket, HAVBREV, NEAR))


def _staff(visitor: Visitor) -> Visitor:
    visitor.do(HealthChanged(Part.PRINTER, Lost("paper_out")))
    visitor.kiosk = replace(visitor.kiosk, house=replace(visitor.kiosk.house, outbox=OutboxCounts(1, 40, 1, at(-30))))
    visitor.do(StaffAsked()).types("1234").do(NextPressed(), PinAccepted(visitor.kiosk.ticket))
    return visitor.do(StaffReportRead(visitor.kiosk.ticket, REPORT))


SCREENS: dict[str, Callable[[Visitor], Visitor]] = {
    "resting": lambda visitor: visitor.do(DonePressed()),
    "home": lambda visitor: visitor,
    "home_card_scanned": lambda visitor: visitor.do(CodeScanned(PersonalCode())),
    "event_list": lambda visitor: visitor.do(RoomChosen(Room.LOCAL)),
    "event_list_empty": lambda visitor: visitor.do(
        RoomChosen(Room.LOCAL), FilterChosen(EventFilter.TODAY), FilterChosen(EventFilter.ENGLISH)
    ),
    "event_page": lambda visitor: visitor.do(RoomChosen(Room.LOCAL), EventChosen(READING.key)),
    "event_tickets": lambda visitor: visitor.do(RoomChosen(Room.LOCAL), EventChosen(TICKETS.key)),
    "group_list": lambda visitor: visitor.do(RoomChosen(Room.COMMUNITIES)),
    "group_page": lambda visitor: visitor.do(RoomChosen(Room.COMMUNITIES), GroupChosen(CIRCLE.key)),
    "group_drop_in": lambda visitor: visitor.do(RoomChosen(Room.COMMUNITIES), GroupChosen(KNITTING.key)),
    "reading_room": lambda visitor: visitor.do(RoomChosen(Room.READING)),
    "looking_up": lambda visitor: visitor.do(BOOK),
    "book_page": _book,
    "book_missing": lambda visitor: visitor.do(BOOK, BookMissing(visitor.kiosk.ticket, "9788702000016")),
    "asking_name": _asked,
    "asking_contact": lambda visitor: _contact(visitor).do(NextPressed()),
    "review": _review,
    "review_waitlist": _waiting,
    "keeping": lambda visitor: _review(visitor).do(SendPressed()),
    "not_kept": _not_kept,
    "done": _done,
    "done_without_paper": _done_without_paper,
    "done_unknown": lambda visitor: _done(visitor).do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "unknown")),
    "done_refused": _refused,
    "slip_entry": lambda visitor: visitor.do(SlipEntryChosen()).types("BK").do(NextPressed()),
    "no_signup_here": lambda visitor: visitor.do(SLIP, SignupMissing(visitor.kiosk.ticket)),
    "signup_page": _found,
    "signup_page_sure": lambda visitor: _found(visitor).do(CancelPressed()),
    "cancelling": lambda visitor: _found(visitor).do(CancelPressed(), CancelConfirmed()),
    "cancelled": _cancelled,
    "help": lambda visitor: visitor.do(HelpPressed()),
    "still_there": lambda visitor: visitor.do(WentQuiet(visitor.kiosk.ticket)),
    "staff_door": lambda visitor: visitor.do(StaffAsked()).types("12"),
    "staff_room": _staff,
}


def _copy(visitor: Visitor) -> Visitor:
    _done(visitor)
    return visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "unknown"), PrintPressed())


SLIPS: dict[str, Callable[[Visitor], Visitor]] = {
    "signup": _done,
    "signup_copy": _copy,
    "cancelled": lambda visitor: _cancelled(visitor).do(PrintPressed()),
    "book_tips": lambda visitor: _book(visitor).do(PrintPressed()),
    "test": lambda visitor: _staff(visitor).do(TrialPressed()),
}


@pytest.mark.parametrize("language", [DANISH, ENGLISH])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_says_what_it_said(name: str, language: Language) -> None:
    """Whoever changes words or order reads the difference."""
    visitor = Visitor(HOUSE if language == DANISH else replace(HOUSE, languages=(ENGLISH, DANISH)))
    visitor.do(LanguageChosen(language))

    same_as(f"screen_{name}_{language}", as_lines(SCREENS[name](visitor).scene))


@pytest.mark.parametrize("language", [DANISH, ENGLISH])
@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_says_what_it_said(name: str, language: Language) -> None:
    """As it reads on the paper."""
    visitor = SLIPS[name](Visitor().do(LanguageChosen(language)))

    same_as(f"slip_{name}_{language}", as_text(visitor.asked(PrintSlip).slip))


def test_titles_are_not_shared() -> None:
    """One heading a screen, and no two screens of different places have the same."""
    titles: dict[str, set[type]] = {}
    for walk in SCREENS.values():
        visitor = walk(Visitor())
        frame = getattr(visitor.scene.view, "frame", None)
        if frame is not None:
            titles.setdefault(frame.title, set()).add(type(visitor.kiosk.place))

    assert {title: places for title, places in titles.items() if len(places) > 1} == {}
