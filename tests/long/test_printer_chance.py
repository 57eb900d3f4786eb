"""A thousand schedules of faults, a new thousand each time; and cables cut after every hundredth of a slip."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.devices.schedules import cut_through, live_through

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long

SCHEDULES = 1000


def test_a_thousand_schedules_of_faults(tmp_path: Path) -> None:
    """Never two slips for one job, never one that was called off, never a lane that is stuck."""
    first = random.SystemRandom().randrange(10**6)  # a failure names its schedule
    for seed in range(first, first + SCHEDULES):
        live_through(seed, tmp_path)


@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_a_line_cut_at_every_hundredth_of_a_slip(kind: str, tmp_path: Path) -> None:
    """Each time the visitor is told the truth, and the slip after it comes out whole, once."""
    cut_through(kind, tmp_path, range(1, 101))
