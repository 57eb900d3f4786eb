"""Bench: how late the loop of the glass is served while its printer fails in every way, beside the same loop in peace."""

from __future__ import annotations

import argparse
import random
import sys
import threading
from collections.abc import Callable, Sequence
from time import perf_counter

from bench.devices import FONTS, house, slip
from bench.stats import Goal, as_json, percentile, table, verdicts
from devices.catalogue import printer_at
from devices.printer.pretend import PretendPrinter
from devices.printer_keeper import PrinterKeeper
from kiosk.build import ASSETS
from kiosk.nouns import Part
from kiosk.runtime.loop import Loop
from kiosk.visit.events import BackPressed, HealthChanged, Room, RoomChosen
from kiosk.visit.machine import begin, step
from kiosk.visit.view import view
from kiosk.words.catalogue import Catalogue

GOAL_MS = 50.0
"""How late a touch may be served at worst, drawing not counted. Ours."""

BEAT_S = 0.005
"""How often the loop is asked for something."""

TURN_S = 5.0
HEAD = ("a beat, served after", "median ms", "p95", "p99", "worst", "over 50 ms", "beats")
FAULTS: tuple[Callable[[PretendPrinter], None], ...] = (
    PretendPrinter.paper_out,
    PretendPrinter.cover_open,
    PretendPrinter.cutter,
    PretendPrinter.offline,
    PretendPrinter.mute,
    PretendPrinter.deaf,
    PretendPrinter.busy,
    PretendPrinter.unplug,
)


class Chain:
    """The machine, its loop and view, and a real keeper with a printer on a socket. All but the window."""

    def __init__(self, seed: int) -> None:
        """Put it together; `seed` decides the faults."""
        self._dice = random.Random(seed)
        catalogue = Catalogue.load(ASSETS / "words")
        self._slip = slip(catalogue)
        self._printer = PretendPrinter()
        self._printer.start()
        self._over = threading.Event()
        self.loop = Loop(
            kiosk=begin(house()),
            step=lambda kiosk, event: step(kiosk, event, catalogue),
            view=lambda kiosk: view(kiosk, catalogue),
            perform=lambda _effect: None,
            present=lambda _scene: None,
            wake=lambda: None,
        )
        self._keeper = PrinterKeeper(
            printer=printer_at(f"tcp://127.0.0.1:{self._printer.port}", font_folder=FONTS),
            on_health=lambda health: self.loop.post(HealthChanged(Part.PRINTER, health)),
            pauses=(0.05,),
            mend=0.1,
        )
        self._keeper.start()
        self.faults = self.slips = 0

    def beats(self, seconds: float) -> list[float]:
        """Ask the loop for a screen and back at every beat; gives the milliseconds from when it was due to when it was done."""
        taken = []
        due = perf_counter()
        end = due + seconds
        pause = threading.Event()
        while due < end:
            due += BEAT_S
            pause.wait(max(0.0, due - perf_counter()))
            self.loop.post(RoomChosen(Room.LOCAL))
            self.loop.post(BackPressed())
            self.loop.pump()
            now = perf_counter()
            taken.append((now - due) * 1000)
            due = max(due, now - BEAT_S)  # one stall is counted once, not by every beat it delayed
        return taken

    def troubled(self, seconds: float) -> list[float]:
        """Do the same while slips are printed and the printer fails and is mended."""
        self._over.clear()
        fate = threading.Thread(target=self._befall, daemon=True)
        fate.start()
        try:
            return self.beats(seconds)
        finally:
            self._over.set()
            fate.join()
            self._mend()

    def _befall(self) -> None:
        """Print, break, mend, and again."""
        while not self._over.wait(self._dice.uniform(0.0, 0.05)):
            for _ in range(self._dice.randint(1, 3)):
                self._keeper.print_slip(self._slip, lambda _trouble: None)
                self.slips += 1
            self._over.wait(self._dice.uniform(0.0, 0.05))
            self._dice.choice(FAULTS)(self._printer)
            self.faults += 1
            self._over.wait(self._dice.uniform(0.0, 0.2))
            if self._dice.random() < 0.5:
                self._keeper.forget()
            self._mend()

    def _mend(self) -> None:
        """Let the printer be well."""
        self._printer.plug()
        self._printer.well()

    def close(self) -> None:
        """Stop everything."""
        self._keeper.stop()
        self._printer.stop()


def measure(turns: int, seconds: float, seed: int) -> tuple[dict[str, list[float]], Chain]:
    """Take turns between peace and trouble; the first moment of each is not counted."""
    chain = Chain(seed)
    taken: dict[str, list[float]] = {"in peace": [], "printer failing": []}
    try:
        chain.troubled(0.5)
        for _ in range(turns):
            taken["in peace"] += chain.beats(seconds)
            taken["printer failing"] += chain.troubled(seconds)
    finally:
        chain.close()
    return taken, chain


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and judge. 0 well, 1 a goal is missed (with --check)."""
    parser = argparse.ArgumentParser(prog="python -m bench.stall", description=__doc__)
    parser.add_argument("--turns", type=int, default=6, help="turns of each, interleaved (default 6)")
    parser.add_argument("--seconds", type=float, default=TURN_S, help="how long a turn is (default 5)")
    parser.add_argument("--seed", type=int, default=1, help="which faults, in which order (default 1)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where the goal is missed")
    options = parser.parse_args(words)
    taken, chain = measure(options.turns, options.seconds, options.seed)
    goals = [Goal("worst beat with a failing printer, ms", max(taken["printer failing"]), GOAL_MS)]
    if options.json:
        print(as_json(taken, goals))
    else:
        print(table(HEAD, [_row(name, values) for name, values in taken.items()]))
        print(f"{chain.slips} slips asked for, {chain.faults} faults")
        print(verdicts(goals))
    return 1 if options.check and not all(goal.met for goal in goals) else 0


def _row(name: str, values: Sequence[float]) -> list[str]:
    """One line of the table."""
    cuts = [percentile(values, part) for part in (0.5, 0.95, 0.99)]
    over = sum(value > GOAL_MS for value in values)
    return [name, *(f"{value:.2f}" for value in (*cuts, max(values))), str(over), str(len(values))]


if __name__ == "__main__":
    sys.exit(main())
