"""The reckoning: what visitors were told at the kiosks, against what the hub's database holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.long.cluster.kiosks import Fleet

SIGNUPS = "SELECT op_id, slip, status, tell FROM hub_signup"
SEATS = """
SELECT o.key, s.capacity, s.taken, s.waiting, o.overbooked,
  coalesce(sum(u.seats) FILTER (WHERE u.status = 'confirmed'), 0), coalesce(sum(u.seats) FILTER (WHERE u.status = 'waitlist'), 0)
FROM hub_seats s JOIN hub_occasion o ON o.id = s.occasion_id LEFT JOIN hub_signup u ON u.occasion_id = o.id
GROUP BY o.key, s.capacity, s.taken, s.waiting, o.overbooked
"""


@dataclass(frozen=True)
class Reckoning:
    """What does not agree; everything is empty when all is well. `acked` = how many promises were looked at."""

    acked: int
    lost: frozenset[str]
    never_arrived: frozenset[str]
    strangers: frozenset[str]
    doubled: int
    changed: frozenset[str]
    miscounted: tuple[str, ...]
    oversold: tuple[str, ...]
    unmarked: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Whether everything agrees, and no event has more than its seats."""
        return not self.faults and not self.oversold

    @property
    def faults(self) -> dict[str, Any]:
        """Give what is wrong wherever it happens; too many in an event is not, after a restore, when staff see it."""
        names = ("lost", "never_arrived", "strangers", "doubled", "changed", "miscounted", "unmarked")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


@dataclass(frozen=True)
class Held:
    """What the hub's database holds: its sign-ups, and its events with their seats."""

    signups: list[tuple[Any, ...]]
    events: list[tuple[Any, ...]]


def in_postgresql(address: str) -> Held:
    """Read it out of PostgreSQL."""
    with psycopg.connect(address, connect_timeout=5) as connection:
        return Held(connection.execute(SIGNUPS).fetchall(), connection.execute(SEATS).fetchall())


def in_file(path: Path) -> Held:
    """Read it out of SQLite's file."""
    with closing(sqlite3.connect(path)) as connection:
        return Held(connection.execute(SIGNUPS).fetchall(), connection.execute(SEATS).fetchall())


def reckon(fleet: Fleet, held: Held) -> Reckoning:
    """Compare. A sign-up is doubled when two rows carry one slip, whatever their ids."""
    made = {letter for kiosk in fleet.kiosks for letter in kiosk.made}
    told = {letter: status for kiosk in fleet.kiosks for letter, status in kiosk.told().items()}
    there = {letter: status for letter, _, status, _ in held.signups}
    contradicted = {letter for kiosk in fleet.kiosks for letter in kiosk.contradicted}
    return Reckoning(
        acked=len(told),
        lost=frozenset(told.keys() - there.keys()),
        never_arrived=frozenset(made - there.keys()),
        strangers=frozenset(there.keys() - made),
        doubled=len(held.signups) - len({slip for _, slip, *_ in held.signups}),
        changed=frozenset(contradicted | {letter for letter, status in told.items() if there.get(letter, status) != status}),
        miscounted=tuple(key for key, _, taken, waiting, _, seats, queue in held.events if (taken, waiting) != (seats, queue)),
        oversold=tuple(key for key, capacity, taken, *_ in held.events if taken > capacity),
        unmarked=tuple(key for key, capacity, taken, _, marked, *_ in held.events if taken > capacity and not marked),
    )
