"""A keeper with small slips on a bad line to a pretend printer, and what must be true of it whatever happens."""

from __future__ import annotations

import random
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PIL import Image

from devices.pretend_port import PretendPort
from devices.printer.bands import without_orders
from devices.printer.encode import job_bytes
from devices.printer.job import Job, JobState
from devices.printer.pretend import PretendPrinter
from devices.printer.profiles import GENERIC, Profile
from devices.printer.serial_line import SerialTransport
from devices.printer.tcp import TcpTransport
from devices.printer.thermal import Patience, ThermalPrinter
from devices.printer_keeper import PrinterKeeper
from kiosk.nouns import DANISH, Well
from kiosk.slips.blocks import Slip
from tests.devices.doubles import Heard
from tests.devices.line import BadLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.ports import Trouble

ROWS = 40
PATIENCE = Patience(think=0.25, watch=0.06)
ANSWER_SECONDS = 0.12
PAUSES = (0.01, 0.03)
LONG = 6.0

MAY_BE_OUT = frozenset((JobState.UNKNOWN, JobState.SENT, JobState.SENDING))


def dots_of(number: int) -> Image.Image:
    """Draw the small slip of a number: noise that no other slip has."""
    ink = without_orders(random.Random(number).randbytes(72 * ROWS))
    return Image.frombytes("1", (576, ROWS), bytes(byte ^ 0xFF for byte in ink))


class Rig:
    """Prints numbered slips. `answers` holds what was said of each."""

    def __init__(self, kind: str, folder: Path, seed: int, profile: Profile = GENERIC) -> None:
        """Put printer, line and keeper together; `kind` is `tcp` or `serial`."""
        self.dice = random.Random(seed)
        self.far = PretendPrinter()
        self.far.start()
        port = PretendPort(folder / f"line{seed}") if kind == "serial" else None
        self.line = BadLine(self.far.port, self.dice, port)
        self.line.start()
        transport: Any = SerialTransport(str(port.link), 115_200) if port else TcpTransport("127.0.0.1", self.line.near)
        transport.answer_seconds = ANSWER_SECONDS
        self.printer = ThermalPrinter(
            transport=transport,
            encode=lambda slip: job_bytes(dots_of(int(slip.kind)), profile),
            profile=profile,
            patience=PATIENCE,
        )
        self.health = Heard()
        self.keeper = PrinterKeeper(printer=self.printer, on_health=self.health, poll=0.05, mend=0.03, pauses=PAUSES)
        self.answers: dict[int, Trouble | None] = {}
        self.ended = threading.Condition()
        self.left: set[str] = set()
        self._count = 0

    def leave(self) -> None:
        """The visitor goes: whatever had not begun by then must never come out."""
        self.keeper.forget()
        self.left |= {job.kind for job in self.keeper.jobs() if job.is_unsent}

    def size(self) -> int:
        """Give the bytes of one job."""
        return len(job_bytes(dots_of(1)))

    def ask(self) -> int:
        """Ask for a slip; give its number."""
        self._count += 1
        number = self._count
        self.keeper.print_slip(Slip(str(number), DANISH, ()), lambda trouble: self._hear(number, trouble))
        return number

    def wait_for(self, number: int, seconds: float = LONG) -> bool:
        """Wait for the answer of a slip."""
        with self.ended:
            return self.ended.wait_for(lambda: number in self.answers, seconds)

    def confirmed(self) -> bool:
        """Mend everything and print one more slip, trying as a visitor would: the proof that nothing is stuck."""
        self.far.well()
        self.far.plug()
        self.line.heal()
        pause = threading.Event()
        end = time.monotonic() + 3 * LONG
        while time.monotonic() < end:
            if self.health.wait_for(lambda heard: bool(heard) and isinstance(heard[-1], Well)):
                number = self.ask()
                if self.wait_for(number) and self.answers[number] is None:
                    return True
            pause.wait(0.02)
        return False

    def check(self) -> None:
        """What must be true of every job, by what is on the paper."""
        paper = [slip.tobytes() for slip in self.far.slips]
        for job in self.keeper.jobs():
            out = sum(sheet.count(dots_of(int(job.kind)).tobytes()) for sheet in paper)
            assert out <= 1, f"job {job.kind} came out {out} times"
            assert not out or job.kind not in self.left, f"job {job.kind} came out after its visitor had left"
            assert self._fits(job, out), f"job {job.kind} is {job.state} and came out {out} times"

    def _fits(self, job: Job, out: int) -> bool:
        """Whether what is known of a job is true."""
        if job.state is JobState.CONFIRMED:
            return out == 1 and self.answers.get(int(job.kind), 0) is None
        return out == 0 if job.is_unsent else job.state in MAY_BE_OUT

    def _hear(self, number: int, trouble: Trouble | None) -> None:
        with self.ended:
            assert number not in self.answers, "told twice"
            self.answers[number] = trouble
            self.ended.notify_all()

    def stop(self) -> None:
        """Stop all of it."""
        self.keeper.stop()
        self.line.stop()
        self.far.stop()


@contextmanager
def running(kind: str, folder: Path, seed: int = 0, profile: Profile = GENERIC) -> Iterator[Rig]:
    """Run a rig whose printer is well."""
    rig = Rig(kind, folder, seed, profile)
    rig.keeper.start()
    try:
        assert rig.health.wait_for_last(Well())
        yield rig
    finally:
        rig.stop()
