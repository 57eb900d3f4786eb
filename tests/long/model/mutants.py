"""Kiosks with one known error each: what the model must find, by name. Switched on here only, never in the program."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from kiosk.store.feed import FeedShelf, FeedTaken
from kiosk.sync.answers import read_object, verdicts_in
from kiosk.sync.courier import Courier, Pushed
from kiosk.sync.line import Question
from kiosk.sync.uplink import LineUplink
from kiosk.wire import FeedPage, Op, OpId, Verdict
from tests.long.model.kiosk import ModelKiosk


class FreshIds(LineUplink):
    """Mutant: a new id at each try."""

    def send(self, ops: Sequence[Op]) -> tuple[Verdict, ...]:
        """Send under other names, and take the answers as if they were for ours."""
        fresh = {op.id: OpId(str(uuid.uuid4())) for op in ops}
        ours = {new: old for old, new in fresh.items()}
        renamed = [Op(fresh[op.id], op.kind, op.body.replace(op.id, fresh[op.id], 1)) for op in ops]
        return tuple(replace(verdict, id=ours[verdict.id]) for verdict in super().send(renamed))


class AnySuccess(LineUplink):
    """Mutant: any 2xx has taken everything; verdicts are still read when there are some."""

    def send(self, ops: Sequence[Op]) -> tuple[Verdict, ...]:
        """Look at the status alone."""
        body = '{"ops":[' + ",".join(op.body for op in ops) + "]}"
        answer = self.line.ask(Question("/v1/ops", body.encode("utf-8")))
        if answer.status != 200:
            return super().send(ops)
        told = {verdict.id: verdict for verdict in verdicts_in(read_object(answer), {op.id for op in ops})}
        return tuple(told.get(op.id, Verdict(op.id, "accepted", status="confirmed")) for op in ops)


class AckedBefore(Courier):
    """Mutant: what is handed over counts as delivered before the answer is there."""

    def _round(self, ops: tuple[Op, ...]) -> Pushed:
        """Ack first, ask later."""
        self._letters.apply([Verdict(op.id, "accepted", status="confirmed") for op in ops], self._clock())
        return super()._round(ops)


class NothingGoes(FeedShelf):
    """Mutant: what the hub takes off stays."""

    def take(self, page: FeedPage, now: datetime) -> FeedTaken:
        """Take only what is there."""
        return super().take(replace(page, items=tuple(item for item in page.items if not item.deleted)), now)


def _kiosk(**parts: Any) -> type[ModelKiosk]:
    """Make a kind of kiosk with another part."""
    return type("MutantKiosk", (ModelKiosk,), parts)


MUTANTS: dict[str, tuple[type[ModelKiosk], set[str]]] = {
    "a new id at each try": (_kiosk(uplink_kind=FreshIds), {"lost", "doubled"}),
    "any 2xx is an ack": (_kiosk(uplink_kind=AnySuccess), {"lost", "untrue status"}),
    "acked before the answer": (_kiosk(courier_kind=AckedBefore), {"lost"}),
    "tombstones ignored": (_kiosk(shelf_kind=NothingGoes), {"cache has more than live"}),
}
"""Each mutant, and the names one of which it must die by."""
