"""What the hub takes from the world: the time, new ids and chance. Everybody else is handed them or asks here."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime

from django.utils import timezone

ENROL_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""Letters of a one-time code. Source: wire contract v1, enrolment."""


def now() -> datetime:
    """Give the time, aware, UTC, to the millisecond: as precise as the contract writes it."""
    moment = timezone.now().astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def new_id() -> str:
    """Mint a UUID, version 4."""
    return str(uuid.uuid4())


def one_time_code() -> str:
    """Make a code of ten characters that staff can read aloud."""
    return "".join(secrets.choice(ENROL_ALPHABET) for _ in range(10))


def password() -> str:
    """Make a first password: four groups of four, easy to type from paper."""
    return "-".join("".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(4)) for _ in range(4))


def recovery_code() -> str:
    """Make a code for when the telephone is lost: three groups of four, 59 bits."""
    return "-".join("".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(4)) for _ in range(3))
