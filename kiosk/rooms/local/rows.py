"""The event list's rows, made as they are asked for: two thousand events cost no more than the ten on the glass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import overload

from kiosk.nouns import SignupState
from kiosk.rooms.local.listing import running, shown_under
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.rooms.local.seats import few_left
from kiosk.visit.events import EventChosen
from kiosk.visit.views import Mood, Press, Row
from kiosk.words.texts import Words


class Rows(Sequence[Row]):
    """Rows of these events on this day in these words. Equal to others of the same events, day and language."""

    def __init__(self, events: tuple[LibraryEvent, ...], words: Words, today: date) -> None:
        self._events = events
        self._words = words
        self._today = today

    def __len__(self) -> int:
        return len(self._events)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """One row, or some of them."""
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        place = range(len(self))[index]
        return event_row(self._events[place], self._words, self._today, begins_day=self._begins_day(place))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        mine = (self._today, self._words.language, self._events)
        return mine == (other._today, other._words.language, other._events)

    def __hash__(self) -> int:
        return hash((self._today, self._words.language, len(self._events)))

    def _begins_day(self, place: int) -> bool:
        """Whether a row is the first of its day."""
        day = shown_under(self._events[place], self._today)
        return place == 0 or shown_under(self._events[place - 1], self._today) != day


def event_row(event: LibraryEvent, words: Words, today: date, *, begins_day: bool) -> Row:
    """One event as a line: its time, its name, where, and the one fact that helps most to choose."""
    title = event.title.within(words.language)
    fact, mood = _fact(event, words)
    day = words.heading(shown_under(event, today), today)
    return Row(
        lead=_lead(event, words, today),
        title=title,
        detail=_detail(event, words, today),
        fact=fact,
        press=Press(f"event.{event.key}", title, EventChosen(event.key)),
        heading=day if begins_day else "",
        day=day,
        mood=mood,
    )


def _lead(event: LibraryEvent, words: Words, today: date) -> str:
    """The time; »Nu« for what began on an earlier day."""
    if running(event, today):
        return words("event.running")
    return words("event.all_day") if event.all_day else words.clock(event.start)


def _detail(event: LibraryEvent, words: Words, today: date) -> str:
    """Where, and until when for what runs over days."""
    until = words("event.until", day=words.day(event.end.date(), today)) if running(event, today) else ""
    place = event.place or (words("event.online") if event.online else "")
    return " · ".join(part for part in (until, place) if part)


def _fact(event: LibraryEvent, words: Words) -> tuple[str, Mood]:
    """The first that is true, what shuts one out before what invites."""
    if event.state is EventState.CANCELLED:
        return words("event.fact.cancelled"), Mood.GONE
    if event.seats.state is SignupState.OPEN and event.seats.full:
        return words("event.fact.waitlist" if event.seats.waitlist else "event.fact.full"), Mood.QUIET
    if event.state is EventState.SOLD_OUT:
        return words("event.fact.sold_out"), Mood.QUIET
    if few_left(event):
        return words("event.fact.few"), Mood.GOOD
    return _invitation(event, words), Mood.PLAIN


def _invitation(event: LibraryEvent, words: Words) -> str:
    """What speaks for coming."""
    if "en" in event.languages and "da" not in event.languages:
        return words("event.fact.english")
    if event.price == 0:
        return words("event.fact.free")
    return words("event.fact.sign_up") if event.seats.state is SignupState.OPEN else ""
