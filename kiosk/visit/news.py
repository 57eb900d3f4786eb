"""The world moves: content, health, letters and the clock. The visitor's place is left alone."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.nouns import Health, Language, Part
from kiosk.programme import BranchWords, Programme
from kiosk.visit.effects import ReadStaffReport
from kiosk.visit.events import (
    HeadsetFound,
    HealthChanged,
    MinutePassed,
    OutboxCounted,
    PosterTurned,
    ProgrammeArrived,
    RulesChanged,
    SealChanged,
)
from kiosk.visit.look import HouseRules
from kiosk.visit.states import House, Kiosk, Resting, StaffRoom, Step

HouseNews = ProgrammeArrived | SealChanged | HealthChanged | HeadsetFound | OutboxCounted | RulesChanged | MinutePassed


def heard(kiosk: Kiosk, news: HouseNews | PosterTurned) -> Step:
    """The house takes it in. An open settings screen asks for a fresh report when a part or a letter changed."""
    if isinstance(news, PosterTurned):
        return _turned(kiosk), ()
    told = _at_rest(replace(kiosk, house=_house(kiosk.house, news)))
    if isinstance(kiosk.place, StaffRoom) and isinstance(news, HealthChanged | OutboxCounted):
        return told, (ReadStaffReport(kiosk.ticket),)
    return told, ()


def _turned(kiosk: Kiosk) -> Kiosk:
    """At rest the spiral grows by a step."""
    return kiosk.at(Resting(kiosk.place.step + 1)) if isinstance(kiosk.place, Resting) else kiosk


def _at_rest(kiosk: Kiosk) -> Kiosk:
    """With nobody here the glass looks as the house now wants it; a visitor's own look stays until they leave."""
    return replace(kiosk, look=kiosk.house.look) if isinstance(kiosk.place, Resting) else kiosk


def _house(house: House, news: HouseNews) -> House:  # noqa: C901, PLR0911 - one case a piece of news
    """The house with the one thing changed that was heard."""
    match news:
        case ProgrammeArrived(programme):
            return furnished(house, programme)
        case SealChanged(ready):
            return replace(house, seal_ready=ready)
        case RulesChanged(rules):
            return ruled(house, rules)
        case HealthChanged(part, health):
            return replace(house, health=_with(house.health, part, health))
        case HeadsetFound(inside):
            return replace(house, headset=inside)
        case OutboxCounted(counts):
            return replace(house, outbox=counts)
        case MinutePassed(now):
            return replace(house, now=now)
        case _:
            assert_never(news)


def ruled(house: House, rules: HouseRules) -> House:
    """The house as these rules want it."""
    return replace(
        house,
        theme=rules.theme,
        low_reach=rules.low_reach,
        calm=rules.calm,
        stale_after_h=rules.stale_after_h,
        sound=rules.sound,
    )


def furnished(house: House, programme: Programme) -> House:
    """The house with what there is to show; what the hub says of the branch goes before the kiosk's own settings."""
    own = house.own or BranchWords(house.opening_line, house.languages)
    told = programme.branch
    return replace(
        house,
        programme=programme,
        own=own,
        opening_line=told.opening or own.opening,
        languages=_offered(house, told.languages) or _offered(house, own.languages) or house.languages,
    )


def _offered(house: House, told: tuple[str, ...]) -> tuple[Language, ...]:
    """The languages that are named and that there are words in; the one staff chose to rest in comes first."""
    known = [tag for each in told if (tag := Language(each)) in house.spoken or not house.spoken]
    return tuple(sorted(dict.fromkeys(known), key=lambda tag: tag != house.rest_in))


def _with(parts: tuple[tuple[Part, Health], ...], part: Part, health: Health) -> tuple[tuple[Part, Health], ...]:
    """The health of all parts, with one of them changed; always in the same order."""
    known = {**dict(parts), part: health}
    return tuple((each, known[each]) for each in Part if each in known)
