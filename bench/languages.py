"""Bench: how long another language takes on the glass beside another screen, and what 2,000 switches leave behind."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.stats import Goal, as_json, figures, percentile, table, verdicts

PROJECT = Path(__file__).resolve().parent.parent

SWITCH_GOAL = 2.5
"""How many screen changes another language may take, p95 to p95. Ours."""

ARABIC_GOAL = 2.0
"""How many times as long an Arabic screen may take as the same one in Danish, medians. Ours."""

LEAK_GOAL_KB = 1.0
"""What a switch may leave behind after the caches are full. Ours."""

HEAD = ("", "median", "min", "p95", "n", "ratio")


def measure(switches: int, rounds: int) -> dict[str, list[float]]:
    """Run the glass in a process of its own, off screen. Raises RuntimeError with what it said."""
    words = [sys.executable, "-m", "bench.languages_glass", str(switches), str(rounds)]
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen", "KIVY_NO_ARGS": "1"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=PROJECT, env=environment)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    told: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return told


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and judge. 0 well, 1 a goal is missed (with --check)."""
    parser = argparse.ArgumentParser(prog="python -m bench.languages", description=__doc__)
    parser.add_argument("--switches", type=int, default=2000, help="how often the language is changed for the leak (default 2000)")
    parser.add_argument("--rounds", type=int, default=12, help="rounds of timed changes (default 12)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where a goal is missed")
    options = parser.parse_args(words)
    told = measure(options.switches, options.rounds)
    screens, switched = told["another screen, Danish"], told["another language"]
    leak = told.pop("kB left by a switch")
    ratio = percentile(switched, 0.95) / percentile(screens, 0.95)
    arabic = percentile(told["another screen, Arabic"], 0.5) / percentile(screens, 0.5)
    goals = [
        Goal("another language, p95 in screen changes", ratio, SWITCH_GOAL),
        Goal("an Arabic screen to a Danish one, medians", arabic, ARABIC_GOAL),
        Goal("kB left by a switch", leak[0], LEAK_GOAL_KB),
    ]
    rows = [figures(name, values, screens, 1) for name, values in told.items()]
    print(as_json(told, goals) if options.json else "\n".join([table(HEAD, rows), "milliseconds", verdicts(goals)]))
    return int(options.check and not all(goal.met for goal in goals))


if __name__ == "__main__":
    sys.exit(main())
