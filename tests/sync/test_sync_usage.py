"""Handing counts of use to the hub over real HTTP: each once, and nothing is lost for a hub that is away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.ports import UplinkError
from kiosk.store.use_files import UseFiles
from kiosk.sync.pretend_hub import PretendHub
from kiosk.sync.usage import UseCourier
from tests.sync.station import Station

ID = "2f3e1c52-0000-4000-8000-00000000000"


@pytest.fixture
def files(tmp_path: Path) -> UseFiles:
    """Give a folder with two hours in it."""
    found = UseFiles(tmp_path)
    for number in (1, 2):
        found.leave(f"2026-11-24T1{number}", op(number))
    return found


def op(number: int, **counts: int) -> str:
    """Write an hour's counts."""
    data = {"hour": f"2026-11-24T1{number}:00:00Z", "counts": counts or {"visit": number}}
    return json.dumps({"id": f"{ID}{number}", "kind": "use", "data": data})


def test_what_the_hub_took_is_dropped(station: Station, files: UseFiles, hub: PretendHub) -> None:
    """Both hours in one request."""
    courier = UseCourier(line=station.line, counts=files)

    assert courier.offer() == 2
    assert files.waiting(9) == ()
    assert [hub.data_of(f"{ID}{number}")["counts"] for number in (1, 2)] == [{"visit": 1}, {"visit": 2}]
    assert courier.offer() == 0


def test_a_lost_answer_costs_nothing(station: Station, files: UseFiles, hub: PretendHub) -> None:
    """The same ids go again, and count once."""
    courier = UseCourier(line=station.line, counts=files)
    hub.faults.next("lost_ack")
    with pytest.raises(UplinkError):
        courier.offer()
    assert len(files.waiting(9)) == 2

    assert courier.offer() == 2
    assert files.waiting(9) == ()


def test_what_is_refused_or_none_of_ours_is_dropped_too(station: Station, tmp_path: Path) -> None:
    """A count is no promise: nobody has to see it on a shelf."""
    files = UseFiles(tmp_path)
    files.leave("a", '{"id": "half')
    files.leave("b", op(3).replace('{"visit": 3}', "{}"))

    UseCourier(line=station.line, counts=files).offer()

    assert files.waiting(9) == ()


def test_a_heartbeat_takes_the_counts_along(station: Station, files: UseFiles, hub: PretendHub) -> None:
    """In the rhythm of the downlink, after everything that matters more."""
    station.downlink._offer_use = UseCourier(line=station.line, counts=files).offer

    station.downlink.once()

    assert files.waiting(9) == ()
