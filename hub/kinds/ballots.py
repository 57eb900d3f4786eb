"""`ballots`: a shuffled bundle of votes, kept so that no voter can be picked out."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from hub.kinds import fields
from hub.kinds.base import OpKind, Received, Refused
from hub.models import Ballot, Op
from hub.outside import new_id

LARGEST_BALLOT = 4096


class BallotsKind(OpKind):
    """Each ballot gets a random key; of the op stays the day, no device."""

    name = "ballots"
    schema: ClassVar[dict[str, Any]] = {
        "type": "object",
        "required": ["question", "ballots"],
        "properties": {
            "question": {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{1,64}$"},
            "ballots": {"type": "array", "minItems": 1, "maxItems": 50, "items": {"type": "object"}},
        },
    }

    def check(self, data: dict[str, Any]) -> None:
        """Look at the bundle; what stands in a ballot is the question's business."""
        fields.match(data, "question", fields.KEY)
        ballots = data.get("ballots")
        if not isinstance(ballots, list) or not 1 <= len(ballots) <= 50:
            raise Refused("bad_field")
        for ballot in ballots:
            if not isinstance(ballot, dict):
                raise Refused("bad_field")
            if len(json.dumps(ballot)) > LARGEST_BALLOT:
                raise Refused("too_big")

    def take(self, op: Received) -> str:
        """Keep them."""
        self.keep(op, "received")
        Ballot.objects.bulk_create(
            Ballot(id=new_id(), library=op.library, question=op.data["question"], data=json.dumps(ballot))
            for ballot in op.data["ballots"]
        )
        return "received"

    def keep(self, op: Received, status: str) -> Op:
        """Keep the id, without who brought it and when."""
        day = op.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return Op.objects.create(id=op.id, library=op.library, device=None, kind=op.kind, hash=op.hash, status=status, at=day)
