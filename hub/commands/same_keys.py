"""Whether the keys here are those kiosks were told to seal with: a second machine must not serve with keys of its own."""

from __future__ import annotations

import json

from django.conf import settings

from hub.models import FeedRow


def unknown_seals() -> list[str]:
    """Name the seals in use at some branch that nothing here can open."""
    here = {seal.id: seal.public for seal in settings.KEYS.seals()}
    rows = FeedRow.objects.filter(kind="settings", deleted=False).values_list("data", flat=True)
    told = {seal["id"]: seal["public"] for data in rows for seal in json.loads(data).get("seal", [])}
    return sorted(name for name, public in told.items() if here.get(name) != public)
