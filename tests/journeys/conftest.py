"""The long walks, begun together: a tour spends most of its time waiting for the kiosk to ask whether anybody is there."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.glass.stand import need_a_display

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[subprocess.Popen[str], Path]]]:
    """Both tours, under way at the same time, each with a display of its own."""
    need_a_display()
    started = {}
    for name, (size, language) in WALKS.items():
        out = tmp_path_factory.mktemp(name)
        words = [sys.executable, "-m", "kiosk", "tour", "--out", str(out), "--size", size, "--language", language]
        started[name] = (subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True), out)
    yield started
    for process, _ in started.values():
        if process.poll() is None:
            process.terminate()
        process.communicate()


@pytest.fixture(scope="session", params=list(WALKS))
def tour(request: pytest.FixtureRequest, begun: dict[str, tuple[subprocess.Popen[str], Path]]) -> Tour:
    """A finished tour."""
    process, out = begun[request.param]
    said, _ = process.communicate(timeout=TOUR_S) if process.poll() is None or process.stdout else ("", "")
    return Tour(process.returncode, out, said)
