"""The bench of scans: it measures what it says, and can be read by scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bench import scan_latency

if TYPE_CHECKING:
    import pytest


def test_each_scan_is_answered_and_timed(capsys: pytest.CaptureFixture[str]) -> None:
    """How long it takes says more about who else uses the machine: the goal is for `--check` on a quiet one."""
    assert scan_latency.main(["--scans", "5", "--json"]) == 0

    said = json.loads(capsys.readouterr().out)

    assert said["series"]["scan"]["n"] == 5
    assert all(0 < value < 2000 for value in said["series"]["scan"]["values"])
    assert [goal["limit"] for goal in said["goals"]] == [15.0]
