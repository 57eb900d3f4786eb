"""Killed at any moment of a sign-up: what was promised is kept once and arrives once, and nothing is half there."""

from __future__ import annotations

import random
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.faults.branch import SmallBranch

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 26
"""For each of the two runs: together more than fifty."""

LONGEST_S = 0.25


@pytest.mark.timeout(240)
@pytest.mark.parametrize("run", ["Ane", "Bo"])
def test_killed_at_any_moment_nothing_promised_is_lost_or_doubled(tmp_path: Path, run: str) -> None:
    """Given a glass killed 26 times while it signs up, in every start, in typing and in the middle of the disk's work."""
    dice = random.Random()
    pause = threading.Event()
    promised: dict[str, str] = {}
    sent: list[str] = []
    with SmallBranch(tmp_path) as branch:
        for number in range(KILLS):
            signing = branch.start_signing_up(f"{run}{'BCDFGHJKLMNPQRSTVXZBCDFGHJKLMNPQRSTVXZ'[number]}{'x' * (number // 19)}")
            if number % 9:
                assert signing.ready.wait(30)
            pause.wait(dice.uniform(0.0, LONGEST_S))
            signing.kill()
            promised |= signing.confirmed
            sent += signing.sent
            assert signing.refused == []

        reckoning = branch.reckon(promised)

    sys.stdout.write(f"{KILLS} kills: {len(sent)} begun, {len(promised)} promised, {len(reckoning.kept)} kept and arrived" + "\n")
    assert len(promised) > KILLS
    assert len(sent) > len(promised)
    reckoning.check(unpromised_at_most=KILLS)
