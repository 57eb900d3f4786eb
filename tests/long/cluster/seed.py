"""What the hub holds before the first kiosk comes: a branch, events, and a code for each kiosk. Runs as a process of its own."""

from __future__ import annotations

import os
import sys
from datetime import timedelta

EVENTS = 20


def seed(kiosks: int, capacity: int) -> list[str]:
    """Make them; give the codes."""
    from hub.acts import content, fleet
    from hub.models import Event
    from hub.outside import now

    library = content.add_library("vejgaard", "Vejgaard Bibliotek", now=now())
    start = now() + timedelta(days=7)
    for number in range(EVENTS):
        times = {"start": start, "end": start + timedelta(hours=1)}
        event = Event(library=library, kind="event", key=f"demo-{number}", title="Demo", signup="open", place="Salen", **times)
        content.save(event, capacity=capacity, who="test", now=now())
    return [fleet.make_code(library, f"Kiosk {n}", approve=False, hours=24, who="test", now=now()).code for n in range(kiosks)]


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"
    import django

    django.setup()
    sys.stdout.write("\n".join(seed(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
