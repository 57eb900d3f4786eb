"""Everything that can happen to a kiosk, for Hypothesis: hostile words, wrong order, wrong visitors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.codes import BookCode, EnrolmentCode, GoodsCode, ItemCode, PersonalCode, SlipCode, StaffBadgeCode, StrangeCode
from kiosk.nouns import DANISH, ENGLISH, Key, Language, Lost, Part, ShortCode, SlipToken, Text, Ticket, Well
from kiosk.programme import OutboxCounts, Programme, SourceNote
from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.signup.model import ContactKind, OccasionKind, SignupStatus
from kiosk.rooms.staff.model import Enrolling, ParkedLine, StaffReport
from kiosk.visit import events as happened
from kiosk.visit.events import CodeScanned, Event, Room
from kiosk.visit.look import HouseRules, TactileKey, TextSize, Theme
from tests.core.samples import (
    CHOIR,
    CIRCLE,
    FULL_UP,
    FYR,
    HAVBREV,
    HOUSE,
    KNITTING,
    LATTER,
    NEAR,
    NOW,
    READING,
    RECEIPT,
    RECORD,
    TICKETS,
    at,
)

NAME, PHONE, CODE, PIN = "Zqxjåwz", "99887766", "XVTZ", "90817263"
TOKEN = SlipToken("QQ99QQ99QQ99QQ99")
MARKED_RECEIPT = replace(RECEIPT, code=ShortCode(CODE), token=TOKEN, link=f"HTTPS://HUB.DK/K/{TOKEN}")
MARKED_RECORD = replace(RECORD, code=ShortCode(CODE))
MARKS = (NAME, PHONE, CODE, PIN, TOKEN)

Told = Callable[[Ticket], Event]
"""An event that waits to be told whose time it is."""

hostile = st.one_of(st.text(max_size=3), st.sampled_from(["{0}", "{name}", "%s", "\u202e", "\ud800", "\x00", "é" * 5, "😀", "[b]"]))
keys = st.sampled_from([READING.key, FULL_UP.key, TICKETS.key, CIRCLE.key, KNITTING.key, CHOIR.key, HAVBREV.key, Key("none")])
whys = st.sampled_from(["unknown", "full", "paper_out", "not_configured", "revoked", "never_heard_of"])
languages = st.sampled_from([DANISH, ENGLISH, Language("ar")])
codes = st.one_of(
    st.just(BookCode("9788702000016")),
    st.just(GoodsCode("57012345")),
    st.just(SlipCode(TOKEN)),
    st.builds(PersonalCode),
    st.builds(ItemCode, hostile),
    st.builds(StaffBadgeCode),
    st.builds(EnrolmentCode, hostile),
    st.builds(StrangeCode, st.integers(0, 99)),
)
occasions = st.builds(
    lambda kind, title, dated: replace(
        RECORD.occasion, kind=kind, title=Text(title), start=NOW if dated else None, end=at(3) if dated else None
    ),
    st.sampled_from(OccasionKind),
    hostile,
    st.booleans(),
)
records = st.builds(
    lambda occasion, status, reason: replace(MARKED_RECORD, occasion=occasion, status=status, reason=reason),
    occasions,
    st.sampled_from(SignupStatus),
    st.sampled_from(["", "full", "closed", "id_reused", "what"]),
)
events = st.builds(
    lambda one, title, hours, price: replace(
        one, title=Text(title), start=at(hours), end=at(hours + 2), price=price, languages=(title, "en")
    ),
    st.sampled_from(HOUSE.programme.events),
    hostile,
    st.integers(-30, 300),
    st.sampled_from([None, 0, 50]),
)
programmes = st.builds(
    Programme,
    events=st.lists(events, max_size=4).map(lambda found: tuple(sorted(found, key=lambda each: each.start))),
    groups=st.sampled_from([(), (CIRCLE,), (KNITTING, CHOIR)]),
    picks=st.sampled_from([(), (HAVBREV,), (FYR, LATTER)]),
    sources=st.sampled_from([(), (SourceNote("a", None, "slow"),), (SourceNote("b", at(-90), "", 2),)]),
    demo=st.booleans(),
)
reports = st.builds(
    StaffReport,
    version=hostile,
    branch=hostile,
    since=st.just(((Part.PRINTER, Lost("gone"), NOW),)),
    parked=st.lists(st.builds(ParkedLine, hostile, hostile, whys, st.just(NOW)), max_size=2).map(tuple),
)
healths = st.one_of(st.just(Well()), st.builds(Lost, whys))

SPECIAL: dict[type, st.SearchStrategy[Told]] = {
    happened.KeyTyped: hostile.map(lambda typed: lambda _: happened.KeyTyped(typed)),
    happened.LanguageChosen: languages.map(lambda each: lambda _: happened.LanguageChosen(each)),
    happened.LettersChosen: languages.map(lambda each: lambda _: happened.LettersChosen(each)),
    happened.HouseLanguageChosen: languages.map(lambda each: lambda _: happened.HouseLanguageChosen(each)),
    happened.ThemeChosen: st.sampled_from(Theme).map(lambda each: lambda _: happened.ThemeChosen(each)),
    happened.SizeChosen: st.sampled_from(TextSize).map(lambda each: lambda _: happened.SizeChosen(each)),
    happened.ReachChosen: st.booleans().map(lambda each: lambda _: happened.ReachChosen(each)),
    happened.CalmChosen: st.booleans().map(lambda each: lambda _: happened.CalmChosen(each)),
    happened.ReadAloudChosen: st.booleans().map(lambda each: lambda _: happened.ReadAloudChosen(each)),
    happened.TactilePressed: st.sampled_from(TactileKey).map(lambda each: lambda _: happened.TactilePressed(each)),
    happened.FocusAsked: st.sampled_from(["home", "next", "event.e1", ""]).map(lambda each: lambda _: happened.FocusAsked(each)),
    happened.HeadsetPlugged: st.booleans().map(lambda each: lambda _: happened.HeadsetPlugged(each)),
    happened.HeadsetFound: st.booleans().map(lambda each: lambda _: happened.HeadsetFound(each)),
    happened.RoomChosen: st.sampled_from(Room).map(lambda each: lambda _: happened.RoomChosen(each)),
    happened.FilterChosen: st.sampled_from(EventFilter).map(lambda each: lambda _: happened.FilterChosen(each)),
    happened.EventChosen: keys.map(lambda key: lambda _: happened.EventChosen(key)),
    happened.GroupChosen: keys.map(lambda key: lambda _: happened.GroupChosen(key)),
    happened.BookChosen: keys.map(lambda key: lambda _: happened.BookChosen(key)),
    happened.ContactKindChosen: st.sampled_from(ContactKind).map(lambda kind: lambda _: happened.ContactKindChosen(kind)),
    happened.PinRefused: st.tuples(st.integers(0, 900), st.booleans()).map(
        lambda how: lambda whose: happened.PinRefused(whose, *how)
    ),
    happened.StaffReportRead: reports.map(lambda report: lambda whose: happened.StaffReportRead(whose, report)),
    happened.EnrolmentAnswered: st.sampled_from(["asked", "active", "waiting", "no_such_code", "never_heard_of"]).map(
        lambda code: lambda whose: happened.EnrolmentAnswered(whose, Enrolling(code, "Aalborg"))
    ),
    happened.SignupKept: st.just(lambda whose: happened.SignupKept(whose, MARKED_RECEIPT)),
    happened.SignupNotKept: whys.map(lambda why: lambda whose: happened.SignupNotKept(whose, why)),
    happened.SignupFound: records.map(lambda record: lambda whose: happened.SignupFound(whose, record)),
    happened.CancelKept: records.map(lambda record: lambda whose: happened.CancelKept(whose, record)),
    happened.CancelNotKept: whys.map(lambda why: lambda whose: happened.CancelNotKept(whose, why)),
    happened.VerdictSeen: records.map(lambda record: lambda whose: happened.VerdictSeen(whose, record)),
    happened.BookFound: st.sampled_from([HAVBREV, FYR, LATTER]).map(
        lambda book: lambda whose: happened.BookFound(whose, book, NEAR)
    ),
    happened.BookMissing: hostile.map(lambda isbn: lambda whose: happened.BookMissing(whose, isbn)),
    happened.SlipPrinted: st.integers(0, 4).map(lambda number: lambda whose: happened.SlipPrinted(whose, number)),
    happened.SlipFailed: st.tuples(st.integers(0, 4), whys).map(lambda told: lambda whose: happened.SlipFailed(whose, *told)),
    happened.CodeScanned: codes.map(lambda code: lambda _: CodeScanned(code)),
    happened.ProgrammeArrived: programmes.map(lambda programme: lambda _: happened.ProgrammeArrived(programme)),
    happened.RulesChanged: st.builds(HouseRules, st.sampled_from(Theme), st.booleans(), st.booleans(), st.integers(1, 720)).map(
        lambda rules: lambda _: happened.RulesChanged(rules)
    ),
    happened.SealChanged: st.booleans().map(lambda ready: lambda _: happened.SealChanged(ready)),
    happened.HealthChanged: st.tuples(st.sampled_from(Part), healths).map(lambda how: lambda _: happened.HealthChanged(*how)),
    happened.OutboxCounted: st.integers(0, 9).map(
        lambda count: lambda _: happened.OutboxCounted(OutboxCounts(count, 1, count, NOW))
    ),
    happened.MinutePassed: st.integers(0, 9999).map(lambda past: lambda _: happened.MinutePassed(NOW + timedelta(minutes=past))),
}


def _plain(kind: type) -> st.SearchStrategy[Told]:
    """An event without anything in it, or with a ticket only."""
    takes_ticket = "ticket" in getattr(kind, "__struct_fields__", ())
    return st.just(kind if takes_ticket else lambda _: kind())


ANYTHING = st.one_of(*(SPECIAL[kind] if kind in SPECIAL else _plain(kind) for kind in get_args(Event)))


def _typing(text: str) -> list[Told]:
    """Key after key."""
    return _just(*(happened.KeyTyped(one) for one in text))


def _just(*found: Event) -> list[Told]:
    """Events that are nobody's in particular."""
    return [_always(one) for one in found]


