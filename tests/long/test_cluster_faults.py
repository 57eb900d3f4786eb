"""A hub on a cluster, with a fleet at work while machines die: nothing that was answered is lost, nothing is there twice."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from time import monotonic

import pytest

from tests.long.cluster.processes import send
from tests.long.cluster.rig import Rig, kill_postgres, rig, stop_replication

pytestmark = pytest.mark.long

STALL_S = 2.5


@pytest.fixture(scope="module")
def whole() -> Iterator[Rig]:
    """Give one rig to all of these tests: each waits until it is whole again."""
    with rig() as made:
        yield made


@pytest.fixture
def figure(capsys: pytest.CaptureFixture[str]) -> Callable[[str, float], None]:
    """Write down a figure where whoever runs the tests sees it."""

    def write(what: str, seconds: float) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n    {what}: nobody was answered for {seconds:.1f} s ")

    return write


def test_a_killed_postgresql_loses_nothing(whole: Rig, figure: Callable[[str, float], None]) -> None:
    """The leader's PostgreSQL is gone from one moment to the next; a standby takes over."""
    with whole.at_work() as leader:
        at = kill_postgres(leader)
        gap = whole.recovered(at)

    assert whole.cluster.leader() is not leader
    assert whole.reckon().well, whole.reckon()
    figure("PostgreSQL killed", gap)


def test_a_machine_without_power_loses_nothing(whole: Rig, figure: Callable[[str, float], None]) -> None:
    """The leader's etcd, Patroni and PostgreSQL are gone; it comes back as a standby by itself."""
    with whole.at_work() as leader:
        at = monotonic()
        leader.kill()
        gap = whole.recovered(at)
        leader.start()
        whole.cluster.wait_whole()

    assert whole.cluster.leader() is not leader
    assert whole.reckon().well, whole.reckon()
    figure("machine without power", gap)


def test_a_machine_that_stands_still_and_goes_on_loses_nothing(whole: Rig, figure: Callable[[str, float], None]) -> None:
    """Its connections look alive; when it goes on it still thinks that it leads, and nobody may believe it."""
    with whole.at_work() as leader:
        at, frozen = monotonic(), leader.everything()
        send(frozen, signal.SIGSTOP)
        try:
            gap = whole.recovered(at)
            new_leader = whole.cluster.leader()
        finally:
            send(frozen[::-1], signal.SIGCONT)
        whole.cluster.wait_whole()

    assert new_leader is not leader
    assert whole.reckon().well, whole.reckon()
    figure("machine stood still", gap)


def test_a_standby_that_stands_still_holds_nobody_up(whole: Rig, figure: Callable[[str, float], None]) -> None:
    """The other one has what is committed; the leader stays."""
    with whole.at_work() as leader:
        receivers, at = whole.cluster.standbys()[0].backends("walreceiver"), monotonic()
        assert len(receivers) == 1
        send(receivers, signal.SIGSTOP)
        try:
            gap = whole.recovered(at)
        finally:
            send(receivers, signal.SIGCONT)

    assert whole.cluster.leader() is leader
    assert whole.reckon().well, whole.reckon()
    figure("one standby stood still", gap)


def test_replication_that_stood_still_before_the_machine_died_loses_nothing(
    whole: Rig, figure: Callable[[str, float], None]
) -> None:
    """Nothing is answered that only the dying machine has. The same without synchronous_mode: test_cluster_control.py."""
    pause = threading.Event()
    with whole.at_work() as leader:
        stop_replication(leader)
        at = monotonic()
        pause.wait(0.5)
        before = whole.fleet.acked()
        pause.wait(STALL_S)
        answered = whole.fleet.acked() - before
        leader.kill()
        gap = whole.recovered(at)
        leader.start()
        whole.cluster.wait_whole()

    assert answered <= 2, "answers came although no second machine had them"
    assert whole.cluster.leader() is not leader
    assert whole.reckon().well, whole.reckon()
    figure("replication stood still, then machine without power", gap)


def test_a_wait_broken_off_by_hand_is_not_taken_for_kept(whole: Rig) -> None:
    """A technician ends sessions that seem to hang: their commits are visible then, on one machine only. Kiosks ask again, and
    must not hear that all is well before a second machine has it: the first one dies.
    """
    waiting = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'hub' AND wait_event = 'SyncRep'"
    pause = threading.Event()
    with whole.at_work() as leader, whole.session(leader) as technician:
        stop_replication(leader)
        pause.wait(1.5)
        ended = technician.execute(waiting).fetchall()
        pause.wait(STALL_S)
        leader.kill()
        whole.recovered(monotonic())
        leader.start()
        whole.cluster.wait_whole()

    assert ended
    assert whole.reckon().well, whole.reckon()


def test_a_killed_hub_loses_nothing(whole: Rig, figure: Callable[[str, float], None]) -> None:
    """The kiosks that spoke to it go on with the other; it comes back on the same data folder."""
    first = whole.hubs.each[0]
    with whole.at_work():
        at = monotonic()
        first.kill()
        gap = whole.recovered(at)
        first.start()

    assert whole.reckon().well, whole.reckon()
    figure("hub killed", gap)
