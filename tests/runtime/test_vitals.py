"""What the glass leaves for the heartbeat: how its parts are, in codes, and that it lives."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.nouns import Health, Lost, Part, Well
from kiosk.runtime.vitals import VitalsFile, vitals_of
from kiosk.visit.events import GlassTouched, HealthChanged, MinutePassed
from kiosk.visit.machine import begin
from kiosk.wire import Vitals
from tests.core.samples import HOUSE
from tests.runtime.clocks import NOON, StandingClock

HEALTH: tuple[tuple[Part, Health], ...] = (
    (Part.SCANNER, Lost("not_configured")),
    (Part.PRINTER, Well("paper_low")),
    (Part.STORE, Lost("full")),
    (Part.SYNC, Lost("silent")),
)


def read(path: Path) -> Vitals:
    """What was left."""
    return msgspec.json.decode(path.read_bytes(), type=Vitals)


def test_parts_are_told_in_the_hubs_words() -> None:
    """Well, in trouble, gone; what this kiosk does not have is not missed, and sync speaks for itself."""
    told = vitals_of((*HEALTH[1:], (Part.SCANNER, Lost("gone"))), NOON)

    assert told.parts == {"printer": "ready", "store": "trouble", "scanner": "gone"}
    assert told.fault == "printer: paper_low; store: full; scanner: gone"
    assert "scanner" not in vitals_of(HEALTH, NOON).parts


def test_it_is_left_when_a_part_came_or_went_and_each_minute(tmp_path: Path) -> None:
    """A touch leaves nothing; the file is for its owner only, and written outside the glass's thread."""
    path, clock = tmp_path / "glass.json", StandingClock()
    jobs: list[Callable[[], None]] = []
    vitals = VitalsFile(path, do=jobs.append, wall=clock.wall)
    kiosk = begin(replace(HOUSE, health=HEALTH))

    vitals.noticed(GlassTouched(), kiosk)
    assert jobs == []
    vitals.noticed(HealthChanged(Part.STORE, Lost("full")), kiosk)
    assert not path.exists()
    jobs.pop()()
    first = read(path)
    clock.go(60)
    vitals.noticed(MinutePassed(clock.wall()), kiosk)
    jobs.pop()()

    assert first.parts["store"] == "trouble"
    assert (read(path).at - first.at).total_seconds() == 60
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_disk_in_trouble_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And again only after it was well in between."""
    folder = tmp_path / "later"
    vitals = VitalsFile(folder / "glass.json", do=lambda job: job(), wall=StandingClock().wall)
    kiosk = begin(HOUSE)

    for _ in range(3):
        vitals.noticed(MinutePassed(NOON), kiosk)
    assert caplog.messages == ["vitals not left"]
    folder.mkdir()
    vitals.noticed(MinutePassed(NOON), kiosk)

    assert read(folder / "glass.json").fault == ""
