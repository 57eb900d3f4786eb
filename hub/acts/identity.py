"""Who the hub is: made once; its epoch is new after every restore."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from django.db import transaction

from hub.models import HubIdentity
from hub.outside import new_id

SLACK = timedelta(minutes=5)
"""How far apart the clocks of two machines that were the hub may be."""

BEFORE_BACKUP = timedelta(seconds=60)
"""An op's time is set before its commit: what is younger than this when a backup begins may not be in it."""


def identity(now: datetime) -> HubIdentity:
    """Give who we are; become somebody at the first start."""
    found = HubIdentity.objects.first()
    if found is None:
        with transaction.atomic():
            found, _ = HubIdentity.objects.get_or_create(pk=1, defaults={"hub": new_id(), "epoch": new_id(), "epoch_since": now})
    return found


def stamp(now: datetime) -> tuple[str, str]:
    """Give hub and epoch for an answer."""
    found = identity(now)
    last_known(found.hub, found.epoch)
    return found.hub, found.epoch


@lru_cache(maxsize=1)
def _box() -> list[tuple[str, str]]:
    """Keep what was last known, for answers while the database does not answer."""
    return [("", "")]


def last_known(hub: str = "", epoch: str = "") -> tuple[str, str]:
    """Remember hub and epoch, or give what is remembered."""
    if hub:
        _box()[0] = (hub, epoch)
    return _box()[0]


def new_epoch(now: datetime) -> None:
    """After any restore, before the port opens: kiosks offer again what they were told was safe."""
    identity(now)
    HubIdentity.objects.update(epoch=new_id(), epoch_since=now)


def backed_up(begun: datetime) -> None:
    """A backup that began at `begun` is finished: what was taken a minute before it is safe."""
    HubIdentity.objects.update(safe_at=begun - BEFORE_BACKUP)
