"""Who asks: the address a request came from, as far as we may believe it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Give the asker's address; what a proxy says counts only where there is one."""
    if settings.CONFIG.behind_proxy:
        told = request.headers.get("X-Forwarded-For", "")
        if told:
            return told.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
