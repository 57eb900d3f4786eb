"""The kiosk's own courier and outbox against the real hub over real HTTP. Ten kills: tests/long."""

from __future__ import annotations

import base64
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from nacl.public import PrivateKey, SealedBox

from tests.hub.real_kiosk import RealKiosk, kill_and_lose_nothing
from tests.hub.served import ServedHub


def test_a_real_kiosks_letters_arrive_and_open(tmp_path: Path) -> None:
    """Its sealed box, its slip's hash, its consent: as the hub expects them."""
    with ServedHub(tmp_path / "hub") as hub:
        kiosk = RealKiosk(hub, tmp_path / "letters.db")
        kiosk.sign_up("Åse")

        kiosk.drain()

        counts = kiosk.letters.counts()
        kiosk.connection.close()
        with closing(sqlite3.connect(hub.data / "hub.db")) as file:
            row = file.execute("SELECT box, slip, status FROM hub_signup WHERE op_id = ?", (kiosk.made[0],)).fetchone()
        private = PrivateKey((hub.data / "keys" / "s1.key").read_bytes())
    person = json.loads(SealedBox(private).decrypt(base64.b64decode(row[0])))
    assert (person["first_name"], person["contact"], row[2]) == ("Åse", "12345678", "confirmed")
    assert len(row[1]) == 64
    assert (counts.sent, counts.parked) == (1, 0)


@pytest.mark.timeout(120)
def test_a_hub_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    """All its processes at once, while letters are on their way; every one arrives, and counts once."""
    kill_and_lose_nothing(tmp_path, times=2)
