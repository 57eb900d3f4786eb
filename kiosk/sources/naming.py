"""Makes short names for keys out of whatever a source calls its things."""

from __future__ import annotations

import hashlib


def short(identity: str) -> str:
    """Any identity -> 24 characters fit for a key. What it was cannot be read from it: a UID may hold somebody's address."""
    return hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:24]
