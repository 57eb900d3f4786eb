"""The second step of logging in: who must take it, and the codes that open the door when the telephone is lost."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from hub import outside
from hub.acts import audit
from hub.models import RecoveryCode

EVERYBODY = "*"
HOW_MANY = 10


def demanded(user: User) -> bool:
    """Whether this account must log in by an authenticator too."""
    roles: tuple[str, ...] = settings.CONFIG.second_step
    if EVERYBODY in roles:
        return True
    return bool(roles) and user.groups.filter(name__in=roles).exists()


def device_of(user: User) -> TOTPDevice | None:
    """Give somebody's authenticator, if it has proved itself."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def fresh_codes(user: User) -> list[str]:
    """Make recovery codes in place of the old ones; give them, this once."""
    codes = [outside.recovery_code() for _ in range(HOW_MANY)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(user=user, sha256=_digest(code)) for code in codes)
    return codes


def codes_left(user: User) -> int:
    """Count the codes that still open the door."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def use_code(user: User, code: str, now: datetime) -> bool:
    """Use up a recovery code; say whether it was one."""
    with transaction.atomic():
        used = RecoveryCode.objects.filter(user=user, sha256=_digest(code), used_at=None).update(used_at=now)
        if used:
            audit.note(user.username, "recovery_used", f"({codes_left(user)})", None, now)
    return bool(used)


def forget(user: User) -> None:
    """Forget the authenticator and its codes."""
    TOTPDevice.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()


def _digest(code: str) -> str:
    """Hash a code as somebody may type it: with or without hyphens, in any case. It is random enough to need no slow hash."""
    plain = "".join(letter for letter in code.casefold() if letter.isalnum())
    return sha256(plain.encode()).hexdigest()
