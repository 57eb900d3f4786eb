"""The inside of a pretend printer: what it answers, what it holds back, and what it prints."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from devices.printer.platen import Platen
from devices.printer.reader import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from devices.printer.reader import Command

STOPPING = frozenset(("paper_out", "cover_open", "offline", "cutter"))
"""Faults with which nothing is printed and jobs are held."""

HOLDING = STOPPING | {"busy"}
"""What makes it hold jobs: the faults, and printing so slowly that nothing seems to happen, which no status shows."""

CLEARED = b"\x37\x25\x00"


class Mechanism:
    """Reads commands, holds them while it cannot print, and cuts slips. Bytes and faults may come from different threads."""

    def __init__(self, *, folder: Path | None, width: int) -> None:
        """Stand ready, with paper."""
        self._folder = folder
        self._lock = threading.Condition()
        self._reader = Reader()
        self._platen = Platen(width)
        self._held: deque[Command] = deque()
        self._faults: set[str] = set()
        self._slips: list[Image.Image] = []
        self._raw = bytearray()
        self._jobs: list[bytes] = []
        self._fails_in: tuple[int, str] | None = None
        self._answer = b""
        self._unasked = False

    @property
    def slips(self) -> tuple[Image.Image, ...]:
        """Give the slips that were cut."""
        with self._lock:
            return tuple(self._slips)

    @property
    def jobs(self) -> tuple[bytes, ...]:
        """Give the bytes that came for each slip, questions of state and all."""
        with self._lock:
            return tuple(self._jobs)

    def wait_for(self, count: int, seconds: float) -> bool:
        """Wait for slips."""
        with self._lock:
            return self._lock.wait_for(lambda: len(self._slips) >= count, seconds)

    def fail(self, fault: str) -> None:
        """Begin to have a fault."""
        with self._lock:
            self._faults.add(fault)
            self._tell_unasked()

    def fail_after(self, commands: int, fault: str) -> None:
        """Begin to have a fault after so many commands that wait their turn."""
        with self._lock:
            self._fails_in = (commands, fault)

    def mend(self) -> None:
        """Have no fault any more, and print what was held."""
        with self._lock:
            self._faults.clear()
            self._fails_in = None
            self._tell_unasked()
            self._work()

    def power_off(self) -> None:
        """Lose everything that is in memory."""
        with self._lock:
            self._reader.forget()
            self._held.clear()
            self._platen.tear_off()
            self._answer = b""
            self._unasked = False

    def hang_up(self) -> None:
        """Lose half a command: its connection is gone. What was whole is still printed."""
        with self._lock:
            self._reader.forget()

    def receive(self, data: bytes) -> bytes:
        """Take bytes from the line; give what is to be answered."""
        with self._lock:
            self._raw += data
            for command in self._reader.feed(data):
                if command.name.startswith("DLE"):
                    self._at_once(command)
                else:
                    self._held.append(command)
            self._work()
            answer, self._answer = self._answer, b""
            return answer

    def _at_once(self, command: Command) -> None:
        """Do a real-time command, whatever waits."""
        if command.name == "DLE \x04":
            self._say(bytes((self._status(command.arguments[0]),)))
        elif command.name == "DLE \x14" and command.arguments[0] == 8 and "deaf" not in self._faults:
            self._held.clear()
            self._platen.tear_off()
            self._say(CLEARED)

    def _work(self) -> None:
        """Do what is held, in order, until a fault stops it."""
        while self._held and not self._faults & HOLDING:
            self._obey(self._held.popleft())
            self._count_down()

    def _obey(self, command: Command) -> None:
        """Do one command in its turn."""
        match command.name:
            case "GS r":
                self._say(b"\x03" if "paper_low" in self._faults else b"\x00")
            case "GS (" if command.arguments[:1] == b"H":
                self._say(b"\x37\x22" + command.arguments[5:9] + b"\0")
            case "GS a" | "ESC @":
                self._unasked = command.name == "GS a" and command.arguments != b"\0"
                self._tell_unasked()
                self._platen.obey(command)
            case _:
                self._keep(self._platen.obey(command))

    def _tell_unasked(self) -> None:
        """Send the four bytes of the automatic status, where somebody asked to be told."""
        if not self._unasked:
            return
        has = self._faults.__contains__
        first = 0x10 | (0x08 if self._faults & STOPPING else 0) | (0x20 if has("cover_open") else 0)
        second = 0x08 if has("cutter") else 0
        third = (0x0F if has("paper_out") else 0) | (0x03 if has("paper_low") else 0)
        self._say(bytes((first, second, third, 0)))

    def _say(self, answer: bytes) -> None:
        """Answer, unless mute."""
        if "mute" not in self._faults:
            self._answer += answer

    def _keep(self, slip: Image.Image | None) -> None:
        """Put a cut slip with the others."""
        if slip is None:
            return
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            slip.save(self._folder / f"{len(self._slips) + 1:03}.png")
        self._slips.append(slip)
        self._jobs.append(bytes(self._raw))
        self._raw.clear()
        self._lock.notify_all()

    def _count_down(self) -> None:
        """Come nearer to the fault that was asked for."""
        if self._fails_in is None:
            return
        left, fault = self._fails_in
        self._fails_in = (left - 1, fault) if left > 1 else None
        if self._fails_in is None:
            self._faults.add(fault)
            self._tell_unasked()

    def _status(self, which: int) -> int:
        """Give the answer to DLE EOT 1-4 as a printer gives it."""
        has = self._faults.__contains__
        bits = {
            1: 0x08 if self._faults & STOPPING else 0,
            2: (0x04 if has("cover_open") else 0) | (0x20 if has("paper_out") else 0) | (0x40 if has("cutter") else 0),
            3: 0x08 if has("cutter") else 0,
            4: (0x6C if has("paper_out") else 0) | (0x0C if has("paper_low") else 0),
        }
        return 0x12 | bits.get(which, 0)
