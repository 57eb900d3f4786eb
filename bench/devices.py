"""Bench: a slip (how long it takes to draw, how many bytes it is, when its first one is at the printer), and a scan."""

from __future__ import annotations

import argparse
import contextlib
import socket
import sys
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, cast

from bench.scan_latency import GOAL_MS as SCAN_GOAL_MS
from bench.scan_latency import measure
from bench.stats import Goal, as_json, percentile, summary, table, verdicts
from devices.catalogue import printer_at
from devices.printer.encode import SlipEncoder
from devices.printer.pretend import PretendPrinter
from devices.printer.profiles import names, profile
from devices.printer_keeper import PrinterKeeper
from kiosk.build import ASSETS
from kiosk.nouns import Health, Key, Part, Seats, ShortCode, SignupId, SignupState, SlipToken, Text, Well
from kiosk.outside import wall
from kiosk.rooms.signup.model import ContactKind, Draft, Occasion, OccasionKind, Receipt
from kiosk.rooms.signup.slip import signup_slip
from kiosk.runtime.hands import Hands
from kiosk.settings import Fonts
from kiosk.slips.blocks import Slip
from kiosk.visit.events import Event, SignupKept, SlipPrinted
from kiosk.visit.machine import begin, step
from kiosk.visit.states import Done, House, Keeping, SlipState
from kiosk.words.catalogue import Catalogue

GOAL_MS = 60.0
"""What drawing and encoding a sign-up slip may take. Ours."""

GOAL_BYTES = 40_000
"""What it may have, on every printer. Ours."""

WAIT_S = 10.0
BAUD = 9600
OPEN = Seats(SignupState.OPEN)
HEAD = ("a sign-up slip", "median ms", "p95", "bytes", "s at 9600 baud")
TOKEN = SlipToken("BCDFGHJKMNPQ2345")
FONTS = Path(Fonts().folder)


class Gate:
    """Stands between kiosk and printer, carries everything, and notes when the first byte of a slip comes by."""

    def __init__(self, far: int) -> None:
        """Know the printer's port."""
        self._far = far
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.began = 0.0
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop taking connections."""
        self._listener.close()

    def _accept(self) -> None:
        """Carry one connection, both ways."""
        near, _ = self._listener.accept()
        far = socket.create_connection(("127.0.0.1", self._far))
        threading.Thread(target=self._carry, args=(far, near), daemon=True).start()
        self._carry(near, far, note=True)

    def _carry(self, source: socket.socket, target: socket.socket, *, note: bool = False) -> None:
        """Carry one way until it ends."""
        with contextlib.suppress(OSError):  # the other end was closed first
            while data := source.recv(65_536):
                if note and data.startswith(b"\x1b@"):
                    self.began = perf_counter()
                target.sendall(data)
        target.close()


class Chain:
    """The machine, real hands and a real keeper before a pretend printer; store and staff stand idle."""

    def __init__(self) -> None:
        """Put it together, and wait until the printer is well."""
        self.catalogue = Catalogue.load(ASSETS / "words")
        self._printer = PretendPrinter()
        self._printer.start()
        self._gate = Gate(self._printer.port)
        self._ready, self._printed = threading.Event(), threading.Event()
        address = f"tcp://127.0.0.1:{self._gate.port}"
        self._keeper = PrinterKeeper(printer=printer_at(address, font_folder=FONTS), on_health=self._health)
        idle = cast("Any", self)
        self._hands = Hands(
            store=idle,
            archive=idle,
            printer=self._keeper,
            staff_lane=idle,
            staff=idle,
            errands=idle,
            play=lambda _sound: None,
            forget_glass=lambda: None,
            post=self._post,
        )
        self._keeper.start()
        if not self._ready.wait(WAIT_S):
            raise TimeoutError("the printer was not opened")

    def do(self, work: object) -> None:
        """Do nothing: nobody asks the store for anything here."""

    def sign_up(self) -> tuple[float, float]:
        """Keep a sign-up; gives the milliseconds until its slip's first byte, and until the proof that it came out."""
        self._printed.clear()
        kiosk = begin(house())
        kiosk = kiosk.at(Keeping(occasion(), Draft("Åse", ContactKind.PHONE, "00000000")))
        began = perf_counter()
        _, effects = step(kiosk, SignupKept(kiosk.ticket, receipt()), self.catalogue)
        for effect in effects:
            self._hands.perform(effect)
        if not self._printed.wait(WAIT_S):
            raise TimeoutError("no slip came out")
        return (self._gate.began - began) * 1000, (perf_counter() - began) * 1000

    def close(self) -> None:
        """Stop everything."""
        self._keeper.stop()
        self._gate.close()
        self._printer.stop()

    def _health(self, health: Health) -> None:
        """Hear that the printer is well."""
        if isinstance(health, Well):
            self._ready.set()

    def _post(self, event: Event) -> None:
        """Hear that the slip came out."""
        if isinstance(event, SlipPrinted):
            self._printed.set()


