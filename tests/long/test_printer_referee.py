"""The independent printer is installed where it is missing, and judges our slips: its tests must run here, not be skipped."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.devices.referee import HOME, absence

pytestmark = pytest.mark.long

PROJECT = Path(__file__).parents[2]
VERSION = "0.4.0"


def install() -> None:
    """Make its virtual environment; it needs a newer Python than ours."""
    python = shutil.which("python3.13")
    if python is None:
        pytest.skip("no python3.13, which the referee needs")
    made = subprocess.run([python, "-m", "venv", str(HOME)], capture_output=True, check=False, timeout=120)
    pip = [str(HOME / "bin" / "pip"), "--disable-pip-version-check", "install", "--quiet", f"emupos=={VERSION}"]
    if made.returncode or subprocess.run(pip, capture_output=True, check=False, timeout=600).returncode:
        shutil.rmtree(HOME, ignore_errors=True)
        pytest.skip("the referee could not be installed")


def test_the_referee_judges_every_slip() -> None:
    """Not one of its tests is skipped, and none fails."""
    if absence():
        install()

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/devices/test_referee.py"],
        cwd=PROJECT,
        capture_output=True,
        check=False,
        timeout=900,
    )

    told = done.stdout.decode()
    assert done.returncode == 0, told
    assert re.search(r"\d{2} passed", told)
    assert "skipped" not in told
