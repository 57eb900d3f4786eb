"""Bench: how long from a touch to changed pixels, for the kiosk, a plain page in Chromium, and the least that Kivy can be."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import astuple
from pathlib import Path

from bench.glass import Glass, Round, TooSlowError
from bench.ours import EVENTS, python_ms
from bench.processes import ProgramError
from bench.stats import HEAD, Goal, as_json, figures, percentile, table, verdicts
from bench.subjects import BARE, HEIGHT, OURS, PAGE, WIDTH, Opener, openers
from bench.x11 import Area, Display, XError, xvfb

WHOLE = Area(0, 0, WIDTH, HEIGHT)
STEPS = ("press -> pressed look", f"release -> list of {EVENTS}", "release -> Home")

PYTHON_GOAL_MS = 8.0
"""What our own code may take of a frame (p95). Ours: half of a sixtieth of a second."""


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.touch", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="rounds of each program, interleaved (default 30)")
    parser.add_argument("--only", action="append", choices=(OURS, PAGE, BARE), default=[], help="measure this one; may be repeated")
    parser.add_argument("--page-keeps-rows", action="store_true", help="let the page keep its rows instead of making them anew")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where a goal is missed")
    return parser.parse_args(words)


def measure(found: Mapping[str, Opener], rounds: int) -> dict[str, list[Round]]:
    """Run all programs, each on a display of its own, and take turns. Raises ProgramError, TooSlowError, XError."""
    with ExitStack() as stack:
        glasses: dict[str, Glass] = {}
        for name, opened in found.items():
            display = stack.enter_context(xvfb(WIDTH, HEIGHT))
            subject = stack.enter_context(opened(display))
            finger = Display(display)
            stack.callback(finger.close)
            glasses[name] = Glass(finger, WHOLE, field=subject.field, back=subject.back)
            glasses[name].learn()
        taken: dict[str, list[Round]] = {name: [] for name in glasses}
        for _ in range(rounds):
            for name, glass in glasses.items():
                taken[name].append(glass.round())
        return taken


def series(taken: Mapping[str, Sequence[Round]]) -> dict[str, list[float]]:
    """Turn rounds into one series for each step and program, named `step, program`."""
    return {
        f"{step}, {name}": [astuple(one)[at] for one in rounds] for at, step in enumerate(STEPS) for name, rounds in taken.items()
    }


def rows(times: Mapping[str, Sequence[float]]) -> list[list[str]]:
    """Give the table's rows, each with its ratio to the page in Chromium."""
    return [figures(name, values, times.get(f"{name.rpartition(', ')[0]}, {PAGE}", ())) for name, values in times.items()]


def main() -> int:
    """Measure, print, and judge."""
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        html = Path(__file__).with_name("page.html").read_bytes()
        found = openers(Path(work), html, only=wanted.only, query="?keep" if wanted.page_keeps_rows else "")
        try:
            times = series(measure(found, wanted.rounds))
        except (ProgramError, TooSlowError, XError) as trouble:
            print(trouble, file=sys.stderr)
            return 2
        own = python_ms(Path(work))
    goals = [Goal("own code of a frame, p95 ms", percentile(own, 0.95), PYTHON_GOAL_MS)] if own else []
    if own:
        times["own code of a frame, kiosk"] = own
    print(as_json(times, goals) if wanted.json else "\n".join([table(HEAD, rows(times)), "milliseconds", verdicts(goals)]))
    return int(wanted.check and not all(goal.met for goal in goals))


if __name__ == "__main__":
    sys.exit(main())
