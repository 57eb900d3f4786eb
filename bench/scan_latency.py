"""Bench: from a code's last byte on the line to the scene that answers it, over a real pseudo-terminal."""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bench.stats import Goal, as_json, percentile, summary, table, verdicts
from devices.scanner.addresses import scanner_at
from devices.scanner.pretend import PretendScanner
from devices.scanner.rules import ScanRules
from devices.scanner_keeper import ScannerKeeper
from kiosk.build import ASSETS
from kiosk.nouns import Health, Well
from kiosk.outside import wall
from kiosk.runtime.loop import Loop
from kiosk.visit.events import CodeScanned
from kiosk.visit.machine import begin, step
from kiosk.visit.states import House
from kiosk.visit.view import view
from kiosk.visit.views import Scene
from kiosk.words.catalogue import Catalogue

GOAL_MS = 15.0
"""What the slowest but one of a hundred scans may take. Ours."""

BYTE_S = 10 / 9600
"""How far apart bytes come on a line of 9600 baud."""

WAIT_S = 5.0
HEAD = ("", "median ms", "p95", "p99", "max", "scans")


class Chain:
    """A scanner on a pseudo-terminal, its keeper, and the loop with the machine behind it. All but the window."""

    def __init__(self, folder: Path) -> None:
        """Plug the scanner in, and wait until it is read."""
        self._answered, self._ready, self._woken = threading.Event(), threading.Event(), threading.Event()
        self._at = 0.0
        self._scanner = PretendScanner(link=folder / "scanner")
        self._scanner.plug()
        catalogue = Catalogue.load(ASSETS / "words")
        kiosk = begin(House(branch="Bench", library="", now=wall()))
        self._loop = Loop(
            kiosk=kiosk,
            step=lambda kiosk, event: step(kiosk, event, catalogue),
            view=lambda kiosk: view(kiosk, catalogue),
            perform=lambda _effect: None,
            present=self._present,
            wake=self._woken.set,
        )
        self._keeper = ScannerKeeper(
            scanner=scanner_at(f"serial:{self._scanner.link}", 9600),
            on_code=lambda code: self._loop.post(CodeScanned(code)),
            on_health=self._health,
            rules=ScanRules(),
        )
        self._keeper.start()
        if not self._ready.wait(WAIT_S):
            raise TimeoutError("the scanner was not opened")

    def scan(self, number: int) -> float:
        """Send a code byte by byte; gives the milliseconds from its last byte to the scene that answers it."""
        self._answered.clear()
        self._woken.clear()
        code = b"bench" + b"x" * (number % 8) + b"\r"  # each of another length than the last: no double scan
        pause = threading.Event()
        for byte in code[:-1]:
            self._scanner.send(bytes((byte,)))
            pause.wait(BYTE_S)
        began = perf_counter()
        self._scanner.send(code[-1:])
        while not self._answered.is_set():
            if not self._woken.wait(WAIT_S):
                raise TimeoutError("a scan was not answered")
            self._woken.clear()
            self._loop.pump()
        return (self._at - began) * 1000

    def close(self) -> None:
        """Pull everything out."""
        self._keeper.stop()
        self._scanner.unplug()

    def _health(self, health: Health) -> None:
        """Hear that the scanner is read."""
        if isinstance(health, Well):
            self._ready.set()

    def _present(self, _scene: Scene) -> None:
        """Note when the answer was there. A window would draw it now."""
        self._at = perf_counter()
        self._answered.set()


def measure(scans: int) -> list[float]:
    """Give the milliseconds of each scan; the first ten, which fill the caches, are not counted."""
    with tempfile.TemporaryDirectory() as folder:
        chain = Chain(Path(folder))
        try:
            return [chain.scan(number) for number in range(scans + 10)][10:]
        finally:
            chain.close()


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and judge. 0 well, 1 a goal is missed (with --check)."""
    parser = argparse.ArgumentParser(prog="python -m bench.scan_latency", description=__doc__)
    parser.add_argument("--scans", type=int, default=500, help="how many codes to scan (default 500)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where the goal is missed")
    options = parser.parse_args(words)
    taken = measure(options.scans)
    goals = [Goal("scan, p99 ms", percentile(taken, 0.99), GOAL_MS)]
    if options.json:
        print(as_json({"scan": taken}, goals))
    else:
        short = summary(taken)
        figures = (short.median, short.p95, percentile(taken, 0.99), max(taken))
        print(table(HEAD, [("last byte -> scene", *(f"{value:.2f}" for value in figures), str(short.n))]))
        print(verdicts(goals))
    return 1 if options.check and not all(goal.met for goal in goals) else 0


if __name__ == "__main__":
    sys.exit(main())
