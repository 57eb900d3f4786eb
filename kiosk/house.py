"""What the settings and the hub say of the house, and what staff chose on the glass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.nouns import Language
from kiosk.outside import wall
from kiosk.ports import SealKey
from kiosk.programme import BranchWords
from kiosk.runtime.engines import engine_of
from kiosk.visit.look import HouseRules, Theme
from kiosk.visit.news import furnished, ruled
from kiosk.visit.states import House

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kiosk.programme import Programme
    from kiosk.settings import Settings


def house_of(settings: Settings, data: Path, programme: Programme, spoken: Iterable[Language] = ()) -> House:
    """What is known of the house at the start, in the language staff last chose. `spoken` = every language there are words in."""
    offered = tuple(Language(tag) for tag in settings.languages.offered)
    opening = tuple(settings.branch.opening.items())
    house = House(
        branch=settings.branch.name,
        library=settings.branch.library,
        now=wall(),
        languages=offered,
        hub_known=bool(settings.hub.address),
        own=BranchWords(opening, offered),
        spoken=tuple(spoken),
        rest_in=_chosen(data / "language"),
        voices=engine.languages if (engine := engine_of(settings.voice.engine, settings.voice.voices)) else (),
    )
    return furnished(ruled(house, rules_of(settings)), programme)


def rules_of(settings: Settings) -> HouseRules:
    """What the settings say that can change while the kiosk runs."""
    look = settings.look
    return HouseRules(
        theme=Theme(look.theme),
        low_reach=look.low_reach,
        calm=look.calm,
        stale_after_h=settings.content.stale_after_hours,
        sound=settings.sound.on,
    )


def _chosen(path: Path) -> Language | None:
    """The language staff chose on the glass, if they ever did."""
    return Language(path.read_text(encoding="ascii", errors="replace").strip()) if path.exists() else None


def seal_in(settings: Settings) -> SealKey | None:
    """The seal key of the settings, where there is one."""
    return SealKey(settings.seal.id, settings.seal.public) if settings.seal.public else None
