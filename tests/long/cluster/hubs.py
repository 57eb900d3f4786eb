"""The hub as real processes on a cluster's database: two of them, behind HAProxy, with the same keys."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

import requests

from tests.hub.served import PROJECT
from tests.long.cluster.machines import Cluster
from tests.long.cluster.processes import family, send, wait_for

NUMBERS = (1, 2)


class Hub:
    """The hub's processes on one machine."""

    def __init__(self, data: Path, address: str, door: str, database: str) -> None:
        """`address` = where it listens itself, `door` = how kiosks reach it."""
        self.data, self.address = data, address
        self._surroundings = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))},
            "HUB_DATA": str(data),
            "HUB_DATABASE_URL": database,
        }
        self._running: subprocess.Popen[bytes] | None = None
        data.mkdir(mode=0o700)
        (data / "hub.toml").write_text(f'address = "http://{door}"\nbehind_proxy = true\n', "utf-8")

    def run(self, module: str, *words: str) -> str:
        """Run `hub` with a command, or another program in the hub's surroundings; give what it prints."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(
            command, cwd=PROJECT, env=self._surroundings, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def start(self) -> None:
        """Start serving, and wait for its own answer."""
        command = [sys.executable, "-m", "hub", "serve", "--port", self.address.rsplit(":", 1)[1]]
        with (self.data / "said.txt").open("ab") as said:
            self._running = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=self._surroundings,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        wait_for("a hub's answer", lambda: answers(self.address))

    def kill(self) -> None:
        """Kill all its processes at once."""
        if self._running is not None:
            send(family(self._running.pid), signal.SIGKILL)
            self._running.wait()
            self._running = None


class Hubs:
    """Two hubs and the way in."""

    def __init__(self, cluster: Cluster) -> None:
        self.door = cluster.values["WEB_DOOR"]
        folder, database = cluster.folder / "hubs", cluster.address()
        folder.mkdir()
        addresses = [cluster.values[f"HUB{number}"] for number in NUMBERS]
        self.each = [Hub(folder / str(number), addresses[number - 1], self.door, database) for number in NUMBERS]

    def __enter__(self) -> Self:
        first, second = self.each
        try:
            first.start()
            # Before the second starts for the first time: what one seals, the other must open.
            shutil.copytree(first.data / "keys", second.data / "keys")
            second.start()
            wait_for("an answer through HAProxy", lambda: answers(self.door))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for hub in self.each:
            hub.kill()


def answers(address: str) -> bool:
    """Whether the hub there can write to its database."""
    try:
        return bool(requests.get(f"http://{address}/v1/health", timeout=5).json().get("ok"))
    except (requests.RequestException, ValueError, AttributeError):
        return False
