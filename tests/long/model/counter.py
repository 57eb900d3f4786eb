"""What staff and the nightly jobs do beside a hub that serves: a process of its own on the hub's data, told by lines of JSON.

`python -m tests.long.model.counter` reads `{"do": ..., "with": {...}}` and answers `{"gives": ...}` or `{"error": ...}`.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

import django

django.setup()

from django.db import connections, transaction  # noqa: E402 - Django must be set up before
from django.db.models import F  # noqa: E402

from hub.acts import content, fleet, queueing, retention  # noqa: E402
from hub.acts.identity import BEFORE_BACKUP, backed_up  # noqa: E402
from hub.commands import copying, doing  # noqa: E402
from hub.models import Attempt, Device, Event, Library, Occasion, Op, Seats, Signup  # noqa: E402
from hub.outside import new_id, now  # noqa: E402
from tests.long.model.bulk import branches, fill  # noqa: E402

Json = dict[str, Any]


def setup() -> None:
    """Make the tables."""
    doing.setup()


def library(key: str) -> None:
    """Take in a branch."""
    content.add_library(key, "Prøve", now=now())


def code(library: str) -> str:
    """Make a one-time code."""
    return fleet.make_code(Library.objects.get(key=library), "Ved døren", approve=False, hours=24, who="staff", now=now()).code


def event(library: str, key: str, title: str, **more: Any) -> None:
    """Set up an event for tomorrow, or give it another title and capacity."""
    where = Library.objects.get(key=library)
    known = Event.objects.filter(library=where, key=key).first()
    start = now() + timedelta(days=1)
    made = known or Event(library=where, kind="event", key=key, signup="open", start=start, end=start + timedelta(hours=1))
    made.title = title
    capacity = more.pop("capacity", None)
    for name, value in more.items():
        setattr(made, name, value)
    content.save(made, capacity=capacity, who="staff", now=now())


def events(library: str, keys: list[str], **more: Any) -> None:
    """Set up many events in one transaction."""
    with transaction.atomic():
        for key in keys:
            event(library, key, key, **dict(more))


def devices(library: str, secrets: list[str]) -> list[str]:
    """Take many kiosks in at once, by the hashes of their secrets; give their ids."""
    where, moment = Library.objects.get(key=library), now()
    rows = [
        Device(id=new_id(), library=where, place="x", state="active", secret_sha256=each, rotated_at=moment, enrolled_at=moment)
        for each in secrets
    ]
    Device.objects.bulk_create(rows)
    return [row.pk for row in rows]


def identity() -> Json:
    """Give the hub's name and the key to seal to."""
    from django.conf import settings

    from hub.acts.identity import identity as who

    seal = settings.KEYS.seals()[0]
    return {"hub": who(now()).hub, "seal": {"id": seal.id, "public": seal.public}}


def how_many_ops() -> int:
    """Count all ops that took effect."""
    return Op.objects.count()


def show(library: str, key: str, *, shown: bool) -> None:
    """Put an event on the kiosks, or take it off."""
    content.show(Occasion.objects.get(library__key=library, key=key), shown=shown, who="staff", now=now())


def let_off(op: str) -> bool:
    """Staff cancel a sign-up; False when it is not on their list."""
    found = Signup.objects.filter(op_id=op).first()
    if found is not None:
        queueing.cancel(found.pk, who="staff", now=now())
    return found is not None


def rotate(device: str) -> None:
    """Ask a kiosk for a new secret."""
    fleet.ask_rotation(Device.objects.get(pk=device), who="staff", now=now())


def revoke(device: str) -> None:
    """Shut a kiosk out."""
    fleet.revoke(Device.objects.get(pk=device), wipe=False, who="staff", now=now())


def backup(folder: str) -> None:
    """Copy everything. Nothing was on its way when it began: all that was taken before is in it, and may be called safe at once."""
    begun = now()
    copying.copy_out(Path(folder))
    backed_up(begun + BEFORE_BACKUP)


def a_day_passes(library: str) -> None:
    """Let everything that was taken be 25 hours older, and do what is done each night."""
    day = timedelta(hours=25)
    Op.objects.filter(library__key=library).update(at=F("at") - day)
    Signup.objects.filter(library__key=library).update(at=F("at") - day)
    Attempt.objects.update(at=F("at") - day)
    Seats.objects.filter(occasion__library__key=library).update(published_at=F("published_at") - day)
    retention.erase_old(now(), "night")


def feed_is_true(library: str) -> list[str]:
    """Name what a branch's feed says wrongly."""
    return content.publish_all(Library.objects.get(key=library), now())


def publish_seats(library: str) -> None:
    """Let ten seconds be over: counts may be told again."""
    Seats.objects.filter(occasion__library__key=library).update(published_at=None)


def seats(library: str) -> list[Json]:
    """Count the seats: as they are kept, and as the sign-ups say."""
    found = Seats.objects.filter(occasion__library__key=library).select_related("occasion")
    signed = list(Signup.objects.filter(library__key=library).values_list("occasion_id", "status", "seats"))
    return [
        {
            "key": each.occasion.key,
            "capacity": each.capacity,
            "taken": each.taken,
            "waiting": each.waiting,
            "confirmed": sum(many for pk, status, many in signed if (pk, status) == (each.pk, "confirmed")),
            "queued": sum(many for pk, status, many in signed if (pk, status) == (each.pk, "waitlist")),
            "overbooked": each.occasion.overbooked,
            "auto": each.occasion.move_up == "auto",
        }
        for each in found
    ]


def state(library: str) -> Json:
    """Tell all there is of a branch."""
    rows = Signup.objects.filter(library__key=library).select_related("occasion")
    return {
        "ops": dict(Op.objects.filter(library__key=library).values_list("id", "status")),
        "signups": [[row.op_id, row.status, row.tell, row.slip, row.occasion.key] for row in rows],
        "events": dict(Occasion.objects.filter(library__key=library, shown=True).values_list("key", "title")),
        "seats": seats(library),
    }


def let_go() -> None:
    """Close the database, which is about to be replaced."""
    connections.close_all()
    for each in connections.all():
        if hasattr(each, "close_pool"):
            each.close_pool()


ACTS: dict[str, Callable[..., Any]] = {
    act.__name__: act
    for act in (
        *(
            setup,
            library,
            code,
            event,
            events,
            fill,
            branches,
            devices,
            identity,
            how_many_ops,
            show,
            let_off,
            rotate,
            revoke,
            backup,
        ),
        *(a_day_passes, feed_is_true, publish_seats, seats, state, let_go),
    )
}


def main() -> int:
    """Do what each line says."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_done(json.loads(line))) + "\n")
        sys.stdout.flush()
    return 0


def _done(told: Json) -> Json:
    """Do one thing; what went wrong is for the test to say."""
    try:
        return {"gives": ACTS[told["do"]](**told["with"])}
    except Exception:  # noqa: BLE001 - the test fails with it
        return {"error": traceback.format_exc()}


if __name__ == "__main__":
    sys.exit(main())
