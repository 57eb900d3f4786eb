"""Two kiosks and the last seat, over real HTTP, on both engines. Ten thousand times: tests/long."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hub import pg
from tests.long.model.hubs import ModelHub, database
from tests.long.model.racing import race

pytestmark = pg.once


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=[pg.needed, pytest.mark.long])])
def test_the_last_seat_is_given_once(tmp_path: Path, engine: str) -> None:
    """Twenty times at the same moment, forty times after hours without network."""
    with database(engine) as address, ModelHub(tmp_path / "hub", address) as hub:
        at_once = race(hub, tmp_path / "online", 20, online=True)
        come_back = race(hub, tmp_path / "offline", 40, online=False)

    assert (at_once.wrong, come_back.wrong) == ((), ())
    assert (sum(at_once.won), at_once.waiting, at_once.refused) == (20, 10, 10)
    assert (sum(come_back.won), come_back.waiting, come_back.refused) == (40, 20, 20)
