"""The kiosk itself under measurement: writes it a configuration and 2,000 events, syncs them, and starts it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from bench.processes import Program, ProgramError, clean_environment, pause
from bench.x11 import Area, Display

T = TypeVar("T")

PROJECT = Path(__file__).resolve().parent.parent
KIOSK = str(PROJECT / ".venv" / "bin" / "kiosk")

RUN = [KIOSK, "run", "--config", "{config}", "--targets", "{targets}", "--frames", "{frames}"]
SYNC = [KIOSK, "sync", "--once", "--config", "{config}"]

SETTINGS = """\
[branch]
name = "Benken"

[data]
folder = "{data}"

[sound]
on = false

[[sources]]
kind = "folder"
name = "bench"
folder = "{folder}"
"""

EVENTS = 2000
EVENTS_A_DAY = 20
FRAMES, TARGETS = "frames.txt", "targets.json"

WHOLE = Area(0, 0, 1080, 1920)
HOME_TOUCHES = 6


def events(count: int = EVENTS) -> list[dict[str, Any]]:
    """Give `count` events from today on, twenty a day, as rows of a folder's events.json."""
    return [
        {
            "key": f"bench-{number}",
            "title": {"da": f"Fællesspisning nummer {number + 1}", "en": f"Shared supper number {number + 1}"},
            "summary": {"da": "Kom og spis sammen med andre.", "en": "Come and eat with others."},
            "place": "Salen",
            "date": {"day": number // EVENTS_A_DAY, "time": f"{20 + number % 4}:{number // 4 % 5 * 10:02d}", "minutes": 60},
        }
        for number in range(count)
    ]


class Ours:
    """A configuration, its content and its data in a folder of the bench's."""

    def __init__(self, work: Path, *, count: int = EVENTS, more: str = "") -> None:
        """Write configuration and content; `count` events from today on, `more` settings at the end of the file."""
        self.work = work
        self.config, self.targets = work / "kiosk.toml", work / TARGETS
        self.frames, self.ready = work / FRAMES, work / "ready.txt"
        folder, data = work / "content", work / "data"
        folder.mkdir(parents=True, exist_ok=True)
        data.mkdir(exist_ok=True)
        self.config.write_text(SETTINGS.format(data=data, folder=folder) + more, encoding="utf-8")
        _write_content(folder, count)

    def _words(self, words: list[str]) -> list[str]:
        """Fill in where the files are."""
        return [word.format(config=self.config, targets=self.targets, frames=self.frames) for word in words]

    def sync(self) -> None:
        """Fetch the content into the store. Raises ProgramError."""
        words = self._words(SYNC)
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False, cwd=PROJECT)
        except OSError as missing:
            raise ProgramError(f"{words[0]} is not there") from missing
        if done.returncode:
            raise ProgramError(f"kiosk sync ended with {done.returncode}: {(done.stdout + done.stderr)[-800:]}")

    @contextmanager
    def running(self, display: str) -> Iterator[tuple[Program, float]]:
        """Run the kiosk on a display; gives it, and the monotonic time Home was on the glass. Raises ProgramError."""
        for path in (self.ready, self.targets):
            path.unlink(missing_ok=True)
        environment = clean_environment(display, self.work, KIOSK_READY=str(self.ready))
        try:
            program = Program(self._words(RUN), environment=environment, log=self.work / "kiosk.log")
        except OSError as missing:
            raise ProgramError(f"{KIOSK} is not there") from missing
        try:
            yield program, float(program.await_line(self.ready, 30))
        finally:
            program.stop()


def python_ms(work: Path) -> list[float]:
    """Give what our own code took of each frame the kiosk drew, in milliseconds; `work` is the bench's folder."""
    frames = work / "kiosk" / FRAMES
    # The first drawing is part of the start, not of any touch.
    lines = frames.read_text(encoding="utf-8").splitlines()[1:] if frames.exists() else []
    return [float(line.split()[1]) for line in lines if " " in line]


def targets(work: Path) -> Path:
    """Say where the kiosk tells what is on the glass; `work` is the bench's folder."""
    return work / "kiosk" / TARGETS


def _write_content(folder: Path, count: int) -> None:
    """Write the demo branch with other events, and many of them."""
    for path in sorted((PROJECT / "assets" / "demo").iterdir()):
        folder.joinpath(path.name).write_bytes(path.read_bytes())
    folder.joinpath("events.json").write_text(json.dumps({"rows": events(count)}), encoding="utf-8")


def control(targets: Path, name: str, seconds: float = 5.0) -> Area:
    """Wait until a control is on the glass, and say where. Raises ProgramError."""
    return _awaited(f"the control »{name}«", lambda: _on_glass(targets)[1].get(name), seconds)


def controls(targets: Path) -> tuple[str, ...]:
    """Name what can be pressed now, in the order of the glass."""
    return tuple(_on_glass(targets)[1])


def come_home(finger: Display, targets: Path) -> Area:
    """Bring the kiosk to Home from wherever it is (the first touch only wakes it), and say where the field to press is."""
    for _ in range(HOME_TOUCHES):
        screen, controls = _on_glass(targets)
        if screen == "home":
            break
        finger.tap(*controls.get("home", WHOLE).middle)
        pause(0.5)
    return control(targets, "room.local")


def come_to_rest(targets: Path, seconds: float = 90.0) -> None:
    """Wait until the kiosk rests by itself. Raises ProgramError."""
    _awaited("rest", lambda: _on_glass(targets)[0] == "resting" or None, seconds)


def _awaited(what: str, look: Callable[[], T | None], seconds: float) -> T:
    """Look until there is something to see. Raises ProgramError."""
    until = monotonic() + seconds
    while monotonic() < until:
        if (seen := look()) is not None:
            return seen
        pause(0.02)
    raise ProgramError(f"{what} did not come in {seconds:g} s")


def _on_glass(targets: Path) -> tuple[str, dict[str, Area]]:
    """Read which screen it is, and what can be pressed."""
    if not targets.exists():
        return "", {}
    body = json.loads(targets.read_text(encoding="utf-8"))
    return body["screen"], {c["id"]: Area(*(round(c[side]) for side in "xywh")) for c in body["controls"]}
