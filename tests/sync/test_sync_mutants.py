"""A kiosk with a known error must be caught: each error by name, by a script that the right kiosk passes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from kiosk.nouns import Key, Text
from kiosk.ports import Batch, UplinkError
from kiosk.rooms.local.model import LibraryEvent
from kiosk.rooms.signup.model import SignupStatus
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.sync.courier import Courier
from kiosk.sync.pretend_hub import PretendHub
from kiosk.wire import Op, OpId, Verdict


class NewIdEachTime:
    """Mutant: a new id at each retry."""

    def __init__(self, kiosk: Any) -> None:
        self._kiosk = kiosk
        self.epoch = ""

    def send(self, ops: Sequence[Op]) -> list[Verdict]:
        """Send under other names, and take the answers as if they were for ours."""
        ours: dict[str, OpId] = {}
        renamed = []
        for op in ops:
            fresh = OpId(self._kiosk.new_id())
            ours[fresh] = op.id
            renamed.append(Op(fresh, op.kind, json.dumps(json.loads(op.body) | {"id": fresh})))
        return [replace(verdict, id=ours[verdict.id]) for verdict in self._kiosk.uplink.send(renamed)]


class AnyAnswerIsAnAck:
    """Mutant: whatever answers with a 200 has taken everything."""

    def __init__(self, kiosk: Any) -> None:
        self._kiosk = kiosk
        self.epoch = ""

    def send(self, ops: Sequence[Op]) -> Sequence[Verdict]:
        """Believe strangers."""
        try:
            return self._kiosk.uplink.send(ops)  # type: ignore[no-any-return]
        except UplinkError as error:
            if error.reason != "not_ours":
                raise
            return [Verdict(op.id, "accepted", status="confirmed") for op in ops]


class AckedBeforeTheAnswer:
    """Mutant: what was handed over counts as delivered."""

    def __init__(self, kiosk: Any) -> None:
        self._kiosk = kiosk
        self.epoch = ""

    def send(self, ops: Sequence[Op]) -> Sequence[Verdict]:
        """Ack first, ask later."""
        self._kiosk.letters.apply([Verdict(op.id, "accepted", status="confirmed") for op in ops], 0.0)
        return self._kiosk.uplink.send(ops)  # type: ignore[no-any-return]


def faults_found(kiosk: Any, hub: PretendHub) -> set[str]:
    """Name what is wrong between kiosk and hub."""
    found = set()
    made, there = set(kiosk.made), set(hub.statuses())
    if made - there:
        found.add("lost")
    if there - made:
        found.add("doubled")
    for letter in made & there:
        shown = kiosk.record(letter).status
        if shown is not SignupStatus.KEPT and shown.value != hub.statuses()[letter]:
            found.add("untrue status")
    return found


def play(kiosk: Any, hub: PretendHub, uplink: Any) -> set[str]:
    """Sign-ups while answers get lost and strangers answer; then all is well until nothing waits."""
    kiosk.courier = Courier(letters=kiosk.letters, uplink=uplink, clock=kiosk.clock, random=kiosk.dice.random)
    hub.set_event("dpl:81", capacity=1)
    for faults in (("lost_ack",), ("captive200", "other_json"), ("refuse", "empty200"), ("cut_body",)):
        kiosk.sign_up()
        hub.faults.next(*faults)
        for _ in faults:
            kiosk.push()
    hub.faults.clear()
    kiosk.drain()
    return faults_found(kiosk, hub)


def test_the_right_kiosk_passes(kiosk: Any, hub: PretendHub) -> None:
    """Nothing lost, nothing twice, nothing untrue."""
    assert play(kiosk, hub, kiosk.uplink) == set()


@pytest.mark.parametrize(
    ("mutant", "caught_by"),
    [(NewIdEachTime, "doubled"), (AnyAnswerIsAnAck, "lost"), (AckedBeforeTheAnswer, "lost")],
)
def test_each_mutant_of_the_courier_is_caught(kiosk: Any, hub: PretendHub, mutant: Callable[[Any], Any], caught_by: str) -> None:
    """Each by what it does wrong."""
    assert caught_by in play(kiosk, hub, mutant(kiosk))


class NeverDeletes(Content):
    """Mutant: what is absent stays."""

    def apply(self, source: str, batch: Batch, now: datetime) -> Any:
        """Keep what was there."""
        before = self.programme(now).events
        merged = {event.key: event for event in (*before, *(batch.events or ()))}
        return super().apply(source, replace(batch, events=tuple(merged.values())), now)


@pytest.mark.parametrize(("kind", "left"), [(Content, ["b"]), (NeverDeletes, ["a", "b"])])
def test_the_mutant_that_never_deletes_is_caught(tmp_path: Path, kind: type[Content], left: list[str]) -> None:
    """An event taken off the hub leaves the glass; the mutant shows it for ever."""
    noon = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
    first, second = (LibraryEvent(Key(key), Text("x"), noon, noon + timedelta(hours=1)) for key in "ab")
    connection = open_content(tmp_path / "content.db")
    content = kind(connection)
    content.apply("hub", Batch(events=(first, second)), noon)

    content.apply("hub", Batch(events=(second,)), noon)

    assert [event.key for event in content.programme(noon).events] == left
    connection.close()
