"""`kiosk demo`: the glass, the sync process, the hub, and pretend devices with a panel to handle them, in one command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.demo.device import hub_of, start_over
from kiosk.demo.guide import HubGuide
from kiosk.demo.orders import OrderBox, obey
from kiosk.demo.real_hub import SCRIPT, RealHub, free_port
from kiosk.demo.setting import DemoSetting
from kiosk.demo.tour import run_tour, size_of
from kiosk.outside import wall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DEFAULT_FOLDER = Path("var/demo")
PANEL_WIDTH = 420
WATCH_S = 0.5


def run_demo(*, size: str, language: str, folder: Path | None, panel: bool, hub: bool, targets: Path | None) -> int:
    """Run the demo until the glass is closed or the command is interrupted; gives the exit status.

    `hub` = with the real hub beside it, else with a pretend one. Where there is no screen it takes the tour on a virtual one, with
    the pretend hub, and says where the pictures are.
    """
    folder = folder or DEFAULT_FOLDER
    if not os.environ.get("DISPLAY"):
        return _tour_instead(folder, size or "1080x1920", language)
    try:
        width, height = size_of(size) if size else _size_that_fits(panel=panel)
    except ValueError as error:
        print(f"kiosk demo: {error}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return 2
    if hub and not SCRIPT.exists():
        _say("There is no hub in this folder, so a pretend one answers the sign-ups.")
    setting = partial(DemoSetting, folder, size=(width, height), language=language, cursor=True)
    return _demo(setting, folder, beside=width if panel else None, hub=hub and SCRIPT.exists(), targets=targets)


def _tour_instead(folder: Path, size: str, language: str) -> int:
    """Without a screen: the tour."""
    out = folder / "tour"
    print("There is no screen here, so the kiosk takes the tour on a virtual one.", flush=True)  # noqa: T201
    status = run_tour(out=out, size=size, language=language)
    if status == 0:
        print(f"The pictures are in {out.resolve()}")  # noqa: T201
    return status


def _demo(setting: Callable[..., DemoSetting], folder: Path, *, beside: int | None, hub: bool, targets: Path | None) -> int:
    """With a screen: everything, and the panel (at `beside` pixels) beside it."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: stopping.set())
    _say("Setting the demo up …")
    with ExitStack() as stack:
        real = stack.enter_context(_real_hub(folder.resolve())) if hub else ""
        demo = stack.enter_context(setting(hub_address=real))
        return _watched(demo, stopping, beside, targets)


def _watched(demo: DemoSetting, stopping: threading.Event, beside: int | None, targets: Path | None) -> int:
    """Start glass, sync and panel, and watch them; gives the exit status."""
    sync = demo.start("sync")
    glass = demo.start("run", *(("--targets", str(targets)) if targets else ()))
    orders = OrderBox(demo.folder / "panel.sock")
    panel = _start_panel(demo, beside) if beside is not None else None
    _say("The kiosk is on the screen. Ctrl+C here ends it.")
    while not stopping.is_set() and glass.poll() is None:
        order = orders.next(WATCH_S)
        if order is not None:
            obey(demo, order)
        if sync.poll() is not None and not stopping.is_set():
            sync = demo.start("sync")
    orders.close()
    if panel is not None:
        panel.terminate()
    return 0 if stopping.is_set() else (glass.returncode or 0)


@contextmanager
def _real_hub(folder: Path) -> Iterator[str]:
    """Start the real hub and whoever looks after it, and end both; gives its address. It comes up while the kiosk is on already."""
    hub, data, today = RealHub(folder / "real-hub", free_port()), folder / "data", wall().date().isoformat()
    if not hub.is_of(today, hub_of(data)):
        hub.start_over()
        start_over(data)
    _say("The hub starts beside it: some seconds, and the very first time up to two minutes. The kiosk does not wait for it.")
    hub.start()
    guide = HubGuide(hub, data=data, today=today, say=_say)
    guide.start()
    try:
        yield hub.address
    finally:
        guide.stop()
        hub.stop()


def _start_panel(demo: DemoSetting, left: int) -> subprocess.Popen[bytes]:
    """Start the panel's own window, beside the glass."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "kiosk", "panel", str(demo.folder), "--left", str(left)], stdin=subprocess.DEVNULL, process_group=0
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


def _say(words: str) -> None:
    """Tell whoever started the demo, at once."""
    print(words, flush=True)  # noqa: T201 - the command line speaks
