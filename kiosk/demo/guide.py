"""Looks after the real hub beside the demo: takes the kiosk in when it is up, says how to get in, and says so when it ends."""

from __future__ import annotations

import subprocess
import threading
from typing import TYPE_CHECKING

from kiosk.demo.device import hub_of, make_device
from kiosk.demo.real_hub import USER
from kiosk.ports import PortError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.demo.real_hub import RealHub

LOOK_S = 0.25


class HubGuide:
    """One thread beside the demo. The kiosk never waits for it."""

    def __init__(self, hub: RealHub, *, data: Path, today: str, say: Callable[[str], None]) -> None:
        """`data` is the kiosk's data folder; `today` names the day this demo was begun."""
        self._hub = hub
        self._data = data
        self._today = today
        self._say = say
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-guide", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; the hub is ended by whoever started it."""
        self._stopping.set()
        self._thread.join(5.0)

    def _run(self) -> None:
        """Wait until it answers, take the kiosk in, tell how to get in, and watch it."""
        hub = self._answering()
        if hub and self._enrolled(hub):
            self._tell()
        while not self._stopping.wait(LOOK_S):
            if self._hub.ended is not None:
                self._say(
                    f"The hub has ended (status {self._hub.ended}); the kiosk goes on, and sign-ups wait on it. "
                    f"The hub's last words are in {self._hub.log}"
                )
                return

    def _answering(self) -> str:
        """Wait for the hub's own answer; who it is, empty when it has ended or the demo has."""
        while not self._stopping.wait(LOOK_S) and self._hub.ended is None:
            who = self._hub.identity()
            if who:
                return who
        return ""

    def _enrolled(self, hub: str) -> bool:
        """Make the kiosk a device, unless it is one of this hub already."""
        try:
            if hub_of(self._data) != hub:
                make_device(self._data, self._hub.address, self._hub.code())
                self._hub.note_made(self._today, hub)
        except (PortError, OSError, subprocess.SubprocessError) as error:
            why = error.reason if isinstance(error, PortError) else type(error).__name__
            self._say(f"The kiosk could not be enrolled at the hub ({why}); it goes on without.")
            return False
        return True

    def _tell(self) -> None:
        """Say where the back office is, and what to try."""
        password = self._hub.password() or "the one it has been given"
        self._say(
            f"The hub is up, and the kiosk is enrolled there.\n"
            f"  back office  {self._hub.address}/office/\n"
            f"  user         {USER}\n"
            f"  password     {password}\n"
            "Sign up on the glass, then open the event in the back office: the name is there within a minute."
        )
