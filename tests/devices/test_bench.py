"""The bench of the devices, run for a moment."""

from __future__ import annotations

import json

import pytest

from bench import devices


def test_the_bench_measures_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Every profile, and the way from the kept sign-up to the printer."""
    assert devices.main(["--times", "2", "--scans", "3", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert {"generic-80", "epson-tm-t20iii", "first byte", "proved", "scan"} <= set(told["series"])
    assert all(value > 0 for series in told["series"].values() for value in series["values"])
    assert [goal["name"] for goal in told["goals"] if "bytes" in goal["name"] and not goal["met"]] == []
