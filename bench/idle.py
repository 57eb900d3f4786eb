"""Bench: what a still screen costs, as a share of one processor core, and how often the program wakes for it."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from bench import chromium
from bench.ours import come_to_rest, targets
from bench.processes import ProgramError, pause, usage
from bench.stats import Goal, as_json, table, verdicts
from bench.subjects import BARE, HEIGHT, OURS, PAGE, WIDTH, Opener, Subject, openers
from bench.x11 import XError, xvfb

GOAL_PERCENT = 1.0
"""What a still screen may cost of one core. Ours."""

SETTLE_SECONDS = 5.0
HOME_SECONDS = 15.0
"""How long Home stands before the kiosk asks whether anybody is there; with what it takes to settle, under its 25 s."""

HEAD = ("", "% of a core", "switches/s", "seconds")


@dataclass(frozen=True, slots=True)
class Still:
    """A still screen over some seconds."""

    percent: float
    switches: float
    seconds: float


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.idle", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long to look at each screen (default 30)")
    parser.add_argument("--only", action="append", choices=(OURS, PAGE, BARE), default=[], help="measure this one; may be repeated")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where the goal is missed")
    return parser.parse_args(words)


def over(subject: Subject, seconds: float) -> Still:
    """Look at a program for some seconds without touching it."""
    before, began = usage(subject.program.pids), monotonic()
    pause(seconds)
    after, took = usage(subject.program.pids), monotonic() - began
    switches = (after.voluntary_switches - before.voluntary_switches) / took
    return Still((after.cpu_seconds - before.cpu_seconds) / took * 100, switches, took)


def measure(found: Mapping[str, Opener], work: Path, seconds: float) -> dict[str, Still]:
    """Look at each program in turn; at the kiosk twice, with Home on the glass and at rest. Raises ProgramError, XError."""
    taken: dict[str, Still] = {}
    for name, opened in found.items():
        with xvfb(WIDTH, HEIGHT) as display, opened(display) as subject:
            if name == OURS:
                subject.field()  # brings it to Home
            pause(SETTLE_SECONDS)
            taken[f"{name}, Home"] = over(subject, min(seconds, HOME_SECONDS) if name == OURS else seconds)
            if name == OURS:
                come_to_rest(targets(work))
                pause(SETTLE_SECONDS)
                taken[f"{name}, at rest"] = over(subject, seconds)
    return taken


def row(name: str, still: Still) -> list[str]:
    """Give a row of the table."""
    return [name, f"{still.percent:.2f}", f"{still.switches:.1f}", f"{still.seconds:.0f}"]


def main() -> int:
    """Measure, print, and judge."""
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = openers(Path(folder), chromium.EMPTY_PAGE, only=wanted.only)
        try:
            taken = measure(found, Path(folder), wanted.seconds)
        except (ProgramError, XError) as trouble:
            print(trouble, file=sys.stderr)
            return 2
    goals = [Goal(f"{name}, % of a core", still.percent, GOAL_PERCENT) for name, still in taken.items() if name.startswith(OURS)]
    figures = {f"{name}, % of a core": [still.percent] for name, still in taken.items()}
    shown = "\n".join([table(HEAD, [row(*one) for one in taken.items()]), verdicts(goals)])
    print(as_json(figures, goals) if wanted.json else shown)
    return int(wanted.check and not all(goal.met for goal in goals))


if __name__ == "__main__":
    sys.exit(main())
