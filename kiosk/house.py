"""What the settings say of the house, and what staff chose on the glass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.nouns import Language
from kiosk.outside import wall
from kiosk.ports import SealKey
from kiosk.visit.states import House

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.programme import Programme
    from kiosk.settings import Settings


def house_of(settings: Settings, data: Path, programme: Programme) -> House:
    """What the settings say of the house, in the language staff last chose."""
    offered = [Language(tag) for tag in settings.languages.offered]
    chosen = data / "language"
    if chosen.exists() and (tag := Language(chosen.read_text(encoding="ascii", errors="replace").strip())) in offered:
        offered = [tag, *(other for other in offered if other != tag)]
    return House(
        branch=settings.branch.name,
        library=settings.branch.library,
        now=wall(),
        opening_line=tuple(settings.branch.opening.items()),
        languages=tuple(offered),
        programme=programme,
        hub_known=bool(settings.hub.address),
        stale_after_h=settings.content.stale_after_hours,
    )


def seal_in(settings: Settings) -> SealKey | None:
    """The seal key of the settings, where there is one."""
    return SealKey(settings.seal.id, settings.seal.public) if settings.seal.public else None
