"""The real app under an X server of its own, with the demo branch and pretend devices, and a visitor who touches it."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Self

import pytest
from PIL import Image

from kiosk.demo.display import VirtualDisplay
from kiosk.demo.setting import DemoSetting
from kiosk.demo.visitor import Glass, Visitor
from kiosk.nouns import SignupState
from kiosk.runtime.staff import PinFile

if TYPE_CHECKING:
    from collections.abc import Callable

PIN = "739155"
START_S = 60.0
PROGRAMS = ("Xvfb", "xdotool", "import")


def display_is_missing() -> str:
    """Name what there is not to make a display with; empty when there is all of it."""
    return ", ".join(program for program in PROGRAMS if shutil.which(program) is None)


def need_a_display() -> None:
    """Skip where there is nothing to make a display with."""
    if display_is_missing():
        pytest.skip(f"{display_is_missing()} not installed: run bin/setup")


class Stand:
    """A glass somebody can stand before. Use in a `with` statement."""

    def __init__(
        self,
        folder: Path,
        *,
        size: tuple[int, int] = (1080, 1920),
        language: str = "da",
        environment: dict[str, str] | None = None,
        with_sync: bool = False,
    ) -> None:
        """Take an empty folder; `environment` is what a stranger has set for the glass."""
        self.folder = folder
        self._size, self._language, self._with_sync = size, language, with_sync
        self._environment, self._stack = environment or {}, ExitStack()

    def __enter__(self) -> Self:
        """Start everything, and wait until Home is on the glass."""
        try:
            return self._entered()
        except BaseException:
            self._stack.close()
            raise

    def _entered(self) -> Self:
        self.display = self._stack.enter_context(VirtualDisplay(*self._size))
        self.demo = self._stack.enter_context(
            DemoSetting(self.folder / "demo", size=self._size, language=self._language, cursor=False)
        )
        self.data = self.demo.folder / "data"
        PinFile(self.data, monotonic).set(PIN)
        self.home, self.log, self.targets = (self.folder / name for name in ("home", "log", "targets.json"))
        self.home.mkdir(exist_ok=True)
        self.visitor = Visitor(self.display, self.targets)
        if self._with_sync:
            self.demo.start("sync")
        self.restart()
        return self

    def restart(self) -> None:
        """Start the glass, and wait until Home is on it."""
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        self.targets.unlink(missing_ok=True)
        self.glass = self._start(ready)
        self.until(lambda: ready.exists() or self.glass.poll() is not None, START_S)
        if self.glass.poll() is not None:
            raise RuntimeError(f"the glass ended with {self.glass.returncode}: {self.log.read_text()}")

    def _start(self, ready: Path) -> subprocess.Popen[bytes]:
        """Start the glass in a folder of its own, in which a file left behind would be seen."""
        work = self.folder / "work"
        work.mkdir(exist_ok=True)
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("KIVY_", "KCFG_", "SDL_")) and name != "WAYLAND_DISPLAY"
        }
        project = str(Path(__file__).parents[2])
        environment |= {**self.display.environment, "HOME": str(self.home), "KIOSK_READY": str(ready), "PYTHONPATH": project}
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                self.demo.command("run", "--targets", str(self.targets)),
                cwd=work,
                env={**environment, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self._stack.callback(_end, process)
        return process

    def __exit__(self, *_: object) -> None:
        """Stop what was started."""
        self._stack.close()

    # ------------------------------------------------------------------------------------------------------ what is seen

    def until(self, true: Callable[[], bool], within: float = 15.0) -> bool:
        """Wait until something is true; False when it did not come."""
        pause = threading.Event()
        end = monotonic() + within
        while not true():
            if monotonic() > end:
                return False
            pause.wait(0.02)
        return True

    def look(self) -> Glass:
        """What is on the glass, once nothing has changed for a moment."""
        pause = threading.Event()
        before = self.visitor.look()
        for _ in range(200):
            pause.wait(0.15)
            now = self.visitor.look()
            if now.seq == before.seq:
                return now
            before = now
        raise AssertionError("the glass never comes to rest")

    def picture(self) -> Image.Image:
        """A photograph of the whole display."""
        self.look()
        path = self.folder / "picture.png"
        self.display.photograph(path)
        with Image.open(path) as found:
            return found.convert("RGB")

    def alive(self) -> bool:
        """Whether the app still runs."""
        return self.glass.poll() is None

    def to_home(self) -> Glass:
        """Go to Home from wherever the last visitor left it."""
        glass = self.look()
        if glass.screen == "resting":
            self.display.tap(500, 900)
        elif glass.screen == "still_there":
            self.visitor.tap("stay")
            return self.to_home()
        elif glass.screen != "home":
            self.visitor.tap("home")
        self.visitor.screen("home")
        return self.look()

    def to_rest(self) -> Glass:
        """Come to rest without waiting: through the staff screen's way out."""
        self.to_staff_door()
        self.visitor.type(PIN)
        self.visitor.tap("next")
        self.visitor.screen("staff")
        self.visitor.tap("done")
        self.visitor.screen("resting")
        return self.look()

    def to_staff_door(self) -> None:
        """Five taps in the upper corner where the glass begins."""
        self.to_home()
        for _ in range(5):
            self.display.tap(40, 40)
        self.visitor.screen("form")

    def open_event(self) -> str:
        """The first event that is not over and takes somebody in here: what it is depends on the time of day."""
        return next(
            event.key
            for event in sorted(self.demo.branch().events or (), key=lambda event: event.start)
            if event.seats.state is SignupState.OPEN and not event.seats.full and event.end > self.demo.now()
        )

    def to_event(self, key: str) -> None:
        """From Home to the page of an event, through the list, page by page."""
        self.visitor.tap("room.local")
        self.visitor.screen("list")
        while f"event.{key}" not in self.look().controls:
            self.visitor.tap("page.more")
        self.visitor.tap(f"event.{key}")
        self.visitor.wait_for("the way to sign up", lambda glass: "sign_up" in glass.controls)

    def children(self) -> set[int]:
        """Processes that the app has started."""
        tasks = Path(f"/proc/{self.glass.pid}/task").glob("*/children")
        return {int(pid) for task in tasks for pid in task.read_text().split()}

    def listening(self) -> set[str]:
        """Inodes of sockets on which the app waits for somebody from outside."""
        own = set()
        for entry in Path(f"/proc/{self.glass.pid}/fd").iterdir():
            try:
                own.add(entry.readlink().name)
            except OSError:
                continue
        rows = [row.split() for name in ("tcp", "tcp6") for row in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
        return {row[9] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in own}

    def cpu_seconds(self) -> float:
        """Processor time of the app so far."""
        fields = Path(f"/proc/{self.glass.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def window(self) -> tuple[int, int, int, int]:
        """Left, top, width and height of the app's window, as the X server says."""
        found = self.xdotool("search", "--onlyvisible", "--pid", str(self.glass.pid)).split()
        said = dict(line.split("=") for line in self.xdotool("getwindowgeometry", "--shell", found[-1]).split())
        return int(said["X"]), int(said["Y"]), int(said["WIDTH"]), int(said["HEIGHT"])

    def xdotool(self, *words: str) -> str:
        """Ask the display something, or have it do something the visitor cannot."""
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, **self.display.environment},
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        return done.stdout


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, then insist."""
    process.terminate()
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
