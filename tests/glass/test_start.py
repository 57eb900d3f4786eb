"""What the start does not wait for: heavy libraries come after Home is on the glass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.demo.setting import DemoSetting

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"PIL", "asyncio", "babel", "escpos", "feedparser", "icalendar", "nacl", "qrcode", "requests", "serial", "ssl", "argon2"}

AT_HOME = """
import json, sys
from pathlib import Path
from kiosk import run_glass
from kiosk.settings import read
path = Path(sys.argv[1])
seen = []

def told():
    seen.extend(sorted(sys.modules))
    from kivy.base import stopTouchApp
    stopTouchApp()

run_glass._tell_ready = told
run_glass.run_glass(read(path), path, targets=None, frames=None)
print(json.dumps(seen))
"""


@pytest.mark.glass
def test_home_is_on_the_glass_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    """Encoders, pictures, codes, network and catalogue tools are for later: none of them is loaded when Home can be touched."""
    # given the demo with its devices, so that the printer's and scanner's libraries will be needed
    with DemoSetting(tmp_path / "demo", size=(540, 960), language="da", cursor=False) as demo:
        environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen"}

        # when the glass starts
        run = subprocess.run(
            [sys.executable, "-c", AT_HOME, str(demo.config)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    # then Home came, and nothing heavy with it
    assert run.returncode == 0, run.stderr
    loaded = {name.split(".")[0] for name in json.loads(run.stdout)}
    assert "kivy" in loaded
    assert not loaded & HEAVY
