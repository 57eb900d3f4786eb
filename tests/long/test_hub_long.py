"""The hub's long tests: everything on PostgreSQL, and ten kills while letters are on their way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hub import pg
from tests.hub.real_kiosk import kill_and_lose_nothing

pytestmark = pytest.mark.long

WITHOUT_A_DATABASE = {
    "test_hub_real_kiosk.py",
    "test_hub_browser.py",
    "test_hub_words.py",
    "test_hub_openapi.py",
    "test_hub_postgresql.py",
}
"""What has nothing to do with the database, or brings its own."""


@pg.needed
@pg.once
def test_every_test_of_the_hub_holds_on_postgresql() -> None:
    """A thousand racers too."""
    names = sorted(path.name for path in (pg.PROJECT / "tests" / "hub").glob("test_*.py") if path.name not in WITHOUT_A_DATABASE)
    with pg.server() as address:
        run = pg.run_tests(address, names, racers=1000)

    assert run.returncode == 0, run.stdout[-6000:]


def test_a_hub_killed_ten_times_loses_nothing(tmp_path: Path) -> None:
    """All its processes at once; every letter arrives, and counts once."""
    kill_and_lose_nothing(tmp_path, times=10)
