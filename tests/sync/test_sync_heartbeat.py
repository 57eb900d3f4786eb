"""The heartbeat over real HTTP: what it tells, what it is told, and that it is never tried again."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.sync.heartbeat import answer_in
from kiosk.sync.pretend_hub import PretendHub
from kiosk.wire import Verdict, Vitals
from tests.sync.station import BOOT, NOON, Station, event


def leave(station: Station, at: datetime, fault: str = "") -> None:
    """The glass leaves its vitals."""
    left = Vitals({"printer": "trouble" if fault else "ready", "store": "ready"}, fault, at)
    (station.folder / "glass.json").write_bytes(msgspec.json.encode(left))


def test_it_tells_how_the_kiosk_is(station: Station, hub: PretendHub) -> None:
    """Every field of the contract, from the real files; the pretend hub refuses one that is not as it should be."""
    leave(station, NOON, "printer: paper_out")
    hub.publish("event", "a", event(start="nu"))
    station.pull()
    station.moment += timedelta(minutes=2)
    station.clock.now += 120

    station.downlink.beat()

    told = hub.beats[-1]
    assert told["disk_free_mb"] > 0
    assert {name: value for name, value in told.items() if name != "disk_free_mb"} == {
        "app": "1.4.0",
        "boot": BOOT,
        "uptime_s": 120,
        "clock": "2026-11-24T12:02:00+01:00",
        "cursor": station.shelf.place().cursor,
        "feed_age_s": 120,
        "waiting": 0,
        "parked": 0,
        "oldest_s": 0,
        "bad_rows": 1,
        "parts": {"printer": "trouble", "store": "ready", "glass": "ready"},
        "fault": "printer: paper_out",
        "settings": {"version": "0.0", "trying": False, "refused": "", "reason": ""},
    }


def test_it_counts_what_waits(kiosk: Any, station: Station, hub: PretendHub) -> None:
    """Letters of the same outbox: one waits for an hour, one is parked."""
    kiosk.sign_up()
    parked = kiosk.sign_up()
    kiosk.letters.apply([Verdict(parked, "rejected", code="full")], 0.0)
    station.heart._letters = kiosk.letters
    station.moment += timedelta(hours=1)

    told = station.heart.told()

    assert (told["waiting"], told["parked"], told["oldest_s"]) == (1, 1, 3600)


def test_a_glass_that_leaves_nothing_is_gone(station: Station) -> None:
    """No file, a broken one, and one that is old."""
    assert station.heart.told()["parts"] == {"glass": "gone"}
    (station.folder / "glass.json").write_text("{")
    assert station.heart.told()["parts"] == {"glass": "gone"}
    leave(station, NOON - timedelta(minutes=4))
    assert station.heart.told()["parts"] == {"printer": "ready", "store": "ready", "glass": "gone"}


def test_the_hub_sets_the_rhythm(station: Station, hub: PretendHub) -> None:
    """Pauses of the answer hold from then on, give or take a fifth, and never outside of what the contract allows."""
    hub.wishes |= {"poll_after_s": 100, "beat_after_s": 1000}
    for _ in range(2):
        station.clock.now += 80
        while station.downlink.step():
            continue
    seen = len(hub.beats)

    station.clock.now += 79
    assert not station.downlink.step()
    station.clock.now += 42
    assert station.downlink.step()
    while station.downlink.step():
        continue
    assert len(hub.beats) == seen
    station.clock.now += 1100
    while station.downlink.step():
        continue

    assert len(hub.beats) == seen + 1


def test_a_beat_that_fails_is_not_tried_again(station: Station, hub: PretendHub) -> None:
    """The next one is the next one; the feed goes on in its own rhythm."""
    hub.faults.next_at("/v1/heartbeat", "lost_ack")
    while station.downlink.step():
        continue
    assert len(hub.beats) == 1

    for _ in range(4):
        station.clock.now += 3
        station.downlink.step()
    assert len(hub.beats) == 1
    station.clock.now += 80
    while station.downlink.step():
        continue

    assert len(hub.beats) == 2


def test_what_is_safe_is_shredded(kiosk: Any, station: Station, hub: PretendHub) -> None:
    """`safe_at` empties the letters the hub has in a backup, and no others."""
    letter = kiosk.sign_up()
    kiosk.push()
    station.downlink._letters = kiosk.letters
    at = kiosk.connection.execute("SELECT at FROM letter WHERE id = ?", (letter,)).fetchall()[0][0]
    station.downlink.beat()
    assert kiosk.connection.execute("SELECT body IS NULL FROM letter").fetchall() == [(0,)]

    hub.wishes["safe_at"] = at
    station.downlink.beat()

    assert kiosk.connection.execute("SELECT body IS NULL FROM letter").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("told", "poll", "beat"),
    [({}, 60, 60), ({"poll_after_s": 1, "beat_after_s": 9999}, 10, 3600), ({"poll_after_s": "5", "beat_after_s": True}, 60, 60)],
)
def test_an_answer_is_read_leniently(told: dict[str, Any], poll: int, beat: int) -> None:
    """What is missing or odd is as usual; nothing makes a fleet ask without a pause."""
    answer = answer_in(told | {"safe_at": "soon", "rotate": "yes", "app_wanted": 7})

    assert (answer.poll_after_s, answer.beat_after_s) == (poll, beat)
    assert (answer.safe_at, answer.rotate, answer.app_wanted) == (None, False, "")


def test_nothing_personal_is_told(kiosk: Any, station: Station) -> None:
    """A sign-up waits; its name is in no field."""
    kiosk.sign_up(name="Zqxjåwz")
    station.heart._letters = kiosk.letters

    assert "Zqxj" not in json.dumps(station.heart.told(), ensure_ascii=False)


def test_a_path_that_is_gone_is_no_free_disk(station: Station) -> None:
    """The disk does not say: 0."""
    station.heart._data = Path("/nowhere/at/all")

    assert station.heart.told()["disk_free_mb"] == 0
