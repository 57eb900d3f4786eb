"""All of it together: a cluster, two hubs on it and twenty-four kiosks; and how a test ends."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

import psycopg

from tests.long.cluster.hubs import Hubs
from tests.long.cluster.kiosks import Fleet
from tests.long.cluster.ledger import Reckoning, in_postgresql, reckon
from tests.long.cluster.machines import Cluster, Machine
from tests.long.cluster.processes import send, wait_for

KIOSKS = 24
CAPACITY = 100
WARM = 40
"""How many batches are answered before anything breaks."""

AFTER = 100
"""How many are answered again before the reckoning."""


@dataclass
class Rig:
    """What a test of the cluster holds."""

    cluster: Cluster
    hubs: Hubs
    fleet: Fleet

    def reckon(self) -> Reckoning:
        """Let the kiosks come to an end, and compare."""
        self.fleet.stop()
        self.fleet.drain()
        assert not self.fleet.ended
        return reckon(self.fleet, in_postgresql(self.cluster.address()))

    def recovered(self, since: float) -> float:
        """Wait until the fleet is served again, and every kiosk of it; give how long nobody was answered."""
        self.fleet.wait_for_acks(AFTER, "the fleet to be served again", 180)
        wait_for("every kiosk to be served again", lambda: all(kiosk.acks[-1] > since for kiosk in self.fleet.kiosks), 60)
        return self.fleet.gap(since)

    @contextmanager
    def at_work(self) -> Iterator[Machine]:
        """Let the kiosks sign people up on a whole cluster; give its leader."""
        self.cluster.wait_whole()
        self.fleet.go()
        try:
            self.fleet.wait_for_acks(WARM)
            yield self.cluster.leader()
        finally:
            self.fleet.stop()

    def session(self, machine: Machine) -> psycopg.Connection[tuple[object, ...]]:
        """Give a technician's session on one machine, past HAProxy."""
        address = self.cluster.address("postgres", "postgres").replace(self.cluster.values["DATABASE_DOOR"], machine.pg)
        return psycopg.connect(address, autocommit=True, connect_timeout=5)


@contextmanager
def rig() -> Iterator[Rig]:
    """Build it all, and leave nothing behind."""
    with Cluster() as cluster, Hubs(cluster) as hubs:
        codes = hubs.each[0].run("tests.long.cluster.seed", str(KIOSKS), str(CAPACITY)).split()
        fleet = Fleet(hubs.door, codes, cluster.folder / "kiosks")
        try:
            yield Rig(cluster, hubs, fleet)
        finally:
            fleet.stop()
            fleet.close()


def stop_replication(leader: Machine) -> None:
    """Let nothing reach the standbys any more, while nobody sees a broken connection."""
    senders = leader.backends("walsender")
    assert len(senders) == 2
    send(senders, signal.SIGSTOP)


def kill_postgres(leader: Machine) -> float:
    """Kill PostgreSQL, children first, so that none of them can still say anything; give when."""
    pids, at = leader.postgres(), monotonic()
    assert len(pids) > 5
    send(pids, signal.SIGKILL)
    return at
