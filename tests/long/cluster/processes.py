"""Processes as the tests treat them: whole families, found by who begot whom, killed, stopped and let go on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic

from tests.long.cluster.programs import as_servant


def start(
    *words: str | Path, log: Path, surroundings: dict[str, str] | None = None, cwd: Path = Path("/")
) -> subprocess.Popen[bytes]:
    """Start a server of the cluster; what it says goes into a file."""
    with log.open("ab") as said:
        return subprocess.Popen(
            as_servant(*words),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=cwd,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **(surroundings or {})},
            start_new_session=True,
        )


def family(pid: int) -> list[int]:
    """Give a process and all that come from it, the youngest first."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = path.read_text("utf-8", "replace").rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(after_name[1]), []).append(int(path.parent.name))
    found, waiting = [], [pid]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting += children.get(each, [])
    return found[::-1]


def send(pids: Iterable[int], number: signal.Signals) -> None:
    """Send a signal to each that is still there."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def title(pid: int) -> str:
    """Give what a process calls itself; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        return ""


def wait_for(what: str, holds: Callable[[], bool], seconds: float = 120.0) -> float:
    """Wait until something holds; give how long that took. Raises AssertionError."""
    pause, began = threading.Event(), monotonic()
    while not holds():
        if monotonic() - began > seconds:
            raise AssertionError(f"waited {seconds:.0f} s in vain: {what}")
        pause.wait(0.2)
    return monotonic() - began


def quiet_ports() -> Iterator[int]:
    """Find free ports below those the system gives to whoever calls out: each is still free when its server starts anew."""
    first = 20_000 + os.getpid() % 50 * 200
    for port in range(first, 32_000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        yield port
