"""Puts together who works in the store lane: the archive, and what staff have done at the hub."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.outside import draw, new_id, wall
from kiosk.runtime.archive import Archive
from kiosk.runtime.errands import HubErrands
from kiosk.seal import seal
from kiosk.store.errand import Errand

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.runtime.newsroom import Newsroom
    from kiosk.settings import Settings
    from kiosk.store.ballast import Ballast
    from kiosk.store.letters import Letters
    from kiosk.visit.events import Event

BELL = "sync.sock"


def archive_of(
    settings: Settings, data: Path, letters: Letters, newsroom: Newsroom, ballast: Ballast, post: Callable[[Event], None]
) -> Archive:
    """The archive on the open files."""
    return Archive(
        letters=letters,
        content=newsroom.content,
        seal=lambda draft, key, consent: seal(draft, key, consent=consent),
        seal_key=newsroom.seal_key,
        public=settings.hub.public or settings.hub.address,
        new_id=new_id,
        draw=draw,
        wall=wall,
        post=post,
        ring=partial(_ring, data / BELL),
        ballast=ballast,
    )


def errands_of(settings: Settings, data: Path, letters: Letters, post: Callable[[Event], None]) -> HubErrands:
    """What staff have done at the hub."""
    return HubErrands(
        letters=letters,
        errand=Errand(data),
        refusal=_refusal(settings),
        wall=wall,
        post=post,
        ring=partial(_ring, data / BELL),
    )


def _refusal(settings: Settings) -> str:
    """Why a scanned letter cannot enrol this kiosk: there is no hub, or who the kiosk is there stands in the settings."""
    if not settings.hub.address:
        return "no_hub"
    return "in_settings" if settings.hub.device else ""


def _ring(bell: Path) -> None:
    """Tell the sync process that there is something to do."""
    from kiosk.sync.bell import ring

    ring(bell)
