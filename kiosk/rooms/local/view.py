"""What the glass shows of »Det sker her«: the list with its narrowings, the line on Home, and the poster at rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.local.listing import coming, running
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.rooms.local.rows import Rows
from kiosk.visit.events import FilterChosen, HomePressed, Room
from kiosk.visit.states import EventList, House
from kiosk.visit.views import Empty, Frame, ListView, Poster, Press
from kiosk.words.texts import Words, capital

IN_SIGHT = 12
"""How many rows a visitor sees first: a list of thousands is not walked to say in which language it is."""


def event_list(place: EventList, house: House, words: Words, frame: Frame) -> ListView:
    """What is on, day by day."""
    events = coming(house.programme.events, place.filters, house.now)
    return ListView(
        frame=frame,
        chips=tuple(_chip(each, place.filters, words) for each in EventFilter),
        rows=Rows(events, words, house.now.date()),
        empty=None if events else _empty(place.filters, words),
        more=words("list.more"),
        less=words("list.less"),
        lead_in=_lead_in(events, words) if events else "",
    )


def _lead_in(events: Sequence[LibraryEvent], words: Words) -> str:
    """How many, and that the first of them are in Danish where the visitor reads another language."""
    told = words.in_danish(*(event.title for event in events[:IN_SIGHT]))
    return " · ".join(part for part in (words.many("event_list.count", len(events)), told) if part)


def live_line(house: House, words: Words) -> str:
    """The line on Home: what is next. Empty when nothing is coming."""
    event = _next(house)
    if event is None:
        return ""
    title = event.title.within(words.language)
    if event.start <= house.now:
        return words("home.local.now", title=title)
    day = capital(words.day(event.start.date(), house.now.date()))
    if event.all_day:
        return words("home.local.day", day=day, title=title)
    return words("home.local.next", day=day, time=words.time(event.start), title=title)


def poster(house: House, words: Words) -> Poster | None:
    """The next event, at rest."""
    event = _next(house)
    if event is None:
        return None
    when = words.when(event.start, event.end, all_day=event.all_day, today=house.now.date())
    line = event.place if running(event, house.now.date()) else " · ".join(part for part in (when, event.place) if part)
    return Poster(Room.LOCAL, words("poster.local"), event.title.within(words.language), line)


def _next(house: House) -> LibraryEvent | None:
    """The next event that is not cancelled: one that begins before one that has long been running."""
    events = [event for event in coming(house.programme.events, frozenset(), house.now) if event.state is not EventState.CANCELLED]
    soon = (event for event in events if event.start > house.now - timedelta(minutes=30))
    return next(soon, events[0] if events else None)


def _chip(chosen: EventFilter, filters: frozenset[EventFilter], words: Words) -> Press:
    """One narrowing, on or off."""
    return Press(f"filter.{chosen.value}", words(f"filter.{chosen.value}"), FilterChosen(chosen), chosen=chosen in filters)


def _empty(filters: frozenset[EventFilter], words: Words) -> Empty:
    """Nothing to show, and the way on: fewer narrowings, or Home."""
    if not filters:
        return Empty(words("event_list.none"), words("event_list.none.line"), (Press("home", words("press.home"), HomePressed()),))
    off = tuple(
        Press(f"remove.{each.value}", words("event_list.remove", filter=words(f"filter.{each.value}")), FilterChosen(each))
        for each in EventFilter
        if each in filters
    )
    wider = Press("filter.week", words("event_list.whole_week"), FilterChosen(EventFilter.WEEK))
    presses = (wider, *off[1:]) if EventFilter.TODAY in filters else off
    return Empty(words("event_list.narrow"), words("event_list.narrow.line"), presses)
