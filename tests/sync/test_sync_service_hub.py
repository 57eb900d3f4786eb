"""The service with a hub behind it: letters first, a disk in trouble, a kiosk that was revoked."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from kiosk.ports import StoreError
from kiosk.store.ballast import Ballast
from kiosk.sync.bell import ring
from kiosk.sync.pretend_hub import PretendHub
from tests.sync.station import Station, event
from tests.sync.test_sync_service import Quiet, comes_true, running, service


def test_a_fresh_signup_goes_out_between_two_pages_of_a_slow_feed(
    kiosk: Any, hub: PretendHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters first: while hundreds of pages come in slowly, whoever signs up waits for one of them at most."""
    pacing, real = threading.Event(), hub.page
    hub.feed.publish([("event", f"e{number}", event(f"Nummer {number}")) for number in range(60)])
    monkeypatch.setattr(hub, "page", lambda *asked: (pacing.wait(0.15), real(*asked))[1])
    station = Station(tmp_path / "station", hub, page=1)
    station.reader._clock = time.monotonic
    station.downlink._clock = station.downlink._pauses._clock = time.monotonic
    with running(service(tmp_path, hub, Quiet(), downlink=station.downlink, bell_path=tmp_path / "sync.sock")):
        assert comes_true(lambda: station.shelf_cursor() > 2, 10)
        letter = kiosk.sign_up()
        ring(tmp_path / "sync.sock")
        assert comes_true(lambda: letter in hub.statuses(), 3.0)
        reached = station.shelf_cursor()
    station.stop()

    assert reached < 60


def test_a_disk_that_is_full_frees_the_ballast_and_the_hub_is_left_alone(
    hub: PretendHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A page that could not be stored is not asked for each second, and staff are told by the log."""
    station = Station(tmp_path / "station", hub)
    ballast = Ballast(tmp_path)
    assert ballast.ready()
    serving = service(tmp_path, hub, Quiet(), downlink=station.downlink, room=ballast)

    asked = []

    def refuse(*_: object) -> None:
        asked.append(1)
        raise StoreError("full")

    monkeypatch.setattr(station.shelf, "take", refuse)

    assert not serving._step_down()
    station.clock.now += 0.9
    assert not serving._step_down()
    station.clock.now += 2
    assert not serving._step_down()
    station.stop()

    assert len(asked) == 2
    assert not (tmp_path / "ballast").exists()
    assert caplog.messages == ["disk full: ballast freed", "content not stored: full"]


def test_a_revoked_kiosk_asks_its_sources_no_more(hub: PretendHub, tmp_path: Path) -> None:
    """Nothing is fetched for a glass that is shut; once the hub takes it again, everything is."""
    station = Station(tmp_path / "station", hub)
    hub.members.set_state("revoked")
    serving = service(tmp_path, hub, Quiet(), downlink=station.downlink)

    shut = serving.once()
    hub.members.set_state("active")
    station.clock.now += 90_000
    again = serving.once()
    station.stop()

    assert (shut.sources, shut.pulled and shut.pulled.reason) == ((), "revoked")
    assert [source.name for source in again.sources] == ["quiet"]