def house() -> House:
    """A branch with a printer that is well."""
    return House(branch="Vejgaard Bibliotek", library="", now=wall(), health=((Part.PRINTER, Well()),))


def occasion() -> Occasion:
    """What somebody signs up for."""
    title = Text("Højtlæsning for store ører: Åens hemmelighed")
    return Occasion(Key("a"), OccasionKind.EVENT, title, wall() + timedelta(hours=3), "Børnebiblioteket, 1. sal", OPEN)


def receipt() -> Receipt:
    """What stands on the slip."""
    return Receipt(SignupId("1"), ShortCode("BKRT"), TOKEN, f"HTTPS://HUB.EXAMPLE.DK/K/{TOKEN}", wall())


def slip(catalogue: Catalogue) -> Slip:
    """The slip as the kiosk makes it."""
    here = house()
    return signup_slip(Done(occasion(), receipt(), SlipState.OFFERED), here, catalogue.words(here.languages[0]))


def encoded(name: str, paper: Slip, times: int) -> tuple[list[float], int]:
    """Give the milliseconds of each drawing and encoding, the first two not counted, and the bytes."""
    encode = SlipEncoder(profile=profile(name), font_folder=FONTS)
    taken, size = [], 0
    for _ in range(times + 2):
        began = perf_counter()
        size = len(encode(paper))
        taken.append((perf_counter() - began) * 1000)
    return taken[2:], size


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and judge. 0 well, 1 a goal is missed (with --check)."""
    parser = argparse.ArgumentParser(prog="python -m bench.devices", description=__doc__)
    parser.add_argument("--times", type=int, default=30, help="how many slips of each kind (default 30)")
    parser.add_argument("--scans", type=int, default=300, help="how many codes to scan (default 300)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where a goal is missed")
    options = parser.parse_args(words)
    chain = Chain()
    try:
        kept = [chain.sign_up() for _ in range(options.times + 2)][2:]
        paper = slip(chain.catalogue)
    finally:
        chain.close()
    drawn = {name: encoded(name, paper, options.times) for name in names()}
    scans = measure(options.scans)
    first = [begun for begun, _ in kept]
    goals = [
        Goal("generic-80, median ms to draw and encode", summary(drawn["generic-80"][0]).median, GOAL_MS),
        *(Goal(f"{name}, bytes", size, GOAL_BYTES) for name, (_, size) in drawn.items()),
        Goal("scan, p99 ms", percentile(scans, 0.99), SCAN_GOAL_MS),
    ]
    if options.json:
        chained = {"first byte": first, "proved": [done for _, done in kept], "scan": scans}
        series = {name: taken for name, (taken, _) in drawn.items()} | chained
        print(as_json(series, goals))
    else:
        rows = [[name, *_figures(taken), str(size), f"{size * 10 / BAUD:.1f}"] for name, (taken, size) in drawn.items()]
        rows.append(["kept -> first byte at the printer (tcp)", *_figures(first), "", ""])
        rows.append(["kept -> proved (tcp)", *_figures([done for _, done in kept]), "", ""])
        rows.append(["scan: last byte -> scene (pty)", *_figures(scans), "", ""])
        print(table(HEAD, rows))
        print(verdicts(goals))
    return 1 if options.check and not all(goal.met for goal in goals) else 0


def _figures(taken: Sequence[float]) -> tuple[str, str]:
    """Median and p95."""
    short = summary(taken)
    return f"{short.median:.1f}", f"{short.p95:.1f}"


if __name__ == "__main__":
    sys.exit(main())
