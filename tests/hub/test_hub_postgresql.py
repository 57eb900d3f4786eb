"""The tests that a database can fail, once more on PostgreSQL, where Debian's server is installed. All of them: tests/long."""

from __future__ import annotations

import pytest

from tests.hub import pg

pytestmark = [pg.needed, pg.once, pytest.mark.long]

NAMES = ["test_hub_cancel.py", "test_hub_feed.py", "test_hub_restore.py", "test_hub_seats.py"]
ONLY = "racing or same_batch or concurrent or lent or told_holds or event_and_code or pages_of_any_size"


@pytest.mark.timeout(300)
def test_seats_and_feed_hold_on_postgresql_too() -> None:
    """The same tests, another engine: locks by row, and writers side by side."""
    with pg.server() as address:
        run = pg.run_tests(address, NAMES, racers=200, only=ONLY)

    assert run.returncode == 0, run.stdout[-6000:]
