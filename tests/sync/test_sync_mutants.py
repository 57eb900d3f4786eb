"""A kiosk with a known error must be caught: each error by name, by a script that the right kiosk passes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from kiosk.nouns import Key, Text
from kiosk.ports import Batch, StoreError, UplinkError
from kiosk.rooms.local.model import LibraryEvent
from kiosk.rooms.signup.model import SignupStatus
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.store.feed import FeedShelf
from kiosk.sync.courier import Courier
from kiosk.sync.feed import FeedReader
from kiosk.sync.pretend_faults import Fault
from kiosk.sync.pretend_hub import PretendHub
from kiosk.wire import FeedItem, FeedPage, Op, OpId, Verdict
from tests.sync.station import event


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


class TombstonesIgnored(FeedShelf):
    """Mutant: what the hub takes off stays."""

    def take(self, page: FeedPage, now: datetime) -> Any:
        """Take only what is there."""
        return super().take(replace(page, items=tuple(item for item in page.items if not item.deleted)), now)


class OldNumbersTaken(FeedShelf):
    """Mutant: whatever comes is newer than what was there."""

    def take(self, page: FeedPage, now: datetime) -> Any:
        """Forget the numbers first."""
        self._db.execute("UPDATE feed SET seq = 0")
        return super().take(page, now)


class CursorBeforeItems(FeedShelf):
    """Mutant: the cursor is stored on its own, ahead of its items."""

    def take(self, page: FeedPage, now: datetime) -> Any:
        """Store the cursor; the plug is pulled at every second page before the items are."""
        self._db.execute("UPDATE feed_place SET cursor = ?", (page.next,))
        if len(page.items) > 1:
            raise StoreError("full")
        return super().take(page, now)


def play_the_programme(station: Any, hub: PretendHub, shelf: type[FeedShelf]) -> set[str]:
    """New, edited and deleted events, the newest unused one among them, with faults between; then all is well."""
    station.shelf = shelf(station.connections[2], version="1")
    station.reader = FeedReader(line=station.line, keep=station.shelf, wall=station.wall, clock=station.clock)
    live: dict[str, str] = {}
    faults: tuple[Fault, ...]
    for number, faults in enumerate((("lost_ack",), ("captive200", "cut_body"), ("old_replay",), ("other_json", "refuse"))):
        live |= {f"e{number}": "Ny", f"f{number}": "Ny"}
        hub.publish("event", f"e{number}", event("Ny"))
        hub.publish("event", f"f{number}", event("Ny"))
        with suppress(StoreError):
            station.try_pull()
        live[f"e{number}"] = "Rettet"
        hub.publish("event", f"e{number}", event("Rettet"))
        del live[f"f{number}"]
        hub.publish("event", f"f{number}", None)
        hub.faults.next(*faults)
        for _ in faults:
            with suppress(StoreError):
                station.try_pull()
        hub.faults.clear()
    with suppress(StoreError):
        station.pull()
    shown = station.titles()
    found = {"cache has more than live"} if set(shown) - set(live) else set()
    found |= {"cache has less than live"} if set(live) - set(shown) else set()
    return found | ({"old words"} if any(live.get(key, title) != title for key, title in shown.items()) else set())


def old_page_again(station: Any, hub: PretendHub) -> None:
    """An old page that answers what was asked, as a cache of the hub's own might give it."""
    items = (FeedItem(1, "event", "e0", deleted=False, data=json.dumps(event("Ny"))),)
    station.shelf.take(FeedPage(items, station.shelf.place().cursor), station.moment)


def test_the_right_shelf_passes(station: Any, hub: PretendHub) -> None:
    """The glass shows what is live, in the newest words, also after an old page."""
    assert play_the_programme(station, hub, FeedShelf) == set()

    old_page_again(station, hub)

    assert station.titles()["e0"] == "Rettet"


@pytest.mark.parametrize(
    ("mutant", "caught_by"),
    [(TombstonesIgnored, "cache has more than live"), (CursorBeforeItems, "cache has less than live")],
)
def test_each_mutant_of_the_feed_is_caught(station: Any, hub: PretendHub, mutant: type[FeedShelf], caught_by: str) -> None:
    """Each by what it does wrong."""
    assert caught_by in play_the_programme(station, hub, mutant)


def test_the_mutant_without_the_guard_against_old_numbers_is_caught(station: Any, hub: PretendHub) -> None:
    """An old page brings old words back, until the next pull heals it."""
    assert play_the_programme(station, hub, OldNumbersTaken) == set()

    old_page_again(station, hub)

    assert station.titles()["e0"] == "Ny"


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
