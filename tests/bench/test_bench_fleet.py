"""The benches of hub and feed at their smallest: real hub, a handful of kiosks, nothing lost, nothing asserted of time."""

from __future__ import annotations

import json

import pytest

from bench import feed, fleet
from bench.fleet_kiosk import _read

SMALL = ["--engine", "sqlite", "--kiosks", "4", "--minutes", "0.02", "--rhythm", "0.5", "--storm", "0.5", "--alone", "4"]


def test_the_fleet_has_the_size_that_was_agreed() -> None:
    """Five thousand kiosks once a minute, and all of them back within five."""
    options = fleet.arguments([])

    assert (options.kiosks, options.rhythm, options.storm, options.engine) == (5000, 60.0, 300.0, "postgresql")


@pytest.mark.long
def test_a_handful_of_kiosks_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Every letter taken is in the hub's database, and every question got a whole answer."""
    ended = fleet.main([*SMALL, "--check", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert ended == 0
    assert all(goal["met"] for goal in told["goals"])
    assert {"20 sign-ups, 20 sign-ups, ms", "feed, 304, feed, ms", "a quiet day, heartbeat, ms"} <= set(told["series"])


def test_a_cut_answer_counts_as_lost() -> None:
    """Half a page that was zipped, or no status at all, is no answer."""
    for raw in (b"", b"HTTP/1.1", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip"):
        with pytest.raises((ValueError, IndexError, OSError)):
            _read(raw)


@pytest.mark.long
def test_the_feed_is_taken_in_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Every item, in pages of the real reader."""
    assert feed.main(["--engine", "sqlite", "--items", "500"]) == 0

    assert "501 items" in capsys.readouterr().out
