"""A short run of the model on both engines: real kiosks, real hub processes, a line that fails. At length: tests/long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.faults import LineFault
from tests.hub import pg
from tests.long.model.agreement import run_model
from tests.long.model.disasters import HardDays
from tests.long.model.hubs import ModelHub, database
from tests.long.model.machine import HubAndKiosks

pytestmark = [pg.once, pytest.mark.timeout(300)]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pg.needed)])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelHub]:
    """A hub on each engine."""
    with database(request.param) as address, ModelHub(tmp_path_factory.mktemp("served") / "hub", address) as hub:
        yield hub


def test_no_confirmed_op_is_lost_or_doubled(served: ModelHub) -> None:
    """On any ordinary day, in any order of things."""
    days = HubAndKiosks.at(served)

    run_model(days, examples=5, steps=12)


@pytest.mark.long
def test_nor_on_the_hardest_day(served: ModelHub) -> None:
    """The hub killed in the middle of a push, a kiosk killed, wild clocks, a backup put back, late copies: one after the other."""
    day = HardDays.at(served)()
    day.sign_up(0, "small", 2)
    day.busy_hour(1, [("sign_up", LineFault.LOST_ACK), ("push", LineFault.LATE_COPY), ("pull", LineFault.CUT_BODY)])
    day.hub_killed(0, in_flight=True)
    day.back_up()
    day.rush([LineFault.REORDER])
    day.sync(1, [LineFault.LATE_COPY, LineFault.OLD_REPLAY], "push")
    day.wrong_clock(0, 2099)
    day.sign_up(0, "large", 2)
    day.wrong_clock(0, 2099)
    day.rotate(1)
    day.put_back()
    day.kiosk_killed(1, 0.45)
    day.a_day_later()
    day.revoke()
    day.seats_hold()

    day.teardown()

    assert day.found == []
