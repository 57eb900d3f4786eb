"""Bench: thousands of kiosks at one hub: a quiet day, all of them back after an outage, and what each question costs."""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import Any

from bench.fleet_hub import LETTERS, Fleet, fleet, load
from bench.fleet_kiosk import Kiosk, Told, alone, come_back, poll
from bench.stats import Goal, as_json, percentile, table, verdicts

HEAD = ("", "asked", "a second", "lost", "p50 ms", "p99 ms", "CPU ms each")


class Part:
    """One part of the bench: what was asked, what it cost."""

    def __init__(self, name: str, hub: Fleet) -> None:
        self.name = name
        self.told = Told()
        self._hub = hub
        self._begun, self._cpu = monotonic(), hub.cpu_s()
        self.cpu_ms = self.seconds = 0.0

    def done(self) -> None:
        """Stop counting."""
        self.seconds = monotonic() - self._begun
        self.cpu_ms = (self._hub.cpu_s() - self._cpu) * 1000 / max(1, self.told.asked)

    @property
    def lost(self) -> int:
        """Questions without a whole answer, and answers that were errors."""
        wrong = sum(many for status, many in self.told.statuses.items() if status not in {200, 304})
        return sum(self.told.lost.values()) + wrong

    def rows(self) -> list[list[str]]:
        """Lines of the table: all of it, then kind by kind."""
        ms = self.told.ms
        every = [value for values in ms.values() for value in values]
        rows = [self._row(self.name, every, self.lost, f"{self.cpu_ms:.2f}")]
        if len(ms) > 1:
            rows += [self._row(f"  {kind}", values, self.told.lost.get(kind, 0), "") for kind, values in sorted(ms.items())]
        return rows

    def _row(self, name: str, values: Sequence[float], lost: int, cpu: str) -> list[str]:
        """One line."""
        if not values:
            return [name, "0", "", str(lost), "", "", cpu]
        pace = len(values) / self.seconds
        return [
            name,
            str(len(values)),
            f"{pace:.1f}",
            str(lost),
            f"{percentile(values, 0.5):.0f}",
            f"{percentile(values, 0.99):.0f}",
            cpu,
        ]


async def quiet_day(hub: Fleet, minutes: float, rhythm_s: float, dice: random.Random) -> Part:
    """Every kiosk asks in its rhythm; an editor changes something each second."""
    told = Told()
    kiosks = hub.kiosks(told)
    for kiosk in kiosks[:]:
        kiosk.cursor = "none.0"
    part = Part("a quiet day", hub)
    part.told = told
    living = asyncio.gather(*(poll(kiosk, minutes * 60, rhythm_s, dice) for kiosk in kiosks))
    while not living.done():
        await asyncio.to_thread(hub.edit, dice)
        await asyncio.sleep(1.0)
    await living
    part.done()
    return part


async def storm(hub: Fleet, within_s: float, dice: random.Random) -> Part:
    """All come back after an outage, each with letters, and the whole feed to read."""
    told = Told()
    kiosks = hub.kiosks(told, LETTERS)
    part = Part(f"back within {within_s:g} s", hub)
    part.told = told
    coming = [asyncio.create_task(come_back(kiosk, within_s, dice)) for kiosk in kiosks]
    # A hub that cannot keep up is seen to; a bench that never ends is not.
    _, late = await asyncio.wait(coming, timeout=2 * within_s + 60)
    for each in late:
        each.cancel()
    await asyncio.gather(*coming, return_exceptions=True)
    told.lost["kiosks not done in time"] = len(late)
    part.done()
    return part


async def each_alone(hub: Fleet, many: int) -> list[Part]:
    """What one kind of question costs, four at a time."""
    acts: list[tuple[str, int, Callable[[Kiosk], Awaitable[Any]]]] = [
        ("feed, all 40 events", 0, Kiosk.feed),
        ("feed, 304", 0, Kiosk.feed),
        ("1 sign-up", 1, Kiosk.push),
        ("20 sign-ups", LETTERS, Kiosk.push),
        ("heartbeat", 0, Kiosk.beat),
    ]
    parts = []
    for name, letters, act in acts:
        told = Told()
        kiosks = hub.kiosks(told, letters, many)
        if name == "feed, 304":
            await alone(kiosks, Kiosk.feed)
            told.ms.clear()
        part = Part(name, hub)
        part.told = told
        await alone(kiosks, act)
        part.done()
        parts.append(part)
    return parts


async def measure(hub: Fleet, options: argparse.Namespace) -> list[Part]:
    """Run the parts one after the other."""
    dice = random.Random(options.seed)
    parts = await each_alone(hub, min(options.kiosks, options.alone))
    before = hub.hub.does("how_many_ops")
    if options.minutes:
        parts.append(await quiet_day(hub, options.minutes, options.rhythm, dice))
    if options.storm:
        back = await storm(hub, options.storm, dice)
        kept = hub.hub.does("how_many_ops") - before
        back.told.lost["letters acked and not there"] = max(0, back.told.acked - kept)
        parts.append(back)
    return parts


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.fleet", description=__doc__)
    parser.add_argument("--engine", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--kiosks", type=int, default=5000, help="how many (default 5000)")
    parser.add_argument("--minutes", type=float, default=3.0, help="how long the quiet day is (default 3; 0 leaves it out)")
    parser.add_argument("--rhythm", type=float, default=60.0, help="seconds between two questions of one kiosk (default 60)")
    parser.add_argument(
        "--storm", type=float, default=300.0, help="seconds within which all come back (default 300; 0 leaves it out)"
    )
    parser.add_argument("--alone", type=int, default=400, help="how many questions of each kind by itself (default 400)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where something was lost")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and judge."""
    options = arguments(words)
    with fleet(options.engine, options.kiosks) as hub:
        before = load()
        parts = asyncio.run(measure(hub, options))
    goals = [Goal(f"{part.name}: lost or late", float(part.lost), 0) for part in parts]
    if options.json:
        print(as_json({f"{part.name}, {kind}, ms": values for part in parts for kind, values in part.told.ms.items()}, goals))
    else:
        print(f"{options.kiosks} kiosks, {options.engine}, load {before} before and {load()} after")
        print(table(HEAD, [row for part in parts for row in part.rows()]))
        print(verdicts(goals))
    return 1 if options.check and not all(goal.met for goal in goals) else 0


if __name__ == "__main__":
    sys.exit(main())
