"""`kiosk demo`: the glass, the sync process, a pretend hub and pretend devices with a panel to handle them, in one command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.demo.orders import OrderBox, obey
from kiosk.demo.setting import DemoSetting
from kiosk.demo.tour import run_tour, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_FOLDER = Path("var/demo")
PANEL_WIDTH = 420
WATCH_S = 0.5


def run_demo(*, size: str, language: str, folder: Path | None, panel: bool) -> int:
    """Run the demo until the glass is closed or the command is interrupted; gives the exit status.

    Where there is no screen it takes the tour on a virtual one, and says where the pictures are.
    """
    folder = folder or DEFAULT_FOLDER
    if not os.environ.get("DISPLAY"):
        return _tour_instead(folder, size or "1080x1920", language)
    try:
        width, height = size_of(size) if size else _size_that_fits(panel=panel)
    except ValueError as error:
        print(f"kiosk demo: {error}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return 2
    return _demo(folder, (width, height), language, panel=panel)


def _tour_instead(folder: Path, size: str, language: str) -> int:
    """Without a screen: the tour."""
    out = folder / "tour"
    print("There is no screen here, so the kiosk takes the tour on a virtual one.", flush=True)  # noqa: T201
    status = run_tour(out=out, size=size, language=language)
    if status == 0:
        print(f"The pictures are in {out.resolve()}")  # noqa: T201
    return status


def _demo(folder: Path, size: tuple[int, int], language: str, *, panel: bool) -> int:
    """With a screen: everything, and the panel beside it."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    print("Setting the demo up …", flush=True)  # noqa: T201
    with DemoSetting(folder, size=size, language=language, cursor=True) as demo:
        sync = demo.start("sync")
        glass = demo.start("run")
        orders = OrderBox(demo.folder / "panel.sock")
        beside = _start_panel(demo, size[0]) if panel else None
        print("The kiosk is on the screen. Ctrl+C here ends it.", flush=True)  # noqa: T201
        while not stopping.is_set() and glass.poll() is None:
            order = orders.next(WATCH_S)
            if order is not None:
                obey(demo, order)
            if sync.poll() is not None:
                sync = demo.start("sync")
        orders.close()
        if beside is not None:
            beside.terminate()
        return 0 if stopping.is_set() else (glass.returncode or 0)


def _start_panel(demo: DemoSetting, left: int) -> subprocess.Popen[bytes]:
    """Start the panel's own window, beside the glass."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "kiosk", "panel", str(demo.folder), "--left", str(left)], stdin=subprocess.DEVNULL
    )


def _size_that_fits(*, panel: bool) -> tuple[int, int]:
    """A portrait glass as high as the display allows, with room for the panel; landscape where that would be too small."""
    width, height = _display_size()
    room = width - (PANEL_WIDTH if panel else 0)
    tall = int(height * 0.92)
    portrait = (int(tall * 9 / 16), tall)
    if portrait[0] <= room and tall >= 700:
        return portrait
    return min(room, 1920), min(height, 1080)


def _display_size(run: Sequence[str] = ("xdotool", "getdisplaygeometry")) -> tuple[int, int]:
    """Ask the display how large it is; 1920 x 1080 where it does not say."""
    try:
        said = subprocess.run(run, capture_output=True, check=True, text=True, timeout=5).stdout.split()  # noqa: S603
        return int(said[0]), int(said[1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return 1920, 1080
