"""How kiosks are, in words: silent, in trouble, or with letters they cannot get rid of."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from msgspec import Struct

from hub.acts.beats import SKEW_LIMIT_S
from hub.acts.lending import silent as is_silent
from hub.models import Device, Library
from hub.models.fleet import DeviceState
from hub.office.words import PARTS

OLD_LETTER_S = 3600
LITTLE_DISK_MB = 500


class Condition(Struct, frozen=True):
    """A kiosk and what is wrong with it: nothing, when `troubles` is empty."""

    device: Device
    silent: bool
    troubles: tuple[str, ...]


def condition(device: Device, now: datetime) -> Condition:
    """Look at one kiosk."""
    if device.state == DeviceState.WAITING:
        return Condition(device, silent=False, troubles=(_("venter på, at nogen godkender den"),))
    silent = is_silent(device, now)
    if silent:
        return Condition(device, silent=True, troubles=(_("har ikke meldt sig i et kvarter eller mere"),))
    return Condition(device, silent=False, troubles=tuple(_troubles(device)))


def _troubles(device: Device) -> list[str]:
    """Say what a kiosk that speaks has told us."""
    parts = [_("%(part)s driller") % {"part": PARTS.get(part, part)} for part, state in device.parts.items() if state != "ready"]
    found = {
        _("%(n)s afviste breve ligger i den") % {"n": device.parked}: device.parked > 0,
        _("breve har ventet i over en time"): device.oldest_s > OLD_LETTER_S,
        _("uret går forkert"): abs(device.skew_s or 0) > SKEW_LIMIT_S,
        _("disken er næsten fuld"): device.disk_free_mb is not None and 0 < device.disk_free_mb < LITTLE_DISK_MB,
        _("%(n)s rækker kan den ikke læse") % {"n": device.bad_rows}: device.bad_rows > 0,
    }
    return parts + [words for words, wrong in found.items() if wrong]


def troubled(library: Library, now: datetime) -> list[Condition]:
    """Give a branch's kiosks that somebody should look at."""
    devices = Device.objects.filter(library=library).exclude(state=DeviceState.REVOKED)
    return [found for each in devices if (found := condition(each, now)).troubles]
