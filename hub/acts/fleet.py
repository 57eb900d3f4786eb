"""Taking kiosks in, letting them speak, changing their secrets, and shutting them out."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from msgspec import Struct

from hub.acts import attempts, audit, calling
from hub.acts.calling import Caller
from hub.acts.identity import identity
from hub.keys import KeyFolder
from hub.models import Device, EnrolCode, Library
from hub.models.fleet import DeviceState
from hub.moments import rfc3339
from hub.outside import new_id, one_time_code

WRONG_CODES = 10
MINUTE = timedelta(minutes=1)
ROTATE_AFTER = timedelta(days=120)
"""The kiosk changes its secret every 90 days; one that has not after 120 is asked to."""


class EnrolmentError(Exception):
    """A code that takes nobody in: `no_such_code`, `code_used`, `slow_down`."""


class FreshCode(Struct, frozen=True):
    """A code just made: shown once. `letter` is what the QR carries, signed by the hub."""

    code: str
    letter: str
    expires_at: datetime


def digest(text: str) -> str:
    """Give SHA-256 in hexadecimal."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def make_code(library: Library, place: str, *, approve: bool, hours: int, who: str, now: datetime) -> FreshCode:
    """Make a one-time code for one library and place."""
    code, expires_at = one_time_code(), now + timedelta(hours=hours)
    with transaction.atomic():
        EnrolCode.objects.create(
            sha256=digest(code), library=library, place=place, approve=approve, expires_at=expires_at, made_by=who[:150]
        )
        audit.note(who, "code_made", place, library, now)
    return FreshCode(code, enrolment_letter(library, code, expires_at, identity(now).hub), expires_at)


def enrolment_letter(library: Library, code: str, expires_at: datetime, hub: str) -> str:
    """Write the letter a kiosk scans: JSON and its Ed25519 signature, in base64 without line breaks."""
    keys: KeyFolder = settings.KEYS
    signing = keys.signing_key()
    words = {
        "url": settings.CONFIG.address,
        "hub": hub,
        "library": library.key,
        "code": code,
        "until": rfc3339(expires_at),
        "key": base64.b64encode(bytes(signing.verify_key)).decode("ascii"),
    }
    clear = json.dumps(words, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(clear + signing.sign(clear).signature).decode("ascii")


def enrol(code: str, secret_sha256: str, app: str, machine: str, now: datetime) -> Device:
    """Take a kiosk in; the same code and secret again give the same answer. Raises EnrolmentError."""
    if attempts.too_many("enrol", "", most=WRONG_CODES, within=MINUTE, now=now):
        raise EnrolmentError("slow_down")
    with transaction.atomic():
        found = EnrolCode.objects.select_for_update().filter(pk=digest(code)).first()
        device = None if found is None else _taken_in(found, secret_sha256, app, machine, now)
    if device is None:
        attempts.add("enrol", "", now)
        raise EnrolmentError("no_such_code")
    return device


def _taken_in(code: EnrolCode, secret_sha256: str, app: str, machine: str, now: datetime) -> Device | None:
    """Give the code's device, or make it; None when the code is worth nothing. Raises EnrolmentError."""
    if code.used_sha256:
        if not hmac.compare_digest(code.used_sha256, secret_sha256):
            raise EnrolmentError("code_used")
        known = code.device
        return None if known is None or known.state == DeviceState.REVOKED else known
    if code.expires_at < now:
        return None
    device = Device.objects.create(
        id=new_id(),
        library=code.library,
        place=code.place,
        state=DeviceState.WAITING if code.approve else DeviceState.ACTIVE,
        secret_sha256=secret_sha256,
        rotated_at=now,
        enrolled_at=now,
        app=app,
        machine=machine,
    )
    EnrolCode.objects.filter(pk=code.pk).update(used_sha256=secret_sha256, device=device)
    audit.note("kiosk", "device_enrolled", code.place, code.library, now)
    return device


def known_by(device_id: str, secret: str, now: datetime) -> Caller | None:
    """Let in whoever has the secret. The first use of the next secret retires the old one."""
    caller = calling.find(device_id, now)
    if caller is None:
        return None
    device, hashed = caller.device, digest(secret)
    if hmac.compare_digest(device.secret_sha256, hashed):
        return caller
    if device.pending_sha256 and hmac.compare_digest(device.pending_sha256, hashed):
        _retire_old(device, hashed, now)
        return caller
    if device.previous_sha256 and hmac.compare_digest(device.previous_sha256, hashed):
        audit.alarm("old_secret", device.library, device.place, now)
    return None


def _retire_old(device: Device, hashed: str, now: datetime) -> None:
    """Make the next secret the present one."""
    values = {
        "previous_sha256": device.secret_sha256,
        "secret_sha256": hashed,
        "pending_sha256": "",
        "rotated_at": now,
        "rotate": False,
    }
    Device.objects.filter(pk=device.pk, pending_sha256=hashed).update(**values)
    audit.note("kiosk", "secret_changed", device.place, device.library, now)
    device.refresh_from_db(fields=["rotate", "rotated_at"])


def announce(device: Device, next_sha256: str) -> None:
    """Take the hash of the next secret; the present one still works."""
    if next_sha256 != device.secret_sha256:
        Device.objects.filter(pk=device.pk).update(pending_sha256=next_sha256)


def wants_rotation(device: Device, now: datetime) -> bool:
    """Whether the kiosk is to change its secret now."""
    return device.rotate or device.rotated_at + ROTATE_AFTER < now


def approve(device: Device, *, who: str, now: datetime) -> None:
    """Let a waiting kiosk in."""
    with transaction.atomic():
        Device.objects.filter(pk=device.pk, state=DeviceState.WAITING).update(state=DeviceState.ACTIVE)
        audit.note(who, "device_approved", device.place, device.library, now)


def revoke(device: Device, *, wipe: bool, who: str, now: datetime) -> None:
    """Shut a kiosk out, for ever; `wipe` tells it to shred what it holds."""
    with transaction.atomic():
        Device.objects.filter(pk=device.pk).update(state=DeviceState.REVOKED, wipe=wipe, pending_sha256="")
        audit.note(who, "device_revoked_wipe" if wipe else "device_revoked", device.place, device.library, now)


def ask_rotation(device: Device, *, who: str, now: datetime) -> None:
    """Ask a kiosk for a new secret at its next sign of life."""
    with transaction.atomic():
        Device.objects.filter(pk=device.pk).update(rotate=True)
        audit.note(who, "rotation_asked", device.place, device.library, now)
