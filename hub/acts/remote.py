"""Setting kiosks' settings from afar: each change is a version that stays, and the kiosk says what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from msgspec import Struct

from hub.acts import audit, feed
from hub.models import Device, Library, SettingsVersion
from kiosk.remote import REMOTE, RemoteError, check

KIND = "remote"
BRANCH = "branch"
"""The key in the feed of what holds for every kiosk of a branch."""


class NothingToUndoError(Exception):
    """There is no former version."""


def newest(library: Library, device: Device | None) -> SettingsVersion | None:
    """Give what counts for a branch, or for one kiosk beyond that."""
    return SettingsVersion.objects.filter(library=library, device=device).first()


def values_of(library: Library, device: Device | None) -> dict[str, Any]:
    """Give the values that count; a key that this program no longer knows is left out."""
    found = newest(library, device)
    return {} if found is None else {key: value for key, value in found.values.items() if key in REMOTE}


def want(library: Library, device: Device | None, values: dict[str, Any], *, who: str, now: datetime) -> bool:
    """Want these values from now on, and say whether that was news. Raises RemoteError for what no kiosk could use."""
    check(values)
    with transaction.atomic():
        locked = feed.lock(library.pk)
        if values == values_of(library, device):
            return False
        _add(locked, device, values, who=who, now=now)
        audit.note(who, "settings_wanted", _named(device, values), library, now)
    return True


def undo(library: Library, device: Device | None, *, who: str, now: datetime) -> None:
    """Want again what was wanted before the newest version. Raises NothingToUndoError."""
    with transaction.atomic():
        locked = feed.lock(library.pk)
        last = newest(locked, device)
        if last is None:
            raise NothingToUndoError
        _add(locked, device, before(last), who=who, now=now, undoes=last.pk)
        audit.note(who, "settings_undone", _named(device, last.values), library, now)


def before(version: SettingsVersion) -> dict[str, Any]:
    """Give the values of the version before; none at all before the first."""
    older = SettingsVersion.objects.filter(library=version.library, device=version.device, pk__lt=version.pk).first()
    return {} if older is None else older.values


def _add(library: Library, device: Device | None, values: dict[str, Any], **told: Any) -> None:
    """Write a version, and tell the kiosks. The branch is locked."""
    SettingsVersion.objects.create(
        library=library, device=device, values=values, who=told["who"][:150], at=told["now"], undoes=told.get("undoes")
    )
    feed.publish(library, KIND, BRANCH if device is None else device.pk, told["now"])


def _named(device: Device | None, values: dict[str, Any]) -> str:
    """Say for the log where and which keys; values are short and no secret, but keys are enough."""
    return f"{'*' if device is None else device.place}: {' '.join(sorted(values))}"


class Standing(Struct, frozen=True):
    """How a kiosk stands to what is wanted: `state` is `none`, `runs`, `trying`, `back`, `waits` or `old`.

    `reason` says why it went back.
    """

    wanted: str
    running: str
    state: str
    reason: str = ""


def wanted_version(device: Device) -> str:
    """Name what a kiosk ought to run: the branch's version and its own."""
    branch, own = newest(device.library, None), newest(device.library, device)
    return f"{branch.pk if branch else 0}.{own.pk if own else 0}"


def standing(device: Device) -> Standing:
    """Compare what is wanted with what the kiosk says."""
    wanted, running = wanted_version(device), device.settings_running
    return Standing(wanted, running, _state(device, wanted), device.settings_reason if device.settings_refused == wanted else "")


def _state(device: Device, wanted: str) -> str:
    """Give the one word for it."""
    if device.settings_refused == wanted:
        return "back"
    if device.settings_running == wanted:
        return "trying" if device.settings_trying else ("none" if wanted == "0.0" else "runs")
    if wanted == "0.0":
        return "none"
    return "waits" if device.settings_running else "old"


__all__ = ["NothingToUndoError", "RemoteError", "Standing", "before", "newest", "standing", "undo", "values_of", "want"]
