"""Signs of life: what a kiosk says of itself, kept as the last one said it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from hub.acts import audit
from hub.models import Device
from hub.moments import moment

SKEW_LIMIT_S = 300


class SettingsTold(Struct, frozen=True):
    """Which of the hub's settings a kiosk runs, whether they are on trial, and which it took back and why."""

    version: str = ""
    trying: bool = False
    refused: str = ""
    reason: str = ""


class Beat(Struct, frozen=True):
    """What a kiosk says; everything may be left out."""

    app: str = ""
    boot: str = ""
    uptime_s: int = 0
    clock: str = ""
    cursor: str = ""
    feed_age_s: int = 0
    waiting: int = 0
    parked: int = 0
    oldest_s: int = 0
    bad_rows: int = 0
    disk_free_mb: int = 0
    parts: dict[str, str] = {}
    fault: str = ""
    settings: SettingsTold = SettingsTold()


def keep(device: Device, beat: Beat, now: datetime) -> None:
    """Keep a sign of life."""
    clock = moment(beat.clock)
    skew = None if clock is None else max(-(2**31), min(2**31 - 1, int((clock - now).total_seconds())))
    values = {
        "app": beat.app,
        "seen_at": now,
        "beat_at": now,
        "skew_s": skew,
        "uptime_s": beat.uptime_s,
        "feed_age_s": beat.feed_age_s,
        "waiting": beat.waiting,
        "parked": beat.parked,
        "oldest_s": beat.oldest_s,
        "bad_rows": beat.bad_rows,
        "disk_free_mb": beat.disk_free_mb,
        "parts": beat.parts,
        "fault": beat.fault,
        "settings_running": beat.settings.version,
        "settings_trying": beat.settings.trying,
        "settings_refused": beat.settings.refused,
        "settings_reason": beat.settings.reason,
    }
    Device.objects.filter(pk=device.pk).update(**values)
    if skew is not None and abs(skew) > SKEW_LIMIT_S:
        audit.alarm("clock", device.library, device.place, now)
