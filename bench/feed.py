"""Bench: ten thousand items of the feed taken over real HTTP from a real hub, and how late a loop beside it is served meanwhile."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import threading
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, process_time

from bench.fleet_hub import load
from bench.stats import Goal, as_json, verdicts
from kiosk.outside import wall
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.store.feed import FeedShelf
from kiosk.sync.feed import FeedReader
from kiosk.sync.keyring import Fixed, Keyring
from kiosk.sync.line import HubLine
from kiosk.wire import Enrolment
from tests.hub import pg
from tests.long.model.hubs import ENGINES, ModelHub, database

APPLY_S, STALL_MS = 2.0, 50.0
TICK_S = 1 / 60
SECRET = "a" * 64


def prepare(hub: ModelHub, items: int) -> Enrolment:
    """Fill a branch's feed, and take a kiosk in."""
    hub.does("library", key="b")
    hub.does("event", library="b", key="e", title="Højtlæsning", body="Kom. " * 30)
    hub.does("fill", library="b", like="e", many=items // 2 - 1)
    device = hub.does("devices", library="b", secrets=[sha256(SECRET.encode()).hexdigest()])[0]
    return Enrolment(hub=hub.does("identity")["hub"], device=device, secret=SECRET)


def sync(address: str, who: Enrolment, file: Path, told: multiprocessing.SimpleQueue[tuple[int, float, float]]) -> None:
    """Be the sync process: pull until nothing is new, and say how many items came, in how many seconds and how much CPU."""
    connection = open_content(file)
    shelf = FeedShelf(connection, version="1")
    line = HubLine(base_url=address, keys=Keyring(Fixed(who), rotates=False))
    reader = FeedReader(line=line, keep=shelf, wall=wall, clock=monotonic)
    begun, cpu, items, more = perf_counter(), process_time(), 0, True
    while more:
        pulled = reader.pull()
        items, more = items + pulled.items, pulled.more
    told.put((items, perf_counter() - begun, process_time() - cpu))
    connection.close()


def glass(file: Path, ending: threading.Event) -> list[float]:
    """Be the glass: a loop of sixty ticks a second, and a lane that reads the programme when it has changed. Give the delays."""
    delays: list[float] = []
    lane = threading.Thread(target=_read_when_new, args=(file, ending))
    lane.start()
    clock = threading.Event()
    while not ending.is_set():
        due = perf_counter() + TICK_S
        clock.wait(TICK_S)
        delays.append(max(0.0, perf_counter() - due) * 1000)
    lane.join()
    return delays


def _read_when_new(file: Path, ending: threading.Event) -> None:
    """Read as the store's lane does."""
    connection = open_content(file)
    content = Content(connection)
    seen = -1
    while not ending.wait(0.25):
        version = connection.pragma("data_version")
        if version != seen:
            seen = version
            content.programme(wall())
    connection.close()


def measure(engine: str, items: int) -> tuple[int, float, float, list[float], list[float]]:
    """Give items, seconds, seconds of processor, and the delays in peace and while it was taken in."""
    processes = multiprocessing.get_context("spawn")
    with (
        TemporaryDirectory(prefix="bench-feed-") as folder,
        database(engine) as address,
        ModelHub(Path(folder) / "hub", address) as hub,
    ):
        who, file, told = prepare(hub, items), Path(folder) / "content.db", processes.SimpleQueue()
        open_content(file).close()
        peace = _beside(file, lambda: threading.Event().wait(2.0))
        process = processes.Process(target=sync, args=(f"http://127.0.0.1:{hub.port}", who, file, told))
        busy = _beside(file, lambda: _run(process))
        taken, seconds, cpu = told.get()
    return taken, seconds, cpu, peace, busy


def _run(process: multiprocessing.process.BaseProcess) -> None:
    """Start a process and wait for its end."""
    process.start()
    process.join()


def _beside(file: Path, act: Callable[[], object]) -> list[float]:
    """Do something beside a glass; give the glass's delays."""
    ending = threading.Event()

    def acting() -> None:
        act()
        ending.wait(0.6)
        ending.set()

    actor = threading.Thread(target=acting)
    actor.start()
    delays = glass(file, ending)
    actor.join()
    return delays


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(prog="python -m bench.feed", description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[bool(pg.BINARIES)])
    parser.add_argument("--items", type=int, default=10_000, help="events; each has its seats beside it (default 10000)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
    parser.add_argument("--check", action="store_true", help="end with 1 where a goal is missed")
    options = parser.parse_args(words)
    taken, seconds, cpu, peace, busy = measure(options.engine, options.items)
    goals = [
        Goal(f"{taken} items taken in, s", seconds, APPLY_S),
        Goal("worst tick of the loop meanwhile, ms", max(busy), STALL_MS),
    ]
    if options.json:
        print(as_json({"in peace, ms": peace, "meanwhile, ms": busy}, goals))
    else:
        print(f"{taken} items in {seconds:.2f} s, of which {cpu:.2f} s of processor; load {load()}")
        print(f"worst tick in peace {max(peace):.1f} ms, meanwhile {max(busy):.1f} ms")
        print(verdicts(goals))
    return 1 if options.check and not all(goal.met for goal in goals) else 0


if __name__ == "__main__":
    sys.exit(main())
