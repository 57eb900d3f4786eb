"""Bench: from a code's last byte on the line to changed pixels, beside a touch that opens the same page, on the real glass."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

from bench.glass import LONGEST, LOOK_SECONDS, SETTLE_SECONDS, Look, TooSlowError, telling_patch
from bench.ours import PROJECT, Ours, come_home, control, controls
from bench.processes import ProgramError, pause
from bench.stats import HEAD, Goal, as_json, figures, percentile, table, verdicts
from bench.subjects import HEIGHT, WIDTH, folder
from bench.x11 import Area, Display, XError, xvfb
from devices.scanner.pretend import PretendScanner

WHOLE = Area(0, 0, WIDTH, HEIGHT)
DEMO = PROJECT / "assets" / "demo"
SCAN, TOUCH = "last byte -> the book's page", "release -> the book's page"

MORE = """\

[scanner]
address = "serial:{link}"
"""

GOAL_MS = 15.0
"""What a scan may take more than a touch: both draw the same frame. Ours."""

DOUBLE_S = 2.0
"""How long the same code counts as one scan."""


class Desk:
    """The real kiosk on a display, a pretend scanner before it, and a finger."""

    def __init__(self, finger: Display, ours: Ours, scanner: PretendScanner) -> None:
        """Take them, and learn which patch of the glass tells the book's page from the room."""
        self._finger, self._ours, self._scanner = finger, ours, scanner
        self._patch = WHOLE
        self._seen: bytes = b""
        rows = json.loads((DEMO / "books.json").read_text(encoding="utf-8"))["rows"]
        self._isbn = {row["key"]: row["isbn"] for row in rows}
        self._books: list[str] = []

    def learn(self) -> None:
        """Go in, open a book slowly, and come back. Raises ProgramError, TooSlowError."""
        come_home(self._finger, self._ours.targets)
        self._finger.tap(*control(self._ours.targets, "room.reading").middle)
        pause(1.0)
        # Two of those in sight: a code scanned twice in a row is one scan.
        self._books = [name.removeprefix("book.") for name in controls(self._ours.targets) if name.startswith("book.")][:2]
        room = Look(WHOLE, self._finger.pixels(WHOLE))
        at = control(self._ours.targets, f"book.{self._books[0]}").middle
        self._finger.move(*at)
        self._finger.button(down=True)
        pause(1.0)
        pressed = Look(WHOLE, self._finger.pixels(WHOLE))
        self._finger.button(down=False)
        pause(1.0)
        page = Look(WHOLE, self._finger.pixels(WHOLE))
        self._patch = telling_patch(WHOLE, (room, page), (pressed, page))
        self._seen = room.patch(self._patch)
        self._back()

    def touch(self) -> float:
        """Touch a book; gives the milliseconds from the release to the page."""
        self._finger.move(*control(self._ours.targets, f"book.{self._books[0]}").middle)
        pause(SETTLE_SECONDS)
        self._finger.button(down=True)
        pause(SETTLE_SECONDS)
        return self._until_page(lambda: self._finger.button(down=False))

    def scan(self) -> float:
        """Scan a book; gives the milliseconds from the last byte to the page."""
        pause(DOUBLE_S)
        self._scanner.send(self._isbn[self._books[0]].encode())
        pause(0.02)
        return self._until_page(lambda: self._scanner.send(b"\r"))

    def _until_page(self, act: Callable[[], object]) -> float:
        """Act, and watch the patch; then go back to the room. Raises TooSlowError."""
        began = monotonic()
        act()
        while self._finger.pixels(self._patch) == self._seen:
            if monotonic() - began > LONGEST:
                raise TooSlowError(f"the book's page did not come in {LONGEST:g} s")
            pause(LOOK_SECONDS)
        taken = (monotonic() - began) * 1000
        pause(SETTLE_SECONDS)
        self._back()
        return taken

    def _back(self) -> None:
        """From the book's page to the room, as it was."""
        self._finger.tap(*control(self._ours.targets, "back").middle)
        end = monotonic() + LONGEST
        while self._seen and self._finger.pixels(self._patch) != self._seen:
            if monotonic() > end:
                raise TooSlowError(f"the room did not come back in {LONGEST:g} s")
            pause(0.01)
        pause(SETTLE_SECONDS)


def measure(work: Path, rounds: int) -> dict[str, list[float]]:
    """Take turns between touch and scan. Raises ProgramError, TooSlowError, XError."""
    scanner = PretendScanner(link=work / "scanner")
    ours = Ours(folder(work, "kiosk"), count=20, more=MORE.format(link=scanner.link))
    taken: dict[str, list[float]] = {TOUCH: [], SCAN: []}
    with ExitStack() as stack:
        scanner.plug()
        stack.callback(scanner.unplug)
        ours.sync()
        display = stack.enter_context(xvfb(WIDTH, HEIGHT))
        stack.enter_context(ours.running(display))
        finger = Display(display)
        stack.callback(finger.close)
        desk = Desk(finger, ours, scanner)
        desk.learn()
        for number in range(rounds + 1):
            touch, scan = desk.touch(), desk.scan()
            if number:  # the first of each fills the caches
                taken[TOUCH].append(touch)
                taken[SCAN].append(scan)
    return taken


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and judge. 0 well, 1 a goal is missed (with --check), 2 it could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.scan_glass", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="touches and scans, in turns (default 20)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where the goal is missed")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        try:
            taken = measure(Path(work), options.rounds)
        except (ProgramError, TooSlowError, XError) as trouble:
            print(trouble, file=sys.stderr)
            return 2
    more = percentile(taken[SCAN], 0.5) - percentile(taken[TOUCH], 0.5)
    goals = [Goal("what a scan takes more than a touch, median ms", more, GOAL_MS)]
    rows = [figures(name, values, taken[TOUCH], 1) for name, values in taken.items()]
    print(as_json(taken, goals) if options.json else "\n".join([table(HEAD, rows), "milliseconds", verdicts(goals)]))
    return int(options.check and not all(goal.met for goal in goals))


if __name__ == "__main__":
    sys.exit(main())
