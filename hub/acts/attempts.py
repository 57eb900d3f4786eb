"""Counting wrong tries, so that nobody can guess."""

from __future__ import annotations

from datetime import datetime, timedelta

from hub.models import Attempt


def too_many(kind: str, who: str, *, most: int, within: timedelta, now: datetime) -> bool:
    """Whether there were `most` wrong tries in the time before now."""
    return Attempt.objects.filter(kind=kind, who=who, at__gt=now - within).count() >= most


def add(kind: str, who: str, now: datetime) -> None:
    """Count one, and drop what nobody asks for any more."""
    Attempt.objects.create(kind=kind, who=who, at=now)
    Attempt.objects.filter(at__lt=now - timedelta(days=1)).delete()


def forget(kind: str, who: str) -> None:
    """Start anew."""
    Attempt.objects.filter(kind=kind, who=who).delete()
