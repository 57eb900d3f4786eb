"""The world moves: content, health, letters and the clock. The visitor's place is left alone."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.nouns import Health, Part
from kiosk.visit.effects import ReadStaffReport
from kiosk.visit.events import HealthChanged, MinutePassed, OutboxCounted, PosterTurned, ProgrammeArrived, SealChanged
from kiosk.visit.states import House, Kiosk, Resting, StaffRoom, Step

HouseNews = ProgrammeArrived | SealChanged | HealthChanged | OutboxCounted | MinutePassed


def heard(kiosk: Kiosk, news: HouseNews | PosterTurned) -> Step:
    """The house takes it in. An open settings screen asks for a fresh report when a part or a letter changed."""
    if isinstance(news, PosterTurned):
        return _turned(kiosk), ()
    told = replace(kiosk, house=_house(kiosk.house, news))
    if isinstance(kiosk.place, StaffRoom) and isinstance(news, HealthChanged | OutboxCounted):
        return told, (ReadStaffReport(kiosk.ticket),)
    return told, ()


def _turned(kiosk: Kiosk) -> Kiosk:
    """At rest the spiral grows by a step."""
    return kiosk.at(Resting(kiosk.place.step + 1)) if isinstance(kiosk.place, Resting) else kiosk


def _house(house: House, news: HouseNews) -> House:
    """The house with the one thing changed that was heard."""
    match news:
        case ProgrammeArrived(programme):
            return replace(house, programme=programme)
        case SealChanged(ready):
            return replace(house, seal_ready=ready)
        case HealthChanged(part, health):
            return replace(house, health=_with(house.health, part, health))
        case OutboxCounted(counts):
            return replace(house, outbox=counts)
        case MinutePassed(now):
            return replace(house, now=now)
        case _:
            assert_never(news)


def _with(parts: tuple[tuple[Part, Health], ...], part: Part, health: Health) -> tuple[tuple[Part, Health], ...]:
    """The health of all parts, with one of them changed; always in the same order."""
    known = {**dict(parts), part: health}
    return tuple((each, known[each]) for each in Part if each in known)
