"""The clock and chance: the only place that asks them. Everybody else is handed what they need."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def wall() -> datetime:
    """Wall time in Copenhagen."""
    return datetime.now(COPENHAGEN)


def new_id() -> str:
    """Mint a UUID of version 4."""
    import uuid  # not before the first sign-up

    return str(uuid.uuid4())


def draw(alphabet: str, length: int) -> str:
    """Draw unguessable letters."""
    import secrets  # not before the first sign-up

    return "".join(secrets.choice(alphabet) for _ in range(length))
