"""Made-up people for the demo, who sign up as kiosks send it: sealed, by an op each."""

from __future__ import annotations

import base64
import json
import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from nacl.public import PublicKey, SealedBox

from hub import outside
from hub.acts import ops
from hub.acts.fleet import digest
from hub.acts.identity import identity
from hub.models import Device, Library, Occasion

NAMES = (
    "Aisha",
    "Bent",
    "Camilla",
    "Dorthe",
    "Emil",
    "Fatima",
    "Grethe",
    "Hans",
    "Iben",
    "Jamal",
    "Karen",
    "Lars",
    "Mona",
    "Niels",
    "Olena",
)
LETTERS = "BCDFGHJKMNPRSTVXZ"
MOST = 14


def sign_up(library: Library, rows: dict[str, dict[str, Any]], now: datetime) -> None:
    """Let some people sign up to whatever takes sign-ups, as many as the files say but few enough to read."""
    device = Device.objects.create(
        id=outside.new_id(),
        library=library,
        place="Demokiosken",
        state="active",
        secret_sha256=digest(secrets.token_hex(32)),
        rotated_at=now,
        enrolled_at=now,
        seen_at=now,
        beat_at=now,
        app="demo",
        machine="pretend",
        parts={"printer": "ready", "scanner": "ready"},
    )
    counter = ops.Counter(device, identity(now), now)
    for key, row in rows.items():
        seats = row.get("seats", {})
        over = Occasion.objects.filter(library=library, key=key, end__lt=now).exists()
        if seats.get("signup") == "open" and not over:
            people = min(MOST, seats.get("taken", 0)) + seats.get("waiting", 0)
            for number in range(people):
                ops.receive(counter, [_signup(key, number + len(key))])


def _signup(key: str, number: int) -> dict[str, Any]:
    """Write one sign-up as a kiosk would."""
    name = NAMES[number % len(NAMES)]
    mail = number % 3 == 0
    person = {
        "first_name": name,
        "contact_kind": "email" if mail else "phone",
        "contact": f"{name.lower()}{number}@example.org" if mail else f"00 00 {number // 100:02} {number % 100:02}",
        "consent": "demo",
    }
    seal = settings.KEYS.seals()[0]
    clear = json.dumps(person).encode()
    box = SealedBox(PublicKey(base64.b64decode(seal.public))).encrypt(clear + b" " * (-len(clear) % 256))
    data = {
        "event": key,
        "seats": 2 if number % 7 == 0 else 1,
        "code": "".join(secrets.choice(LETTERS) for _ in range(4)),
        "sealed": {"key": seal.id, "box": base64.b64encode(box).decode("ascii")},
        "consent": "signup.da.demo",
        "lang": "da",
    }
    return {"id": outside.new_id(), "kind": "signup", "data": data}
