"""The hub's units: shut in tightly, well-formed, and a night that does all of its work whatever fails."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "deploy" / "hub"
SERVICES = ("hub.service", "hub-nightly.service")
MOST = 20
"""The exposure that systemd may find, in tenths: 0 is none, 100 is everything."""

analyze = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")


@analyze
@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_is_shut_in(name: str) -> None:
    """The judge of systemd finds an exposure of 2.0 at most; a unit without its fences is far above."""
    judged = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST}", "--no-pager", str(UNITS / name)]

    found = subprocess.run(judged, capture_output=True, text=True, check=False, timeout=60)

    assert found.returncode == 0, (found.stdout + found.stderr)[-600:]


@analyze
def test_the_judge_finds_a_unit_without_fences(tmp_path: Path) -> None:
    """The test above can fail."""
    bare = tmp_path / "hub.service"
    kept = [
        line for line in (UNITS / "hub.service").read_text("utf-8").splitlines() if "Restrict" not in line and "Protect" not in line
    ]
    bare.write_text("\n".join(kept), "utf-8")
    judged = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST}", "--no-pager", str(bare)]

    assert subprocess.run(judged, capture_output=True, check=False, timeout=60).returncode != 0


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_writes_only_where_it_must(name: str) -> None:
    """Its data, and for the night the backups; it never runs as root."""
    lines = (UNITS / name).read_text("utf-8").splitlines()

    assert "User=hub" in lines
    places = next(line for line in lines if line.startswith("ReadWritePaths=")).removeprefix("ReadWritePaths=").split()
    assert set(places) <= {"/srv/hub", "/srv/backup"}


def night(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a night on a hub of its own."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
    surroundings |= {"HUB_DATA": str(folder / "data"), "HUB_BACKUPS": str(folder / "backups"), "HUB_PYTHON": sys.executable} | more
    (folder / "backups").mkdir(exist_ok=True)
    return subprocess.run(
        [str(UNITS / "nightly")], cwd=UNITS.parents[1], env=surroundings, capture_output=True, text=True, timeout=110, check=False
    )


def test_a_night_backs_up_and_throws_away_only_old_backups(tmp_path: Path) -> None:
    """What is older than two weeks goes, what is not a backup of ours stays."""
    setup = [sys.executable, "-m", "hub", "--data", str(tmp_path / "data"), "setup"]
    subprocess.run(setup, cwd=UNITS.parents[1], check=True, timeout=60)
    old = time.time() - 20 * 86400
    for name in ("2026-01-01T023000", "holiday-pictures"):
        (tmp_path / "backups" / name).mkdir(parents=True)
        os.utime(tmp_path / "backups" / name, (old, old))

    done = night(tmp_path)

    assert done.returncode == 0, done.stderr
    left = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert len(left) == 2
    assert left[1] == "holiday-pictures"
    new = tmp_path / "backups" / left[0]
    assert {path.name for path in new.iterdir()} >= {"hub.db", "keys"}
    assert stat.S_IMODE(new.stat().st_mode) == 0o700


def test_a_night_that_cannot_back_up_says_so_and_keeps_the_old_ones(tmp_path: Path) -> None:
    """A full or missing disk must not cost the last good backup, nor the other work of the night."""
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\necho "$3" >>{tmp_path}/done\n[ "$3" != backup ]\n', "utf-8")
    program.chmod(0o755)
    old = tmp_path / "backups" / "2026-01-01T023000"
    old.mkdir(parents=True)
    os.utime(old, (0, 0))

    done = night(tmp_path, HUB_PYTHON=str(program))

    assert done.returncode == 1
    assert "backup failed" in done.stderr
    assert (tmp_path / "done").read_text("utf-8").split() == ["erase", "backup", "check-feed"]
    assert old.exists()
