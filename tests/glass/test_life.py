"""The app's own life: it ends when told, sleeps when nothing happens, and stands on names of Kivy that exist."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic

import pytest

from tests.glass.stand import Stand, need_a_display

pytestmark = pytest.mark.glass

PROBE = """
import json
from screens.window import prepare
prepare(width=320, height=240, cursor=False)
from kivy.base import ExceptionHandler, ExceptionManager, EventLoop
from kivy.clock import Clock
import inspect
NAMES = ("idle", "_dt", "_last_tick", "time", "get_min_timeout", "get_time", "create_trigger")
kind = Clock.__class__
source = inspect.getsource(kind.idle)
print(json.dumps({
    "names": [name for name in NAMES if hasattr(Clock, name)],
    "sets": [name for name in ("_dt", "_last_tick") if f"self.{name} =" in source],
    "calls": "self.idle()" in inspect.getsource(kind.tick),
    "wait": Clock.get_min_timeout() > 0,
}))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_well_within_five_seconds(tmp_path: Path, number: signal.Signals) -> None:
    """Given a unit that is stopped, the status is 0, and both files are whole and closed."""
    need_a_display()
    with Stand(tmp_path) as stand:
        began = monotonic()
        stand.glass.send_signal(number)
        status = stand.glass.wait(8)
        took = monotonic() - began

        assert status == 0
        assert took < 5.0
        assert "bug" not in stand.log.read_text()


def test_a_closed_display_ends_it_so_that_the_supervisor_can_start_it_anew(tmp_path: Path) -> None:
    """Given an X server that dies, the app does not stay behind without a glass."""
    need_a_display()
    with Stand(tmp_path) as stand:
        assert stand.display._server is not None
        stand.display._server.kill()

        stand.glass.wait(20)

        assert stand.glass.returncode != 0


def test_the_names_of_kivys_clock_that_the_pacing_stands_on_exist() -> None:
    """`screens.pacing` takes the place of `idle`, and sets what Kivy's own sets: this says whether it still may."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60, check=True, cwd=Path(__file__).parents[2]
    )
    found = json.loads(done.stdout)

    assert found["names"] == ["idle", "_dt", "_last_tick", "time", "get_min_timeout", "get_time", "create_trigger"]
    assert found["sets"] == ["_dt", "_last_tick"]
    assert found["calls"]
    assert found["wait"]


def test_how_much_the_glass_works_while_nobody_does_anything(stand: Stand, capsys: pytest.CaptureFixture[str]) -> None:
    """Printed, not judged: processor time on Home in ten quiet seconds. It must at least sleep most of them."""
    stand.look()
    before = stand.cpu_seconds()

    threading.Event().wait(10.0)

    used = stand.cpu_seconds() - before
    with capsys.disabled():
        sys.stdout.write(f"\nidle on Home: {used * 1000:.0f} ms of processor time in 10 s ({used * 10:.1f} %)\n")
    assert used < 5.0
