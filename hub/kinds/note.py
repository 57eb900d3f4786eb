"""`note`: a tip, a proposal or a neighbour's post. Nothing of it is shown before a person has read it."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from hub.kinds import fields
from hub.kinds.base import OpKind, Received, Refused
from hub.models import BranchProfile, Note

ABOUT = ("tip", "proposal", "post", "panel")

LOOK_CLOSER = {
    "cpr": re.compile(r"\d{6}-?\d{4}"),
    "phone": re.compile(r"(?:\d[ -]?){8}"),
    "email": re.compile(r"\S@\S"),
    "web": re.compile(r"https?:|www\.|\.dk\b|\.com\b", re.IGNORECASE),
}
"""What makes staff look twice; never a reason to delete by itself."""


class NoteKind(OpKind):
    """At most 140 characters, and a code by which the writer reads the answer."""

    name = "note"
    schema: ClassVar[dict[str, Any]] = {
        "type": "object",
        "required": ["about", "text", "code"],
        "properties": {
            "about": {"type": "string", "enum": list(ABOUT)},
            "text": {"type": "string", "minLength": 1, "maxLength": 140},
            "ref": {"type": ["string", "null"]},
            "code": {"type": "string", "pattern": "^[A-Z]{4}$"},
        },
    }

    def check(self, data: dict[str, Any]) -> None:
        """Look at every field."""
        if data.get("about") not in ABOUT:
            raise Refused("bad_field")
        fields.text(data, "text", 140)
        fields.match(data, "code", fields.CODE)
        if data.get("ref") is not None:
            fields.match(data, "ref", fields.KEY)

    def take(self, op: Received) -> str:
        """Lay it on the moderator's pile."""
        if not BranchProfile.objects.filter(library=op.library, notes_on=True).exists():
            raise Refused("closed")
        row, data = self.keep(op, "received"), op.data
        Note.objects.create(
            op=row,
            library=op.library,
            about=data["about"],
            text=data["text"],
            ref=data.get("ref") or "",
            code=data["code"],
            held=" ".join(name for name, pattern in LOOK_CLOSER.items() if pattern.search(data["text"])),
            at=op.now,
        )
        return "received"
