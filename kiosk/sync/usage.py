"""Handing counts of use to the hub, after a heartbeat: what the hub has or does not want is dropped, the rest waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from kiosk.sync.answers import read_answer, verdicts_in
from kiosk.sync.line import Question

if TYPE_CHECKING:
    from kiosk.sync.line import HubLine

BATCH = 20

LATER = "later"
"""The one verdict after which a count is offered again. One that is refused is of no use to anybody, unlike a sign-up."""


class Counts(Protocol):
    """Where counts wait."""

    def waiting(self, most: int) -> tuple[tuple[str, str], ...]:
        """Give name and op of the oldest."""

    def drop(self, name: str) -> None:
        """Forget one."""


class UseCourier:
    """The one sender of counts."""

    def __init__(self, *, line: HubLine, counts: Counts) -> None:
        """Take the line to the hub, and where counts wait."""
        self._line = line
        self._counts = counts

    def offer(self) -> int:
        """Hand over what waits; give how many were settled. Raises UplinkError and StoreError."""
        waiting = {_id(body): (name, body) for name, body in self._counts.waiting(BATCH)}
        if "" in waiting:
            self._counts.drop(waiting.pop("")[0])  # half a file, or none of ours
        if not waiting:
            return 0
        body = '{"ops":[' + ",".join(op for _name, op in waiting.values()) + "]}"
        told = read_answer(self._line.ask(Question("/v1/ops", body.encode())), self._line.hub_id)
        settled = [verdict.id for verdict in verdicts_in(told, waiting.keys()) if verdict.verdict != LATER]
        for letter in settled:
            self._counts.drop(waiting[letter][0])
        return len(settled)


def _id(body: str) -> str:
    """The id of an op; empty for what is none."""
    try:
        op = msgspec.json.decode(body)
    except msgspec.MsgspecError:
        return ""
    found = op.get("id") if isinstance(op, dict) else None
    return found if isinstance(found, str) else ""
