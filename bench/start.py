"""Bench: time and memory from the start of the process to a first screen that takes touches."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import chromium
from bench.processes import ProgramError, pause, pss_mb
from bench.stats import HEAD, Goal, as_json, figures, ratio, table, verdicts
from bench.subjects import BARE, HEIGHT, OURS, PAGE, WIDTH, Opener, openers
from bench.x11 import XError, xvfb

TIME_GOAL, MEMORY_GOAL = 0.35, 0.5
"""What the kiosk may take of an empty page in Chromium, median to median. Ours."""

SETTLE_SECONDS = 1.5
"""After the first screen, before memory is looked at: what waits until Home is on the glass counts as well."""

CACHES = Path("/proc/sys/vm/drop_caches")
TIME, MEMORY = "start ms", "PSS MB"


@dataclass(frozen=True, slots=True)
class Start:
    """One start: milliseconds to the first screen, and MB of the process and its children after it has settled."""

    ms: float
    mb: float


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.start", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="starts of each program, interleaved (default 7)")
    parser.add_argument("--only", action="append", choices=(OURS, PAGE, BARE), default=[], help="measure this one; may be repeated")
    parser.add_argument("--profile", choices=("fresh", "kept"), default="fresh", help="Chromium's profile: new each time, or kept")
    parser.add_argument("--cold", action="store_true", help="empty the page cache before each start, where that is allowed")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where a goal is missed")
    return parser.parse_args(words)


def measure(found: Mapping[str, Opener], rounds: int, *, cold: bool) -> dict[str, list[Start]]:
    """Start each program once without counting (its caches fill), then in turn. Raises ProgramError, XError."""
    taken: dict[str, list[Start]] = {name: [] for name in found}
    with xvfb(WIDTH, HEIGHT) as display:
        for number in range(rounds + 1):
            for name, opened in found.items():
                if cold:
                    CACHES.write_text("3")
                start = _once(opened, display)
                if number:
                    taken[name].append(start)
    return taken


def _once(opened: Opener, display: str) -> Start:
    """Start and stop one program."""
    with opened(display) as subject:
        pause(SETTLE_SECONDS)
        return Start(subject.start_ms, pss_mb(subject.program.pids))


def series(taken: Mapping[str, Sequence[Start]]) -> dict[str, list[float]]:
    """Turn starts into one series for each figure and program, named `figure, program`."""
    times = {f"{TIME}, {name}": [one.ms for one in starts] for name, starts in taken.items()}
    return times | {f"{MEMORY}, {name}": [one.mb for one in starts] for name, starts in taken.items()}


def rows(values: Mapping[str, Sequence[float]]) -> list[list[str]]:
    """Give the table's rows, each with its ratio to the page in Chromium."""
    return [figures(name, one, values.get(f"{name.partition(', ')[0]}, {PAGE}", ())) for name, one in values.items()]


def goals(values: Mapping[str, Sequence[float]]) -> list[Goal]:
    """Judge the kiosk; without it or Chromium there is nothing to judge."""
    pairs = ((TIME, TIME_GOAL), (MEMORY, MEMORY_GOAL))
    if not all(f"{figure}, {name}" in values for figure, _ in pairs for name in (OURS, PAGE)):
        return []
    return [
        Goal(f"{figure}, kiosk to Chromium", ratio(values[f"{figure}, {OURS}"], values[f"{figure}, {PAGE}"]), limit)
        for figure, limit in pairs
    ]


def may_drop_caches() -> bool:
    """Find out whether the page cache can be emptied; say so where it cannot."""
    try:
        CACHES.write_text("1")
    except OSError:
        print("The page cache cannot be emptied here (it takes root): these are warm starts.", file=sys.stderr)
        return False
    return True


def main() -> int:
    """Measure, print, and judge."""
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        found = openers(Path(work), chromium.EMPTY_PAGE, only=wanted.only, fresh=wanted.profile == "fresh")
        try:
            values = series(measure(found, wanted.rounds, cold=wanted.cold and may_drop_caches()))
        except (ProgramError, XError) as trouble:
            print(trouble, file=sys.stderr)
            return 2
    judged = goals(values)
    print(as_json(values, judged) if wanted.json else "\n".join([table(HEAD, rows(values)), verdicts(judged)]))
    return int(wanted.check and not all(goal.met for goal in judged))


if __name__ == "__main__":
    sys.exit(main())
