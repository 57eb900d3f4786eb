"""A few made-up notes for the demo, so that the queue of decisions has something in it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from hub import outside
from hub.acts import ops
from hub.acts.identity import identity
from hub.commands.demo_people import LETTERS
from hub.models import Device, Library, Note

NOTES = (
    ("proposal", "Kan læsesalen holde åbent til kl. 21 om torsdagen?"),
    ("post", "Vi er tre, der strikker i caféen om søndagen. Kom og vær med."),
    ("tip", "Læs den højt for nogen: så hører man, hvor sjov den er."),
    ("proposal", "Flere stole ude foran, når det er sommer."),
    ("post", "Gratis havehjælp, skriv til demo@example.org"),
)


def write(library: Library, now: datetime) -> None:
    """Let the demo's kiosk hand them over, one an hour."""
    device = Device.objects.get(library=library, place="Demokiosken")
    counter = ops.Counter(device, identity(now), now)
    for age, (about, text) in enumerate(NOTES):
        code, id_ = "".join(secrets.choice(LETTERS) for _ in range(4)), outside.new_id()
        ops.receive(counter, [{"id": id_, "kind": "note", "data": {"about": about, "text": text, "code": code}}])
        Note.objects.filter(op_id=id_).update(at=now - timedelta(hours=len(NOTES) - age))
