"""The way to assistive technology where there is none: it costs nothing and stops nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ALONE = """
import sys
{before}
from screens.bridge import Bridge, BridgeMissingError
from tests.screens.test_assistive import named, told

try:
    bridge = Bridge(later=print, post=print, press=print, redraw=lambda: print("redrawn"), key_name=named)
except BridgeMissingError:
    print("missing")
    sys.exit()
bridge.drawn(*told("home")[:2])
bridge.look()
print(bridge._told)
"""


def alone(before: str = "") -> str:
    """Make a bridge in a program of its own, on a machine without a message bus, and say what it did."""
    run = subprocess.run(
        [sys.executable, "-c", ALONE.format(before=before)],
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": "disabled:", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return run.stdout.strip()


def test_without_a_message_bus_nothing_is_told_and_nothing_goes_wrong() -> None:
    """Given a kiosk that has no session bus, no tree is made, nothing is drawn anew, and the program ends when it should."""
    assert alone() == "None"


def test_without_the_library_it_says_so_itself() -> None:
    """Given a kiosk that was installed without accesskit, there is an error of our own for whoever switched it on."""
    assert alone('sys.modules["accesskit"] = None') == "missing"
