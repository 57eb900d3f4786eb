"""What somebody sees who has just typed `bin/run`: a sign-up on the glass, and the name in the back office."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import datetime
from pathlib import Path
from time import monotonic

import pytest
import requests

from kiosk.demo.display import VirtualDisplay
from kiosk.demo.visitor import Visitor
from kiosk.outside import wall
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.store.joining import HUB
from tests.glass.stand import need_a_display

pytestmark = [pytest.mark.glass, pytest.mark.timeout(300)]

UP_S = 150.0
ARRIVES_S = 60.0
"""The demo promises this much."""

NAME, GROUP = "Ulvhild", "demo-g-boeger-herfra"
LEFT_S = 20.0


class Demo:
    """`kiosk demo` on a display of its own, what it says, and somebody before its glass."""

    def __init__(self, folder: Path, display: VirtualDisplay) -> None:
        self.said = folder / "said.txt"
        targets = folder / "targets.json"
        words = ["--data", str(folder / "demo"), "--no-panel", "--size", "1080x1920", "--targets", str(targets)]
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", "demo", *words],
                env={**os.environ, **display.environment},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        self._display = display
        self.visitor = Visitor(display, targets)
        self._pause = threading.Event()

    def says(self, words: str) -> str:
        """Wait until it has said something; give all it has said."""
        ends = monotonic() + UP_S
        while monotonic() < ends:
            said = self.said.read_text("utf-8")
            if words in said:
                return said
            self._pause.wait(0.1)
        raise AssertionError(f"waited for {words!r}; it said: {self.said.read_text('utf-8')}")

    def sign_up(self) -> None:
        """Join a group that has room, once the kiosk is a device of the hub, whose key it seals with."""
        visitor = self.visitor
        if visitor.wait_for("the glass", lambda glass: glass.screen in {"home", "resting", "still_there"}).screen != "home":
            self._display.tap(540, 960)  # the hub took its time, and nobody was here
        visitor.screen("home")
        visitor.tap("room.communities")
        visitor.tap(f"group.{GROUP}")
        visitor.tap("sign_up")
        visitor.screen("form")
        visitor.type(NAME)
        visitor.tap("next")
        visitor.wait_for("the question of the contact", lambda glass: "contact.phone" in glass.controls)
        visitor.type("00000000")
        visitor.tap("next")
        visitor.tap("send")
        visitor.screen("done")

    def end(self) -> int:
        """End it as Ctrl+C does; give its status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LEFT_S)


def office(said: str) -> tuple[requests.Session, str]:
    """Log in with what the demo has printed; give the browser and the address."""
    found = re.search(r"back office  (\S+)\n\s+user +(\S+)\n\s+password +(\S+)", said)
    assert found is not None, said
    address, user, password = found.groups()
    browser = requests.Session()
    browser.get(f"{address}login/", timeout=10)
    told = {"username": user, "password": password, "csrfmiddlewaretoken": browser.cookies["csrftoken"], "next": "/office/"}
    assert browser.post(f"{address}login/", data=told, timeout=10, allow_redirects=False).status_code == 302
    return browser, address


def test_a_sign_up_on_the_glass_is_in_the_back_office_within_a_minute(tmp_path: Path) -> None:
    """The kiosk is on at once, the hub comes up beside it and takes it in, and Ctrl+C ends all of it."""
    need_a_display()
    with VirtualDisplay(1080, 1920) as display:
        demo = Demo(tmp_path, display)
        try:
            demo.says("The kiosk is on the screen.")
            browser, address = office(demo.says("within a minute."))

            demo.sign_up()

            guests = f"{address}{_guests_of_the_group(browser, address)}"
            ends, pause, page = monotonic() + ARRIVES_S, threading.Event(), ""
            while NAME not in page and monotonic() < ends:
                page = browser.get(guests, timeout=10).text
                pause.wait(0.3)
            browser.close()
            assert NAME in page
            assert _shown_twice(tmp_path / "demo" / "data") == []
        finally:
            status = demo.end()

    assert status == 0
    assert "Traceback" not in demo.said.read_text("utf-8")
    assert subprocess.run(["pgrep", "-f", str(tmp_path)], check=False, capture_output=True).stdout == b""


def _shown_twice(data: Path) -> list[tuple[str, datetime]]:
    """What the folder and the hub both tell of, and the glass shows twice."""
    connection = open_content(data / "content.db")
    try:
        programme = Content(connection).programme(wall())
    finally:
        connection.close()
    assert {note.name for note in programme.sources} == {"demo", HUB}
    counted = Counter((event.title.danish, event.start) for event in programme.events)
    return [what for what, times in counted.items() if times > 1]


def _guests_of_the_group(browser: requests.Session, address: str) -> str:
    """Find the group's list of guests by its title, as staff do."""
    for number in range(1, 60):
        page = browser.get(f"{address}guests/{number}/", timeout=10)
        if page.status_code == 200 and "Læsekreds: bøger herfra" in page.text:
            return f"guests/{number}/"
    raise AssertionError("no such list")
