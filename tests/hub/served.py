"""The real hub as its own processes, as people start it: serving, killed without a word, started again on the same data."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

import requests

PROJECT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Find a port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class ServedHub:
    """A hub on loopback, with the demo library, or empty."""

    def __init__(self, data: Path, *, demo: bool = True) -> None:
        self.data = data
        self._more = ["--demo"] if demo else []
        self.port = free_port()
        self.said = ""
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and wait for its own answer."""
        self.data.mkdir(exist_ok=True)
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
        command = [sys.executable, "-m", "hub", "--data", str(self.data), "serve", "--port", str(self.port), *self._more]
        with (self.data / "said.txt").open("ab") as said:
            self._running = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=surroundings,
                stdout=said,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._wait()
        self.said = (self.data / "said.txt").read_text("utf-8")

    def _wait(self) -> None:
        """Wait for an answer of the hub, not for an open port."""
        pause = threading.Event()
        for _ in range(600):
            try:
                if requests.get(f"{self.address}/v1/health", timeout=2).json().get("ok"):
                    return
            except (requests.RequestException, ValueError):
                pass
            pause.wait(0.1)
        raise AssertionError((self.data / "said.txt").read_text("utf-8")[-2000:])

    def kill(self) -> None:
        """Kill all its processes at once, without a word."""
        if self._running is not None:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
            self._running = None

    def word(self, before: str) -> str:
        """Give the word that it printed behind some others."""
        return self.said.split(before, 1)[1].split()[0]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
