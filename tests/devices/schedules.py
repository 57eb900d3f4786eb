"""Visitors and faults in random order, and what must be true in the end."""

from __future__ import annotations

import threading
from random import Random
from typing import TYPE_CHECKING

from devices.printer.profiles import GENERIC, profile
from tests.devices.rig import Rig, running

if TYPE_CHECKING:
    from pathlib import Path

CHECK_BYTES = 9
"""Bytes of the three questions that come before a slip."""

FAULTS = ("paper_out", "cover_open", "cutter", "offline", "mute", "deaf", "busy")


def _cut_later(rig: Rig, dice: Random) -> None:
    rig.line.sent = 0
    rig.line.with_reset = dice.random() < 0.5
    rig.line.cut_after = dice.randint(1, rig.size() + 20)


def _stall(rig: Rig, dice: Random) -> None:
    rig.line.sent = 0
    rig.line.stall_after = dice.randint(1, rig.size())


def _throttle(rig: Rig, dice: Random) -> None:
    rig.line.rate = dice.choice((9_600.0, 50_000.0))


def _make_noise(rig: Rig, dice: Random) -> None:
    rig.line.noise = dice.choice((0.05, 0.4))


def _mute(rig: Rig, _: Random) -> None:
    rig.line.mute = True


def _fail_later(rig: Rig, dice: Random) -> None:
    rig.far.fail_after(dice.randint(1, 6), dice.choice(FAULTS))


def _fail(rig: Rig, dice: Random) -> None:
    getattr(rig.far, dice.choice(FAULTS))()


def _unplug(rig: Rig, dice: Random) -> None:
    rig.far.unplug()
    if dice.random() < 0.7:
        rig.far.plug()


def _pull(rig: Rig, _: Random) -> None:
    rig.line.pull()


def _mend(rig: Rig, _: Random) -> None:
    rig.far.well()


HAPPENINGS = (_cut_later, _cut_later, _stall, _throttle, _make_noise, _mute, _fail_later, _fail_later, _fail, _unplug, _pull, _mend)


def befall(rig: Rig, dice: Random) -> None:
    """Let one thing go wrong, or right."""
    dice.choice(HAPPENINGS)(rig, dice)


def live_through(seed: int, folder: Path) -> None:
    """One schedule: a few visitors, a few faults, and in the end all is mended."""
    dice = Random(seed)
    kind = dice.choice(("tcp", "serial"))
    pause = threading.Event()
    with running(kind, folder, seed, dice.choice((GENERIC, profile("epson-tm-t20iii")))) as rig:
        for _ in range(dice.randint(1, 4)):
            for _ in range(dice.randint(0, 2)):
                befall(rig, dice)
            number = rig.ask()
            pause.wait(dice.choice((0.0, 0.0, 0.003, 0.02)))
            if dice.random() < 0.5:
                befall(rig, dice)
            if dice.random() < 0.4:
                rig.leave()
            else:
                rig.wait_for(number, dice.choice((0.01, 0.1, 0.4)))
        assert rig.confirmed(), f"schedule {seed}: the lane is wedged"
        rig.leave()
        rig.check()


def cut_through(kind: str, folder: Path, percents: range) -> None:
    """Cut the cable after so many hundredths of a slip, and print another one after each."""
    with running(kind, folder) as rig:
        for percent in percents:
            rig.line.with_reset = percent % 2 == 0
            rig.line.sent = 0
            rig.line.cut_after = CHECK_BYTES + rig.size() * percent // 100
            number = rig.ask()
            assert rig.wait_for(number), percent
            assert rig.confirmed(), percent
            if percent % 10 == 0:
                rig.check()
        rig.check()
