"""The long walks, begun together: a tour spends most of its time waiting for the kiosk to ask whether anybody is there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.glass.stand import display_is_missing, need_a_display

WALKS = {"portrait": ("1080x1920", "da"), "landscape": ("1920x1080", "en")}
TOUR_S = 200


@dataclass(frozen=True)
class Tour:
    """A tour that was taken: how it ended, what it wrote, and where."""

    status: int
    out: Path
    said: str

    @property
    def log(self) -> dict[str, Any]:
        """What tour.json holds."""
        found: dict[str, Any] = msgspec.json.decode((self.out / "tour.json").read_bytes())
        return found


Begun = dict[str, tuple[subprocess.Popen[str], Path]]
BEGUN = pytest.StashKey[Begun]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin both tours before the first test where they will be asked for: the rest of the tests run while they wait."""
    wanted = any("tour" in getattr(item, "fixturenames", ()) for item in session.items)
    if wanted and not session.config.option.collectonly and display_is_missing() == "":
        session.config.stash[BEGUN] = {name: _begin(*walk) for name, walk in WALKS.items()}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """End what still walks, and sweep up."""
    for process, out in session.config.stash.get(BEGUN, {}).values():
        if process.poll() is None:
            process.terminate()
        process.communicate()
        shutil.rmtree(out)


def _begin(size: str, language: str) -> tuple[subprocess.Popen[str], Path]:
    """Begin a tour with a display of its own."""
    out = Path(tempfile.mkdtemp(prefix="samlingspunkt-tour-"))
    words = [sys.executable, "-m", "kiosk", "tour", "--out", str(out), "--size", size, "--language", language]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True), out


@pytest.fixture(scope="session", params=list(WALKS))
def tour(request: pytest.FixtureRequest) -> Tour:
    """A finished tour."""
    need_a_display()
    process, out = request.config.stash[BEGUN][request.param]
    said, _ = process.communicate(timeout=TOUR_S)
    return Tour(process.returncode, out, said)
