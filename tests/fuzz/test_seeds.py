"""What the fuzzers began with and what they found: every seed is tried each time, without a fuzzer."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

SEEDS = sorted(path for path in Path(__file__).with_name("seeds").glob("*/*"))


def test_every_target_has_seeds() -> None:
    """A fuzzer that begins with nothing finds little."""
    assert {path.parent.name for path in SEEDS} == set(TARGETS)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_seed_breaks_nothing(seed: Path) -> None:
    """Each was odd enough to be kept."""
    TARGETS[seed.parent.name](seed.read_bytes())


@pytest.mark.long
@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: .venv/bin/pip install atheris (Python 3.11)")
@pytest.mark.parametrize("target", TARGETS)
def test_a_minute_of_fuzzing_breaks_nothing(target: str, project: Path, tmp_path: Path) -> None:
    """New inputs each time; what breaks a promise stands in the output."""
    command = [sys.executable, "-m", "tests.fuzz.run", target, "--seconds", "60"]

    found = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(project)}, capture_output=True, text=True, timeout=300, check=False
    )

    assert found.returncode == 0, found.stderr[-2000:]
