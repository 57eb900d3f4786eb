"""The real hub over real HTTP, and its staff: at a browser by plain requests, and behind it by a process on the same data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

import requests

from tests.hub.served import PROJECT, ServedHub

BACKROOM = Path(__file__).with_name("backroom.py")


class HubHouse:
    """A hub with one branch and one account. Use in a `with` statement."""

    def __init__(self, folder: Path) -> None:
        self._hub = ServedHub(folder, demo=False)
        self._staff: subprocess.Popen[str] | None = None
        self.browser = requests.Session()

    @property
    def address(self) -> str:
        """Where it is."""
        return self._hub.address

    def __enter__(self) -> Self:
        """Start it, take the branch in, and log in as staff do."""
        self._hub.start()
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
        told = {"HUB_DATA": str(self._hub.data), "HUB_ADDRESS": self.address, "DJANGO_SETTINGS_MODULE": "hub.settings"}
        self._staff = subprocess.Popen(
            [sys.executable, str(BACKROOM)],
            cwd=PROJECT,
            env={**surroundings, **told, "PYTHONPATH": str(PROJECT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            self._log_in(**self.ask("library"))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End both."""
        self.browser.close()
        if self._staff is not None:
            self._staff.communicate(timeout=10)
        self._hub.kill()

    def ask(self, act: str, **more: Any) -> dict[str, Any]:
        """Have staff do something behind the pages."""
        assert self._staff is not None
        assert self._staff.stdin is not None
        assert self._staff.stdout is not None
        self._staff.stdin.write(json.dumps({"act": act, **more}) + "\n")
        self._staff.stdin.flush()
        answer: dict[str, Any] = json.loads(self._staff.stdout.readline())
        return answer

    def page(self, path: str) -> str:
        """Read a page of the back office, as staff."""
        answer = self.browser.get(f"{self.address}/office/{path}", timeout=10)
        assert answer.status_code == 200, path
        return answer.text

    def press(self, path: str, **fields: str) -> None:
        """Press a button of the back office."""
        told = {**fields, "csrfmiddlewaretoken": self.browser.cookies["csrftoken"]}
        answer = self.browser.post(f"{self.address}/office/{path}", data=told, timeout=10, allow_redirects=False)
        assert answer.status_code == 302, path

    def _log_in(self, user: str, password: str) -> None:
        """Fill in the page."""
        self.page("login/")
        self.press("login/", username=user, password=password, next="/office/")
