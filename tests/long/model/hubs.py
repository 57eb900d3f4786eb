"""A real hub for the model: its own processes on SQLite or PostgreSQL, killed, started again, backed up and put back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import requests

from tests.hub import pg
from tests.hub.served import PROJECT, free_port

ENGINES = ("sqlite", "postgresql")


@contextmanager
def database(engine: str) -> Iterator[str]:
    """Give the address of a database of this engine; empty = a file in the data folder."""
    if engine == "sqlite":
        yield ""
        return
    with pg.server() as address:
        yield address


class ModelHub:
    """A hub that serves, and somebody of its staff."""

    def __init__(self, folder: Path, address: str = "", *, workers: int = 2) -> None:
        """`folder` is made; `address` of a PostgreSQL database, empty = SQLite."""
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self._address = address
        self._workers = workers
        self._copies = 0
        self._running: subprocess.Popen[bytes] | None = None
        self._staff: subprocess.Popen[str] | None = None

    def _surroundings(self) -> dict[str, str]:
        """The environment of its processes."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
        kept |= {"HUB_DATA": str(self.data), "HUB_ADDRESS": f"http://127.0.0.1:{self.port}", "PYTHONPATH": str(PROJECT)}
        return kept | ({"HUB_DATABASE_URL": self._address} if self._address else {}) | {"DJANGO_SETTINGS_MODULE": "hub.settings"}

    # ---------------------------------------------------------------------------------------------------- its server

    @property
    def pid(self) -> int:
        """The process whose group is the whole server."""
        assert self._running is not None
        return self._running.pid

    def start(self) -> None:
        """Serve, and wait for an answer of its own."""
        threads = "4" if self._address else "1"
        words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--no-ws", "--log-level", "warning"]
        words += [
            "--workers",
            str(self._workers),
            "--blocking-threads",
            threads,
            "--respawn-failed-workers",
            "hub.wsgi:application",
        ]
        with (self.folder / "said.txt").open("ab") as said:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "granian", *words],
                cwd=PROJECT,
                env=self._surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        """Wait for an answer of the new process: a dying one may still hold the port."""
        pause = threading.Event()
        for _ in range(1200):
            try:
                if requests.get(f"http://127.0.0.1:{self.port}/v1/health", timeout=5).json().get("ok"):
                    return
            except (requests.RequestException, ValueError):
                pass
            pause.wait(0.02)
        raise AssertionError((self.folder / "said.txt").read_text("utf-8")[-2000:])

    def kill(self) -> None:
        """Kill all its processes at once, without a word."""
        if self._running is not None:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
            self._running = None

    # ------------------------------------------------------------------------------------------------------ its staff

    def does(self, act: str, **what: Any) -> Any:
        """Let staff do something, and give what comes of it."""
        assert self._staff is not None
        assert self._staff.stdin is not None
        assert self._staff.stdout is not None
        self._staff.stdin.write(json.dumps({"do": act, "with": what}) + "\n")
        self._staff.stdin.flush()
        answer = self._staff.stdout.readline()
        assert answer, f"{act}: {(self.folder / 'staff.txt').read_text('utf-8')[-3000:]}"
        told = json.loads(answer)
        assert "error" not in told, told["error"]
        return told["gives"]

    def _hire(self) -> None:
        """Start the process of the staff."""
        with (self.folder / "staff.txt").open("ab") as said:
            self._staff = subprocess.Popen(
                [sys.executable, "-m", "tests.long.model.counter"],
                cwd=PROJECT,
                env=self._surroundings(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )

    # ---------------------------------------------------------------------------------------------- backup and restore

    def back_up(self) -> Path:
        """Make a backup."""
        self._copies += 1
        copy = self.folder / f"copy{self._copies}"
        self.does("backup", folder=str(copy))
        return copy

    def put_back(self, copy: Path) -> None:
        """Lose everything and put a backup back, by the hub's own command, under a new epoch; serve again."""
        self.kill()
        self.does("let_go")
        shutil.rmtree(self.data)
        if self._address:
            pg.empty(self._address)
        command = [sys.executable, "-m", "hub", "--data", str(self.data), "restore", str(copy)]
        done = subprocess.run(
            command, cwd=PROJECT, env=self._surroundings(), capture_output=True, text=True, timeout=90, check=False
        )
        assert "new epoch" in done.stdout, done.stderr
        self.start()

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        try:
            self._hire()
            self.does("setup")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        if self._staff is not None:
            self._staff.kill()
            self._staff.communicate()
