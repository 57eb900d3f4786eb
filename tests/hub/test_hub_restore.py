"""Backup and restore, as a technician does them: what was told to visitors still holds afterwards."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from hub.acts.identity import backed_up, identity, new_epoch
from hub.models import Library, Occasion, Op, Seats, Signup
from hub.outside import now
from tests.hub.conftest import ON_POSTGRESQL
from tests.hub.desk import Json, Kiosk, cancel, event, signup

PROJECT = Path(__file__).resolve().parents[2]


def told(op: Json, verdict: Json) -> Json:
    """Give an op as it is offered again, with what the visitor was told."""
    return op | {"was": {"status": verdict["status"], "at": verdict["at"]}}


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the hub on a data folder."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    command = [sys.executable, "-m", "hub", "--data", str(data), *words]
    return subprocess.run(command, cwd=PROJECT, env=surroundings, capture_output=True, text=True, timeout=90, check=False)


def test_what_was_told_holds_after_a_restore(library: Library, kiosk: Kiosk) -> None:
    """Ten of twenty are lost with the database; in the meantime others took their seats: kept, above the capacity, and marked."""
    occasion = event(library, capacity=2)
    first, second = signup(), signup()
    verdicts = kiosk.send(first, second)
    Signup.objects.all().delete()
    Op.objects.all().delete()
    Seats.objects.update(taken=0)
    new_epoch(now())
    newcomer = signup()
    kiosk.send(newcomer)

    again = kiosk.send(told(first, verdicts[0]), told(second, verdicts[1]))

    assert [(each["verdict"], each["status"]) for each in again] == [("accepted", "confirmed")] * 2
    assert Seats.objects.get(pk=occasion.pk).taken == 3
    assert Occasion.objects.get(pk=occasion.pk).overbooked
    assert Signup.objects.filter(tell="overbooked").count() == 1
    kiosk.send(cancel(signup=newcomer["id"]))
    assert not Occasion.objects.get(pk=occasion.pk).overbooked


@pytest.mark.parametrize("status", ["waitlist", "cancelled", "erased"])
def test_other_statuses_come_back_as_they_were(library: Library, kiosk: Kiosk, status: str) -> None:
    """Nobody is given a seat who was told something else."""
    occasion = event(library, capacity=5)
    op, before = signup(), now()
    new_epoch(now())

    verdict = kiosk.send(op | {"was": {"status": status, "at": before.isoformat().replace("+00:00", "Z")}})[0]

    seats = Seats.objects.get(pk=occasion.pk)
    assert verdict["status"] == status
    assert (seats.taken, seats.waiting) == (0, int(status == "waitlist"))
    assert kiosk.send(op)[0]["status"] == status


@pytest.mark.parametrize(
    "was",
    [
        {"status": "confirmed", "at": (now() + timedelta(hours=1)).isoformat().replace("+00:00", "Z")},
        {"status": "confirmed", "at": "yesterday"},
        {"status": "confirmed"},
        {"status": "emperor", "at": "2020-01-01T00:00:00Z"},
        "confirmed",
    ],
    ids=["in the future", "no time", "without a time", "strange status", "no object"],
)
def test_what_was_not_told_before_the_epoch_gives_no_seat(library: Library, kiosk: Kiosk, was: object) -> None:
    """A kiosk cannot overbook by saying so."""
    event(library, capacity=0)

    assert kiosk.send(signup() | {"was": was})[0]["status"] == "waitlist"


def test_nothing_is_safe_until_a_backup_is_finished(library: Library, kiosk: Kiosk) -> None:
    """And then only what was a minute older than its beginning."""
    begun = now()

    backed_up(begun)

    safe = kiosk.post("/v1/heartbeat", {})[1]["safe_at"]
    assert safe == (begun - timedelta(seconds=60)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@pytest.mark.skipif(ON_POSTGRESQL, reason="the commands are tried with a database of their own, in a file")
def test_a_backup_can_be_put_back(tmp_path: Path) -> None:
    """Set up, back up, lose everything, put back: same hub, new epoch, same keys, and nobody else may read them."""
    data, copy, fresh = tmp_path / "data", tmp_path / "copy", tmp_path / "fresh"
    assert run(data, "setup").returncode == 0
    assert run(data, "library", "vejgaard", "Vejgaard").returncode == 0
    assert run(data, "backup", str(copy)).returncode == 0
    key = (data / "keys" / "s1.key").read_bytes()

    put_back = run(fresh, "restore", str(copy))

    assert put_back.returncode == 0, put_back.stderr
    assert "new epoch" in put_back.stdout
    assert (fresh / "keys" / "s1.key").read_bytes() == key
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o700
    assert stat.S_IMODE((fresh / "keys" / "s1.key").stat().st_mode) == 0o600
    assert _identity(fresh)[0] == _identity(data)[0]
    assert _identity(fresh)[1] != _identity(data)[1]
    assert "moved" not in run(data, "restore", str(copy)).stdout
    assert run(data, "restore", str(copy)).returncode != 0


def _identity(data: Path) -> tuple[str, str]:
    """Read hub and epoch out of a file."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(data / "hub.db")) as file:
        found = file.execute("SELECT hub, epoch FROM hub_hubidentity").fetchall()
    assert len(found) == 1
    return found[0][0], found[0][1]


def test_a_new_seal_key_is_told_and_the_old_one_still_opens(library: Library, kiosk: Kiosk) -> None:
    """Letters on their way were sealed to the old one."""
    from hub.acts import content, people

    event(library)
    old = signup(name="Gammel")
    fresh = settings.KEYS.new_seal()
    try:
        content.republish_settings(library, now())
        assert kiosk.everything()[0]["settings library"]["seal"][0]["id"] == fresh.id
        kiosk.send(old, signup(name="Ny"))
        assert [people.open_person(each).first_name for each in Signup.objects.order_by("id")] == ["Gammel", "Ny"]
    finally:
        (settings.CONFIG.data / "keys" / f"{fresh.id}.key").unlink()


def test_the_identity_is_made_once(library: Library) -> None:
    """However many ask first."""
    assert {identity(now()).hub for _ in range(3)} == {identity(now()).hub}
