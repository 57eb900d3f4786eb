"""How a kiosk is, in words: its parts, how long its letters have waited, what it runs."""

from __future__ import annotations

from django.utils.translation import gettext as _
from msgspec import Struct

from hub.acts import remote
from hub.models import Device
from hub.office.health import Condition
from hub.office.remote_words import HEALTHS, STATES
from hub.office.words import PARTS, Words

HOUR, DAY = 3600, 86400


class Part(Struct, frozen=True):
    """One part: what it is called, how it is, and whether that is well."""

    name: Words
    health: Words
    well: bool


class KioskCard(Struct, frozen=True):
    """A kiosk as the pages of the fleet show it."""

    condition: Condition
    parts: tuple[Part, ...]
    oldest: str
    settings: Words
    settings_state: str

    @property
    def device(self) -> Device:
        """The kiosk itself."""
        return self.condition.device


def card(found: Condition) -> KioskCard:
    """Put a kiosk in words."""
    device = found.device
    state = remote.standing(device).state
    return KioskCard(found, parts_of(device), span(device.oldest_s) if device.waiting else "", STATES[state], state)


def parts_of(device: Device) -> tuple[Part, ...]:
    """Give the parts a kiosk has told of."""
    return tuple(
        Part(PARTS.get(name, name), HEALTHS.get(state, state), state == "ready") for name, state in sorted(device.parts.items())
    )


def span(seconds: int | None) -> str:
    """Say how long: »40 s«, »12 min«, »3 t«, »2 d«; nothing where nobody knows."""
    if seconds is None:
        return ""
    if seconds < 2 * 60:
        return _("%(n)s s") % {"n": seconds}
    if seconds < 2 * HOUR:
        return _("%(n)s min") % {"n": seconds // 60}
    if seconds < 2 * DAY:
        return _("%(n)s t") % {"n": seconds // HOUR}
    return _("%(n)s d") % {"n": seconds // DAY}
