"""The page on backup and restore, walked through: its own commands on a hub that serves kiosks, on both engines."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.hub import pg
from tests.long.cluster.hubs import Hub
from tests.long.cluster.kiosks import Fleet
from tests.long.cluster.ledger import Held, in_file, in_postgresql, reckon
from tests.long.cluster.processes import quiet_ports, wait_for

pytestmark = pytest.mark.long

PAGE = pg.PROJECT / "docs" / "backup-and-restore.md"
BACKUP = "/srv/backup/2026-11-24"
KIOSKS, CAPACITY, BEFORE, BEHIND, NEWCOMERS = 4, 2, 6, 8, 16


def commands() -> list[str]:
    """Give the page's commands, as they stand there."""
    return [line.strip() for line in PAGE.read_text("utf-8").splitlines() if re.match(r" {4,}(bin/hub|mv|psql|createdb) ", line)]


class Walk:
    """A technician with the page in hand, on a machine whose /srv is a folder of the test."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database = folder, database
        self.done: list[str] = []
        address = f"127.0.0.1:{next(quiet_ports())}"
        (folder / "srv").mkdir()
        self.hub = Hub(folder / "srv" / "hub", address, address, database)
        self._surroundings = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_", "PG"))},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            **({"HUB_DATABASE_URL": database, "PGUSER": "hub", "PGHOST": _host(database)} if database else {}),
        }

    def does(self, words: str) -> str:
        """Do the page's command that begins so; give what it prints."""
        command = next(line for line in commands() if line.startswith(words))
        self.done.append(command)
        here = command.replace("/srv/", f"{self.folder}/srv/")
        ran = subprocess.run(
            ["sh", "-euc", here], cwd=pg.PROJECT, env=self._surroundings, capture_output=True, text=True, check=False, timeout=200
        )
        assert ran.returncode == 0, ran.stderr[-2000:]
        return ran.stdout

    def empty_database(self) -> None:
        """On PostgreSQL: put the broken database aside and make an empty one, when nobody is in it any more."""
        with psycopg.connect(self.database.removesuffix("/hub") + "/postgres", autocommit=True) as session:
            left = "SELECT 1 FROM pg_stat_activity WHERE datname = 'hub'"
            wait_for("the last session of the hub to end", lambda: session.execute(left).fetchone() is None)
        self.does("psql ")
        self.does("createdb ")

    def held(self) -> Held:
        """Read what the hub holds."""
        return in_postgresql(self.database) if self.database else in_file(self.hub.data / "hub.db")


def _host(database: str) -> str:
    """Give the folder of PostgreSQL's socket out of its address."""
    from urllib.parse import unquote, urlsplit

    return unquote(urlsplit(database).netloc.partition("@")[2])


@contextmanager
def walk(folder: Path, engine: str) -> Iterator[Walk]:
    """Give a walk on an engine, with a hub that serves."""
    if engine == "sqlite":
        made = Walk(folder, "")
        yield made
        made.hub.kill()
        return
    with pg.server() as address:
        made = Walk(folder, address)
        yield made
        made.hub.kill()


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pg.needed)])
def test_the_pages_steps_bring_a_hub_back_with_all_that_visitors_were_told(tmp_path: Path, engine: str) -> None:
    """What came after the backup is gone with the database. The kiosks offer it again, to a hub that has given the seats away
    since: everybody keeps what they were told, nobody is there twice, and staff see which events have too many.
    """
    with walk(tmp_path, engine) as made:
        made.hub.start()
        codes = made.hub.run("tests.long.cluster.seed", str(KIOSKS), str(CAPACITY)).split()
        fleet = Fleet(made.hub.address, codes, tmp_path / "kiosks")
        _sign_up(fleet, BEFORE)
        made.does(f"bin/hub --data /srv/hub backup {BACKUP}")
        _sign_up(fleet, BEHIND)
        made.hub.kill()

        made.does("mv ")
        if engine == "postgresql":
            made.empty_database()
        said = made.does(f"bin/hub --data /srv/hub restore {BACKUP}")
        made.hub.start()
        forgotten = reckon(fleet, made.held())
        _newcomers(fleet)
        _sign_up(fleet, 1)
        again = reckon(fleet, made.held())
        told = {letter for letter, _, _, tell in made.held().signups if tell == "overbooked"}
        fleet.close()

    assert "new epoch" in said
    assert len(forgotten.lost) == KIOSKS * BEHIND
    assert not again.faults, again
    assert again.oversold
    assert told <= forgotten.lost
    assert told
    if engine == "postgresql":
        assert [line for line in commands() if line not in made.done and "/tmp/try" not in line] == []


def _sign_up(fleet: Fleet, each: int) -> None:
    """Let people sign up everywhere, until the hub has answered all of them."""
    for kiosk in fleet.kiosks:
        for _ in range(each):
            kiosk.sign_up()
    fleet.drain()


def _newcomers(fleet: Fleet) -> None:
    """Let one kiosk come before the others, with new people who take the seats that look free."""
    for _ in range(NEWCOMERS):
        fleet.kiosks[0].sign_up()
    fleet.kiosks[0].push()
