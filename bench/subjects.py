"""The three programs the benches compare: the kiosk, a page in Chromium, and the least that Kivy can be."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import chromium
from bench.ours import PROJECT, Ours, come_home, control
from bench.processes import Program, ProgramError, clean_environment
from bench.x11 import Area, Display

WIDTH, HEIGHT = 1080, 1920
OURS, PAGE, BARE = "kiosk", "Chromium", "bare Kivy"

PAGE_FIELD, PAGE_BACK = Area(0, 0, WIDTH, 560), Area(0, 1760, WIDTH, 160)
"""Where page.html has its first field and its way back."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A program that runs. `shown` is the monotonic time its first screen was on the glass."""

    program: Program
    shown: float
    field: Callable[[], Area]
    back: Callable[[], Area]

    @property
    def start_ms(self) -> float:
        """Milliseconds from the start of the process to the first screen."""
        return (self.shown - self.program.started) * 1000


Opener = Callable[[str], AbstractContextManager[Subject]]
"""Takes a display and runs a program on it. Raises ProgramError."""


@contextmanager
def kiosk(ours: Ours, display: str) -> Iterator[Subject]:
    """Run the kiosk."""
    with ours.running(display) as (program, shown), closing(Display(display)) as finger:
        yield Subject(program, shown, partial(come_home, finger, ours.targets), partial(control, ours.targets, "home"))


@contextmanager
def page(work: Path, html: bytes, display: str, *, fresh: bool = True, query: str = "") -> Iterator[Subject]:
    """Run a page in Chromium."""
    with chromium.running(display, work, page=html, fresh=fresh, query=query) as (program, shown):
        yield Subject(program, shown, lambda: PAGE_FIELD, lambda: PAGE_BACK)


@contextmanager
def bare(work: Path, display: str) -> Iterator[Subject]:
    """Run the control."""
    ready, targets = work / "ready.txt", work / "targets.json"
    ready.unlink(missing_ok=True)
    words = [sys.executable, str(PROJECT / "bench" / "bare_kivy.py"), "--targets", str(targets)]
    program = Program(words, environment=clean_environment(display, work, KIOSK_READY=str(ready)), log=work / "bare.log")
    try:
        shown = float(program.await_line(ready, 30))
        yield Subject(program, shown, partial(control, targets, "room.local"), partial(control, targets, "home"))
    finally:
        program.stop()


def folder(work: Path, name: str) -> Path:
    """Make a folder for one program's home and files."""
    made = work / name
    made.mkdir(exist_ok=True)
    return made


def openers(work: Path, html: bytes, *, only: Sequence[str] = (), fresh: bool = True, query: str = "") -> dict[str, Opener]:
    """Give those of the three that can run here (or those asked for), saying which cannot."""
    found: dict[str, Opener] = {}
    for name in only or (OURS, PAGE, BARE):
        if name == OURS and (ours := _prepared(folder(work, "kiosk"))) is not None:
            found[name] = partial(kiosk, ours)
        elif name == PAGE and _has_chromium():
            found[name] = partial(page, folder(work, "page"), html, fresh=fresh, query=query)
        elif name == BARE:
            found[name] = partial(bare, folder(work, "bare"))
    return found


def _has_chromium() -> bool:
    """Look for the browser; say so where it is missing."""
    if chromium.find():
        return True
    print("Chromium is not installed: only our own rows, nothing to compare with.", file=sys.stderr)
    return False


def _prepared(work: Path) -> Ours | None:
    """Write the kiosk's configuration and content and fetch it; say so where that cannot be done."""
    ours = Ours(work)
    try:
        ours.sync()
    except ProgramError as trouble:
        print(f"The kiosk is left out: {trouble}", file=sys.stderr)
        return None
    return ours
