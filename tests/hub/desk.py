"""A kiosk as the hub sees it, and what staff do at the hub."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from nacl.public import PublicKey, SealedBox

from hub.acts import content, fleet
from hub.models import Event, Group, Library, Occasion
from hub.outside import new_id, now

Json = dict[str, Any]

LETTERS = "BCDFGHJKMNPRSTVXZ"


def client() -> Client:
    """Give somebody who asks over HTTP, inside this process, and is told of errors as a stranger is."""
    return Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")


@dataclass
class Kiosk:
    """A kiosk by its two words."""

    device: str
    secret: str

    def headers(self) -> dict[str, str]:
        """Give what signs it in."""
        return {"Authorization": f"Bearer {self.device}.{self.secret}"}

    def post(self, path: str, data: Any) -> tuple[int, Json]:
        """Post JSON; give status and body."""
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        answer = client().post(path, body, content_type="application/json", headers=self.headers())
        return answer.status_code, json.loads(answer.content)

    def send(self, *ops: Json) -> list[Json]:
        """Hand over ops; give the verdicts."""
        status, body = self.post("/v1/ops", {"ops": list(ops)})
        assert status == 200, body
        results: list[Json] = body["results"]
        return results

    def feed(self, cursor: str = "", **more: str) -> Json:
        """Ask for a page."""
        answer = client().get("/v1/feed", {"cursor": cursor, **more} if cursor else more, headers=self.headers())
        assert answer.status_code == 200
        page: Json = json.loads(answer.content)
        return page

    def everything(self, cursor: str = "", limit: int = 200) -> tuple[Json, str]:
        """Read the feed to its end; give what stands, by kind and key, and the cursor."""
        found: Json = {}
        while True:
            page = self.feed(cursor, limit=str(limit))
            for item in page["items"]:
                found[f"{item['kind']} {item['key']}"] = None if item["deleted"] else item["data"]
            cursor = page["next"]
            if not page["more"]:
                return found, cursor


def enrolled(library: Library, *, approve: bool = False) -> Kiosk:
    """Take a kiosk in as one is: by a code, over HTTP."""
    fresh = fleet.make_code(library, "Ved døren", approve=approve, hours=24, who="test", now=now())
    secret = secrets.token_hex(32)
    asked = {"code": fresh.code, "secret_sha256": fleet.digest(secret), "app": "1.0", "machine": "test"}
    status, body = Kiosk("", "").post("/v1/enrol", asked)
    assert status == 200, body
    return Kiosk(body["device"], secret)


def event(library: Library, key: str = "dpl:81", capacity: int | None = None, **more: Any) -> Occasion:
    """Set up an event that is open for sign-up tomorrow."""
    start = now() + timedelta(days=1)
    values: Json = {"title": "Højtlæsning", "signup": "open", "start": start, "end": start + timedelta(hours=1), "place": "Salen"}
    made = Event(library=library, kind="event", key=key, **(values | more))
    content.save(made, capacity=capacity, who="test", now=now())
    return Occasion.objects.get(pk=made.pk)


def group(library: Library, key: str = "g-1", capacity: int | None = None, **more: Any) -> Occasion:
    """Set up a group without a date."""
    made = Group(library=library, kind="group", key=key, title="Læsekreds", signup="open", when="Onsdage", **more)
    content.save(made, capacity=capacity, who="test", now=now())
    return Occasion.objects.get(pk=made.pk)


def sealed(name: str = "Åse", contact: str = "12345678") -> Json:
    """Seal a person as a kiosk does."""
    seal = settings.KEYS.seals()[0]
    clear = json.dumps({"first_name": name, "contact_kind": "phone", "contact": contact, "consent": "c"}).encode()
    box = SealedBox(PublicKey(base64.b64decode(seal.public))).encrypt(clear + b" " * (-len(clear) % 256))
    return {"key": seal.id, "box": base64.b64encode(box).decode()}


def signup(key: str = "dpl:81", seats: int = 1, *, name: str = "Åse", contact: str = "12345678", **more: Any) -> Json:
    """Write a sign-up."""
    code = "".join(secrets.choice(LETTERS) for _ in range(4))
    data = {"event": key, "seats": seats, "code": code, "sealed": sealed(name, contact), "consent": "signup-3", "lang": "da"}
    return {"id": new_id(), "kind": "signup", "made_at": "2026-11-23T10:00:00+01:00", "data": data | more}


def cancel(**data: Any) -> Json:
    """Write a cancellation."""
    return {"id": new_id(), "kind": "cancel", "data": data}


def note(text: str = "Flere stole", **more: Any) -> Json:
    """Write a note."""
    return {"id": new_id(), "kind": "note", "data": {"about": "tip", "text": text, "code": "KTRM", **more}}
