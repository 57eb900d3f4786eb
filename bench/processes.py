"""Programs that the benches start: what they use of memory and processor, all their children counted, and their end."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
POLL_SECONDS = 0.002


class ProgramError(Exception):
    """A program that ended, or did not come up in time. The message has the end of what it said."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a program and its children have used since they started."""

    cpu_seconds: float
    voluntary_switches: int


class Program:
    """One program in a process group of its own."""

    def __init__(self, words: Sequence[str], *, environment: Mapping[str, str], log: Path) -> None:
        """Start it; what it says goes to `log`. `started` is the monotonic time just before."""
        self._log = log
        with log.open("wb") as out:
            self.started = monotonic()
            self._process = subprocess.Popen(
                words, env=dict(environment), stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
            )

    @property
    def pids(self) -> list[int]:
        """The program and everything that descends from it."""
        return tree(self._process.pid)

    def said(self) -> str:
        """Give the end of what it wrote."""
        return self._log.read_text(errors="replace")[-1500:]

    def await_line(self, path: Path, seconds: float) -> str:
        """Wait for the first whole line of a file. Raises ProgramError."""
        until = monotonic() + seconds
        while monotonic() < until:
            if path.exists() and "\n" in (text := path.read_text()):
                return text.split("\n", 1)[0]
            if self._process.poll() is not None:
                raise ProgramError(f"it ended with {self._process.returncode}: {self.said()}")
            pause(POLL_SECONDS)
        raise ProgramError(f"nothing in {path.name} after {seconds:g} s: {self.said()}")

    def stop(self, seconds: float = 5.0) -> None:
        """End it and its children, kindly at first."""
        family = self.pids
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=seconds)
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def pause(seconds: float) -> None:
    """Let time pass; nothing will cut it short."""
    Event().wait(seconds)


def tree(pid: int) -> list[int]:
    """Give a process and all its descendants that are alive."""
    children: dict[int, list[int]] = {}
    for entry in PROC.glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = entry.read_text().rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return [one for one in found if (PROC / str(one)).exists()]


def pss_mb(pids: Sequence[int]) -> float:
    """Give the memory of processes in MB (10^6 bytes), shared pages divided among those who share them."""
    return sum(_pss_kb(pid) for pid in pids) * 1024 / 1e6


def _pss_kb(pid: int) -> int:
    """Read Pss from smaps_rollup; nothing of a process that has ended."""
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def usage(pids: Sequence[int]) -> Usage:
    """Sum up processor time and voluntary context switches of processes, all their threads counted."""
    cpu, switches = 0, 0
    for pid in pids:
        with suppress(OSError):
            fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
            cpu += int(fields[11]) + int(fields[12])
            switches += sum(_switches(task) for task in (PROC / str(pid) / "task").iterdir())
    return Usage(cpu / TICKS, switches)


def _switches(task: Path) -> int:
    """Read how often a thread went to sleep by itself."""
    with suppress(OSError):
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches:"):
                return int(line.split()[1])
    return 0


def clean_environment(display: str, home: Path, **more: str) -> dict[str, str]:
    """Give the environment of a program under measurement: nothing of ours but where to find programs and a display."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH"}}
    return {**kept, "DISPLAY": display, "HOME": str(home), **more}