def _always(one: Event) -> Told:
    """The same event, whoever stands there."""
    return lambda _: one


NAMED = [
    *_just(happened.GlassTouched(), happened.RoomChosen(Room.LOCAL), happened.EventChosen(READING.key), happened.SignupChosen()),
    *_typing(NAME),
]
CONTACT = [*NAMED, *_just(happened.NextPressed()), *_typing(PHONE)]
SENT = [*CONTACT, *_just(happened.NextPressed(), happened.SendPressed())]
DONE: list[Told] = [*SENT, lambda whose: happened.SignupKept(whose, MARKED_RECEIPT)]
FOUND: list[Told] = [*_just(CodeScanned(SlipCode(TOKEN))), lambda whose: happened.SignupFound(whose, MARKED_RECORD)]
LEAVING = [*FOUND, *_just(happened.CancelPressed(), happened.CancelConfirmed())]
TYPED = [*_just(happened.GlassTouched(), happened.SlipEntryChosen()), *_typing(CODE)]
BOOK: list[Told] = [*_just(CodeScanned(BookCode("9788702000016"))), lambda whose: happened.BookFound(whose, HAVBREV, NEAR)]
AT_DOOR = [*_just(happened.StaffAsked()), *_typing(PIN)]
INSIDE: list[Told] = [*AT_DOOR, *_just(happened.NextPressed()), happened.PinAccepted]

BEGINNINGS = st.sampled_from([[], NAMED, CONTACT, SENT, DONE, FOUND, LEAVING, TYPED, BOOK, AT_DOOR, INSIDE])
HOUSES = st.sampled_from(
    [
        HOUSE,
        replace(HOUSE, languages=(ENGLISH, DANISH), hub_known=False),
        replace(HOUSE, health=(), seal_ready=False),
    ]
)
