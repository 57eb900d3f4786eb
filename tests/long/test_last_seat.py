"""The last seat, ten thousand times: two kiosks at once, or both back from hours without network, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hub import pg
from tests.long.model.hubs import ModelHub, database
from tests.long.model.racing import race

pytestmark = pytest.mark.long

TIMES = 10_000


@pytest.mark.parametrize("online", [True, False], ids=["online", "offline"])
@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pg.needed)])
def test_the_last_seat_is_given_once(tmp_path: Path, engine: str, *, online: bool) -> None:
    """One has it and was told so; the other waits, or was told that it is full."""
    with database(engine) as address, ModelHub(tmp_path / "hub", address) as hub:
        outcome = race(hub, tmp_path / "race", TIMES, online=online)

    assert outcome.wrong == ()
    assert sum(outcome.won) == TIMES
    assert (outcome.waiting, outcome.refused) == (TIMES // 2, TIMES // 2)
    # A race that always the same one wins is none.
    assert min(outcome.won) > TIMES // 100 or not online
