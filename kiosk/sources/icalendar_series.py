"""iCalendar text -> series of events, and a series -> its occurrences in a window; what is broken stays alone with its fault."""

from __future__ import annotations

import math
import re
import warnings
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Calendar
from msgspec import Struct
from recurring_ical_events import of

from kiosk.ports import SourceError, SourceTrouble
from kiosk.sources.moments import local
from kiosk.sources.naming import short
from kiosk.sources.row import RowFaultError

if TYPE_CHECKING:
    from kiosk.sources.moments import Window

MOST_EVENTS = 10_000
"""How many VEVENTs a feed may have."""

OFTEN = frozenset({"SECONDLY", "MINUTELY"})
"""No happening of a library comes back so often; expanding it would never end."""

MOST_A_DAY = 24
"""How many times a day a rule may name."""

_NO_KEY = re.compile(r"[^A-Za-z0-9_.:-]")
"""What a key of the contract cannot hold."""

LIBRARY_ERRORS = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError, RecursionError)
"""What the two libraries raise over broken values, met in their own fixtures and under random text."""


class Series(Struct, frozen=True):
    """All VEVENTs of one UID. `name` is short and fit for a key; the UID itself may hold somebody's address.

    `uid` is the hash of the UID as the hub would write it in a key, empty where there is no UID.
    """

    name: str
    events: tuple[Any, ...]
    uid: str = ""

    @property
    def repeated(self) -> bool:
        """Whether there may be more than one occurrence."""
        return len(self.events) > 1 or any(name in event for event in self.events for name in ("RRULE", "RDATE", "RECURRENCE-ID"))

    def within(self, window: Window) -> list[Any]:
        """The occurrences in the window. Raises RowFaultError."""
        if not all(_sane(event) for event in self.events):
            raise RowFaultError("RRULE")
        calendar = Calendar()
        for event in self.events:
            calendar.add_component(event)
        try:
            return list(of(calendar).between(window.start, window.end))
        except LIBRARY_ERRORS as error:
            raise RowFaultError("VEVENT") from error


def series_of(text: str) -> tuple[list[Series], list[tuple[str, str]]]:
    """A whole calendar, or bare VEVENTs -> series, and position and field of the VEVENTs that cannot be read.

    Each VEVENT is parsed by itself, so that one broken line loses one event. Raises SourceError where it is no calendar, or not
    a whole one.
    """
    zones, blocks = _blocks(_whole(text))
    found: dict[str, list[Any]] = {}
    broken: list[tuple[str, str]] = []
    with warnings.catch_warnings():
        # The library warns that it guesses zones with a vendor's prefix; that is what we want.
        warnings.simplefilter("ignore")
        _learn_zones(zones)
        for place, block in enumerate(blocks):
            try:
                event = _parsed(block)
            except LIBRARY_ERRORS:
                broken.append((f"#{place}", "VEVENT"))
                continue
            found.setdefault(_identity(event), []).append(event)
    return [Series(short(identity), _newest(events), _uid(events[0])) for identity, events in found.items()], broken


def _whole(text: str) -> str:
    """Insist on a beginning and an end."""
    words = text.strip()
    first = words[:50].upper().partition("\n")[0].strip()
    if first not in {"BEGIN:VCALENDAR", "BEGIN:VEVENT"}:
        raise SourceError(SourceTrouble.NOT_OURS.value)
    if not words[-50:].upper().endswith(first.replace("BEGIN", "\nEND")):
        raise SourceError(SourceTrouble.TRUNCATED.value)
    return words


def _blocks(text: str) -> tuple[list[str], list[str]]:
    """Cut out the VTIMEZONEs and the VEVENTs, unparsed; one without its end is a block too, and broken."""
    found: dict[str, list[list[str]]] = {"VTIMEZONE": [], "VEVENT": []}
    inside = ""
    for line in text.splitlines():
        word = line.strip().upper()
        kind = word.removeprefix("BEGIN:")
        if word.startswith("BEGIN:") and kind in found:
            inside = kind
            found[kind].append([])
        if inside:
            found[inside][-1].append(line)
        if inside and word == f"END:{inside}":
            inside = ""
    if len(found["VEVENT"]) > MOST_EVENTS:
        raise SourceError(SourceTrouble.UNREADABLE.value)
    return ["\r\n".join(block) for block in found["VTIMEZONE"]], ["\r\n".join(block) for block in found["VEVENT"]]


def _learn_zones(blocks: list[str]) -> None:
    """Let the library remember the zones that the feed defines itself; a broken one leaves its times without a zone."""
    for block in blocks:
        try:
            _calendar(block)
        except LIBRARY_ERRORS:
            continue


def _calendar(block: str) -> Any:
    return Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{block}\r\nEND:VCALENDAR\r\n")


def _parsed(block: str) -> Any:
    """Parse one VEVENT. Raises one of LIBRARY_ERRORS."""
    (event,) = _calendar(block).walk("VEVENT")
    if not block.rstrip().upper().endswith("END:VEVENT"):
        raise ValueError("no end")
    if _backwards(event):
        # The library that expands would take the end for the start.
        event.pop("DTEND", None)
        event.pop("DURATION", None)
    return event


def _backwards(event: Any) -> bool:
    """Whether the event ends before it starts. Raises one of LIBRARY_ERRORS."""
    if "DTEND" in event:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        both = isinstance(start, datetime) and isinstance(end, datetime)
        return bool(local(end) < local(start) if both else end < start)
    return "DURATION" in event and bool(event["DURATION"].dt < timedelta())


def _identity(event: Any) -> str:
    """The UID; without one the words and the start have to do."""
    uid = str(event.get("UID", "")).strip()
    return uid or f"{event.get('SUMMARY', '')} {_written(event.get('DTSTART'))}"


def _uid(event: Any) -> str:
    """The hash of the UID in the letters a key may have, at most 60 of them. Source: docs/wire-contract.md."""
    uid = str(event.get("UID", "")).strip()
    return short(_NO_KEY.sub("_", uid)[:60]) if uid else ""


def _newest(events: list[Any]) -> tuple[Any, ...]:
    """Of VEVENTs that say they are the same occurrence, the one that was changed last."""
    newest: dict[str, Any] = {}
    for event in sorted(events, key=_age):
        newest[_written(event.get("RECURRENCE-ID"))] = event
    return tuple(newest.values())


def _age(event: Any) -> tuple[int, str]:
    """SEQUENCE, then LAST-MODIFIED."""
    sequence = event.get("SEQUENCE", 0)
    return sequence if isinstance(sequence, int) else 0, _written(event.get("LAST-MODIFIED"))


def _written(value: Any) -> str:
    """A property as it was written, also a broken one."""
    if value is None:
        return ""
    try:
        return str(value.to_ical())
    except LIBRARY_ERRORS:
        return "?"


def _sane(event: Any) -> bool:
    """Whether expanding the event's rules ends soon."""
    rules = event.get("RRULE", [])
    return all(_sane_rule(rule) for rule in (rules if isinstance(rules, list) else [rules]))


def _sane_rule(rule: Any) -> bool:
    if not hasattr(rule, "get"):
        return False
    often = {str(word).upper() for word in rule.get("FREQ", [])} & OFTEN
    times = math.prod(len(rule.get(name, [0])) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    return not often and times <= MOST_A_DAY
