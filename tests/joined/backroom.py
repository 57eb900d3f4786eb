"""The hub's staff without a browser: a process of its own on the hub's data folder that does what a line of JSON asks for.

A process, for Django can be set up once in each, and the tests of the hub have set it up for themselves.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402 - Django comes first
from PIL import Image  # noqa: E402

from hub import outside  # noqa: E402
from hub.acts import content, fleet, identity, pictures, queueing, seating  # noqa: E402
from hub.acts.staff import make_account  # noqa: E402
from hub.models import Device, Event, Group, Library, Occasion, Signup  # noqa: E402

KEY = "vejgaard"


def library(asked: dict[str, Any]) -> dict[str, str]:
    """Take in the branch, and make an account that has been there for a while."""
    del asked
    content.add_library(KEY, "Vejgaard Bibliotek", now=outside.now())
    secret = outside.password()
    account = make_account("bente", secret, role="Administrator", libraries=[])
    account.is_superuser = True
    account.save()
    return {"user": "bente", "password": secret}


def occasion(asked: dict[str, Any]) -> dict[str, Any]:
    """Make an event or group, or change it: `key`, `capacity`, and its fields as they are named in the table."""
    now = outside.now()
    fields = {"title": "Højtlæsning", "signup": "open", "place": "Salen"} | asked.get("fields", {})
    kind = Group if asked.get("kind") == "group" else Event
    found = Occasion.objects.filter(library__key=KEY, key=asked["key"]).first()
    made = found or kind(library=Library.objects.get(key=KEY), kind=asked.get("kind", "event"), key=asked["key"])
    for name, value in fields.items():
        setattr(made, name, value)
    if made.kind == "event":
        start = datetime.fromisoformat(asked["start"]) if "start" in asked else made.start or now + timedelta(days=1)
        made.start, made.end = start, start + timedelta(hours=1)
    if asked.get("picture"):
        shot = io.BytesIO()
        Image.new("RGB", (64, 48), asked["picture"]).save(shot, "PNG")
        made.picture = pictures.keep(io.BytesIO(shot.getvalue()), now)
    content.save(made, capacity=asked.get("capacity"), who="test", now=now)
    return {"pk": made.pk, "picture": made.picture_id}


def hide(asked: dict[str, Any]) -> dict[str, Any]:
    """Take an event off the kiosks."""
    content.show(Occasion.objects.get(library__key=KEY, key=asked["key"]), shown=False, who="test", now=outside.now())
    return {}


def code(asked: dict[str, Any]) -> dict[str, str]:
    """Make a one-time code, and the letter that the QR on that page holds."""
    fresh = fleet.make_code(
        Library.objects.get(key=KEY), asked["place"], approve=bool(asked.get("approve")), hours=24, who="test", now=outside.now()
    )
    return {"code": fresh.code, "letter": fresh.letter}


def device(asked: dict[str, Any]) -> dict[str, Any]:
    """Tell what the hub knows of the kiosk at a place."""
    found = Device.objects.get(place=asked["place"])
    return {"pk": found.pk, "state": found.state, "app": found.app, "parts": found.parts, "parked": found.parked}


def revoke(asked: dict[str, Any]) -> dict[str, Any]:
    """Shut a kiosk out."""
    fleet.revoke(Device.objects.get(place=asked["place"]), wipe=bool(asked["wipe"]), who="test", now=outside.now())
    return {}


def signups(asked: dict[str, Any]) -> dict[str, Any]:
    """Tell the statuses of an event's sign-ups, in the order they came, by the op's id."""
    found = (
        Signup.objects.filter(occasion__key=asked["key"], occasion__library__key=KEY).order_by("pk").values_list("op_id", "status")
    )
    return {str(op): status for op, status in found}


def move_up(asked: dict[str, Any]) -> dict[str, Any]:
    """Give a seat to somebody who waits, and let the feed know of the seats at once."""
    waiting = Signup.objects.get(op_id=asked["op"])
    queueing.move_up(waiting.pk, who="test", now=outside.now())
    tell_seats(waiting.occasion_id)
    return {}


def tell_seats(pk: int) -> None:
    """Publish an event's seats, as the hub does every ten seconds."""
    now = outside.now()
    with transaction.atomic():
        seating.tell(Library.objects.get(key=KEY).pk, pk, now)


def backed_up(asked: dict[str, Any]) -> dict[str, Any]:
    """Say that a backup which began in so many minutes is finished: an op is safe a minute after it was taken."""
    identity.backed_up(outside.now() + timedelta(minutes=asked["minutes"]))
    return {}


ACTS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    act.__name__: act for act in (library, occasion, hide, code, device, revoke, signups, move_up, backed_up)
}


def main() -> None:
    """Do a line, answer a line, until there are no more."""
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps(ACTS[asked["act"]](asked)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
