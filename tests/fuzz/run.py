"""Fuzz a target: `python -m tests.fuzz.run TARGET [--seconds N]`. Needs atheris, which is no dependency of ours.

What breaks a promise is written to a file `crash-...` in the working folder. Put it into `tests/fuzz/seeds/TARGET` with its
mending: the default tests try it for ever after.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

SEEDS = Path(__file__).with_name("seeds")
LONGEST = 4096


def main() -> None:
    """Fuzz until the time is over or something breaks."""
    import atheris

    with atheris.instrument_imports(include=["devices", "kiosk"]):
        from tests.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="how long (default 60)")
    options = parser.parse_args()
    found = tempfile.mkdtemp(prefix=f"fuzz-{options.target}-")
    limits = [f"-max_total_time={options.seconds}", f"-max_len={LONGEST}", "-timeout=20", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, found, str(SEEDS / options.target)], TARGETS[options.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
