"""The command line, run as a technician runs it, and pretend devices for it to talk to."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Protocol

import pytest

from kiosk.run_pretend import PretendDevices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Config = Callable[..., Path]

PATIENCE_S = 30


class Kiosk(Protocol):
    """Runs `kiosk ...` to its end."""

    def __call__(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Give what it said."""


@pytest.fixture
def kiosk(project: Path) -> Kiosk:
    """Give the command line."""

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        """Run it."""
        command = [sys.executable, "-m", "kiosk", *map(str, words)]
        return subprocess.run(
            command, cwd=project, capture_output=True, text=True, timeout=PATIENCE_S, check=False, stdin=subprocess.DEVNULL
        )

    return run


class Running:
    """A command that runs beside the test, whose lines can be waited for."""

    def __init__(self, project: Path, *words: object) -> None:
        """Start it."""
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "kiosk", *map(str, words)],
            cwd=project,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self.lines: list[str] = []
        self._reader.start()

    def _read(self) -> None:
        """Collect its lines."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.lines.append(line.rstrip())
                self._news.notify_all()

    def says(self, part: str) -> bool:
        """Wait for words."""
        with self._news:
            return self._news.wait_for(lambda: any(part in line for line in self.lines), PATIENCE_S)

    def told(self, words: str) -> None:
        """Write a line to its standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def ended(self) -> int:
        """Wait for its end; gives the exit status."""
        status = self.process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        return status

    def says_all(self) -> str:
        """Wait for its end; gives all it said."""
        self.ended()
        return "\n".join(self.lines)

    def close(self) -> None:
        """End it, where it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        for end in (self.process.stdin, self.process.stdout):
            if end is not None:
                end.close()


@pytest.fixture
def start(project: Path) -> Iterator[Callable[..., Running]]:
    """Give a way to start commands; they are ended with the test."""
    running: list[Running] = []

    def begin(*words: object) -> Running:
        """Start one."""
        running.append(Running(project, *words))
        return running[-1]

    yield begin
    for each in running:
        each.close()


@pytest.fixture
def devices(tmp_path: Path) -> Iterator[PretendDevices]:
    """Give a pretend scanner and a pretend printer, plugged in."""
    with PretendDevices(tmp_path / "devices") as found:
        yield found


@pytest.fixture
def config(tmp_path: Path, devices: PretendDevices) -> Config:
    """Give a way to write settings with those devices; other addresses may be given."""

    def write(*, printer: str = f"tcp://127.0.0.1:{devices.printer.port}", scanner: str = f"serial:{devices.scanner.link}") -> Path:
        """Write them."""
        file = tmp_path / "kiosk.toml"
        branch = '[branch]\nname = "Prøve"\n[data]\nfolder = "data"\n'
        file.write_text(f'{branch}[printer]\naddress = "{printer}"\n[scanner]\naddress = "{scanner}"\n', encoding="utf-8")
        return file

    return write
