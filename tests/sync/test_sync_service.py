"""The service as it runs: threads, bell and files are real."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.outside import wall
from kiosk.ports import Batch, StoreError, Unchanged, Validators
from kiosk.store.content import Content
from kiosk.store.db import open_content, open_letters
from kiosk.store.letters import Letters
from kiosk.sync import service as service_module
from kiosk.sync.bell import Bell, ring
from kiosk.sync.courier import Courier
from kiosk.sync.pretend_hub import PretendHub
from kiosk.sync.refresher import Refresher
from kiosk.sync.service import SyncService
from kiosk.sync.uplink import HubUplink


class Quiet:
    """A source with nothing new."""

    name = "quiet"

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Nothing."""
        return Unchanged()


class Stuck:
    """A source that answers when it is let go."""

    name = "stuck"

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.let_go = threading.Event()

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Wait."""
        self.asked.set()
        self.let_go.wait(20)
        return Unchanged()


def now() -> datetime:
    """The wall clock."""
    return wall()


def service(folder: Path, hub: PretendHub, source: Any, **more: Any) -> SyncService:
    """The sync process of a kiosk, with connections of its own."""
    letters, content = Letters(open_letters(folder / "letters.db")), Content(open_content(folder / "content.db"))
    dice = random.Random(1).random
    courier = Courier(letters=letters, uplink=HubUplink(**hub.credentials()), clock=time.monotonic, random=dice)
    refresher = Refresher(sources=[source], content=content, clock=time.monotonic, random=dice, wall=now)
    return SyncService(
        letters=letters,
        content=content,
        courier=courier,
        refresher=refresher,
        clock=time.monotonic,
        random=dice,
        wall=now,
        **more,
    )


@contextmanager
def running(serving: SyncService) -> Iterator[list[BaseException]]:
    """Run the service in a thread; give what it raised."""
    stopping = threading.Event()
    raised: list[BaseException] = []

    def work() -> None:
        try:
            serving.run(stopping)
        except StoreError as error:
            raised.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield raised
    finally:
        stopping.set()
        thread.join(10)
    assert not thread.is_alive()


def comes_true(condition: Callable[[], bool], within_s: float) -> bool:
    """Wait for a condition; a clock of its own paces it."""
    pacing = threading.Event()
    end = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > end:
            return False
        pacing.wait(0.01)
    return True


@pytest.mark.parametrize(("rung", "tick_s"), [(True, 6.0), (False, 1.0)])
def test_a_fresh_signup_is_pushed_while_the_visitor_is_there(
    kiosk: Any,
    hub: PretendHub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rung: bool,
    tick_s: float,
) -> None:
    """Within three seconds, by the bell or without it, though a source is stuck and the round is long."""
    monkeypatch.setattr(service_module, "TICK_S", tick_s)
    source, bell = Stuck(), tmp_path / "sync.sock"
    with running(service(tmp_path, hub, source, bell_path=bell)):
        assert source.asked.wait(5)
        assert comes_true(bell.exists, 5)
        earlier = kiosk.sign_up()
        ring(bell)
        assert comes_true(lambda: earlier in hub.statuses(), 5)
        letter = kiosk.sign_up()
        if rung:
            ring(bell)

        assert comes_true(lambda: letter in hub.statuses(), 3.0)

        source.let_go.set()
        if rung:
            monkeypatch.setattr(service_module, "TICK_S", 0.1)
            ring(bell)
    assert not bell.exists()


def test_a_hub_that_is_away_is_not_hammered(kiosk: Any, hub: PretendHub, tmp_path: Path) -> None:
    """Ringing hurries the courier once in ten seconds, not at every ring."""
    hub.faults.always("e503_ra")
    bell = tmp_path / "sync.sock"
    takes = []
    real, hub.faults.take = hub.faults.take, lambda path: (takes.append(1), real(path))[1]  # type: ignore[method-assign,func-returns-value]
    with running(service(tmp_path, hub, Quiet(), bell_path=bell)):
        assert comes_true(bell.exists, 5)
        for _ in range(20):
            kiosk.sign_up()
            ring(bell)
        assert comes_true(lambda: bool(takes), 3)

        assert not comes_true(lambda: len(takes) > 2, 0.8)


@pytest.mark.parametrize(("fault", "hurries"), [("refuse", True), ("e401", False)])
def test_a_pause_the_hub_asked_for_is_not_hurried(kiosk: Any, hub: PretendHub, tmp_path: Path, fault: Any, hurries: bool) -> None:
    """A fresh sign-up may try an absent hub after ten seconds; one that has locked us out is left alone."""
    serving = service(tmp_path, hub, Quiet())
    serving._courier, serving._clock = kiosk.courier, kiosk.clock
    kiosk.sign_up()
    hub.faults.always(fault)
    for _ in range(6):
        kiosk.clock.now += kiosk.courier.pause_s() + 1
        serving._push()
    kiosk.clock.now += 9

    assert not serving._may_hurry()
    kiosk.clock.now += 2

    assert kiosk.courier.pause_s() > 0
    assert serving._may_hurry() is hurries


def test_a_sign_of_life_is_left(hub: PretendHub, tmp_path: Path) -> None:
    """The glass can tell whether sync is there, and how the hub is."""
    glass = Content(open_content(tmp_path / "content.db"))
    with running(service(tmp_path, hub, Quiet(), round_s=60.0)):
        assert comes_true(lambda: glass.last_beat() is not None, 5)

    beat = glass.last_beat()
    assert beat is not None
    assert not beat.silent(now())
    assert beat.silent(now() + timedelta(seconds=200))


def test_a_broken_file_ends_the_process(hub: PretendHub, tmp_path: Path) -> None:
    """The unit starts it again, and the start mends what can be mended."""

    class Broken(Quiet):
        """A source during which the file turns out to be damaged."""

        def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
            """Fail as the store would."""
            raise StoreError("broken")

    with running(service(tmp_path, hub, Broken())) as raised:
        assert comes_true(lambda: bool(raised), 5)

    assert str(raised[0]) == "broken"


def test_one_round_can_be_asked_for(kiosk: Any, hub: PretendHub, tmp_path: Path) -> None:
    """`kiosk sync --once` tells what it did, as JSON."""
    letter = kiosk.sign_up()

    report = service(tmp_path, hub, Quiet()).once()

    told = json.loads(report.as_json())
    assert (told["pushed"]["acked"], told["sources"][0]["unchanged"]) == (1, True)
    assert letter in hub.statuses()


def test_a_bell_hears_many_rings_as_one(tmp_path: Path) -> None:
    """And a bell that is not there is no trouble."""
    path = tmp_path / "sync.sock"
    ring(path)
    bell = Bell(path)
    for _ in range(3):
        ring(path)

    assert bell.wait(1.0)
    assert not bell.wait(0.0)
    bell.close()
