"""Faults in random order: forty schedules here, a thousand among the long tests; what must be true is true of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.devices.schedules import live_through

if TYPE_CHECKING:
    from pathlib import Path

SCHEDULES = 40


@pytest.mark.parametrize("part", range(4))
def test_forty_schedules_of_faults(part: int, tmp_path: Path) -> None:
    """Never two slips for one job, never one that was called off, never a lane that is stuck."""
    for seed in range(part, SCHEDULES, 4):
        live_through(seed, tmp_path)
