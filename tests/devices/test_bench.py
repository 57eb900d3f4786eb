"""The bench of the devices, run for a moment."""

from __future__ import annotations

import json

import pytest

from bench import devices


def test_the_bench_measures_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Every profile, and the way from the kept sign-up to the printer."""
    assert devices.main(["--times", "2", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert {"generic-80", "epson-tm-t20iii", "first byte", "proved"} <= set(told["series"])
    assert all(value > 0 for series in told["series"].values() for value in series["values"])
    assert told["goals"][1]["met"]
