"""Enrolment and rotation over real HTTP: a secret is on the disk before it is used, and a lost answer is harmless."""

from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.ports import StoreError, UplinkError
from kiosk.store.enrolment import EnrolmentFile
from kiosk.sync.enrol import CODE_LETTERS, code_in
from kiosk.sync.keyring import Keyring, hash_of
from kiosk.sync.line import HubLine
from kiosk.sync.pretend_faults import Fault
from kiosk.sync.pretend_hub import PretendHub
from kiosk.wire import Enrolment
from tests.sync.station import CODE, QUICK, Station

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def fresh(station: Station) -> Station:
    """A kiosk that was never enrolled."""
    station.membership.path.unlink()
    return station


def test_a_code_makes_a_device_with_its_hub_pinned_and_its_key(fresh: Station, hub: PretendHub) -> None:
    """Given a code, the kiosk is a device of this hub, in a file that only its owner reads; and it can ask at once."""
    hub.new_code(CODE)

    done = fresh.enrol()

    held = fresh.membership.read()
    assert (done.library, done.state) == ("Vejgaard Bibliotek", "active")
    assert (held.hub, held.seal_id, held.seal_public) == (hub.credentials()["hub_id"], hub.seal.id, hub.seal.public)
    assert held.candidate == ""
    assert stat.S_IMODE(fresh.membership.path.stat().st_mode) == 0o600
    assert fresh.pull() == 0
    assert hub.members.machines()[-1] == "Prøve"


def test_the_secret_is_stored_before_it_is_asked_about(fresh: Station, hub: PretendHub) -> None:
    """Nobody answers: the secret is there all the same, and it is never part of what was sent."""
    hub.stop()
    with pytest.raises(UplinkError, match="unreachable"):
        fresh.enrol()
    hub.start()

    held = fresh.membership.read()

    assert len(held.candidate) == 64
    assert held.device == ""
    with pytest.raises(UplinkError, match="not_enrolled"):
        fresh.pull()


@pytest.mark.parametrize("fault", ["lost_ack", "cut_body", "cut_headers", "slow", "reset_before"])
def test_a_lost_answer_is_harmless(fresh: Station, hub: PretendHub, fault: Fault) -> None:
    """The hub made the device and nobody heard: the same code again, even after a restart, is the same device."""
    hub.new_code(CODE)
    hub.faults.next(fault)
    with pytest.raises(UplinkError):
        fresh.enrol()
    fresh.restart()

    fresh.enrol()
    again = fresh.membership.read()

    assert len(hub.members.hashes()) == 2
    assert hash_of(again.secret) == hub.members.hashes()[1][0]
    assert fresh.pull() == 0


def test_a_disk_that_takes_no_secret_asks_nothing(fresh: Station, hub: PretendHub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a stored secret the hub is not asked: a device nobody can be would be left behind."""
    hub.new_code(CODE)
    monkeypatch.setattr(os, "fsync", _no_space)

    with pytest.raises(StoreError, match="full"):
        fresh.enrol()

    assert len(hub.members.hashes()) == 1
    assert fresh.membership.read() == Enrolment()


def _no_space(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_waiting_until_staff_approve(fresh: Station, hub: PretendHub) -> None:
    """Staff must approve first: until then the hub says so, and afterwards the same secret works."""
    hub.new_code(CODE, approved=False)

    assert fresh.enrol().state == "waiting"
    assert fresh.try_pull() == "waiting"
    hub.members.set_state("active")

    assert fresh.try_pull() == ""


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("captive200", "not_ours"),
        ("captive302", "not_ours"),
        ("other_json", "not_ours"),
        ("e404_html", "not_ours"),
        ("e429_ra", "slow_down"),
    ],
)
def test_a_stranger_cannot_enrol_us(fresh: Station, hub: PretendHub, fault: Fault, reason: str) -> None:
    """A login page is no hub, and pins nothing."""
    hub.new_code(CODE)
    hub.faults.next(fault)

    with pytest.raises(UplinkError, match=reason):
        fresh.enrol()

    assert fresh.membership.read().hub == ""
    assert fresh.enrol().state == "active"


def test_wrong_codes_are_told_apart(fresh: Station, hub: PretendHub, tmp_path: Path) -> None:
    """Unknown, and used by somebody else."""
    hub.new_code(CODE)
    other = Station(tmp_path / "other", hub)
    other.dice.seed(9)
    other.enrol()
    other.stop()

    with pytest.raises(UplinkError, match="no_such_code"):
        fresh.enrol("BBBBBBBBBB")
    with pytest.raises(UplinkError, match="code_used"):
        fresh.enrol()


def test_enrolling_again_keeps_the_old_membership_until_the_new_one_is_sure(station: Station, hub: PretendHub) -> None:
    """While the answer is lost the old secret still works; then the new device takes over."""
    before = station.membership.read()
    hub.new_code(CODE)
    hub.faults.next_at("/v1/enrol", "lost_ack")
    with pytest.raises(UplinkError):
        station.enrol()
    assert station.try_pull() == ""
    assert station.membership.read().device == before.device

    station.enrol()

    assert station.membership.read().device != before.device
    assert station.try_pull() == ""


def test_codes_are_read_as_people_write_them() -> None:
    """With dashes, blanks and small letters; anything else is no code."""
    assert code_in(" 7kq2m-x4tbd\n") == CODE
    assert [code_in(text) for text in ("", "7KQ2MX4TB", "7KQ2MX4TBDD", "7KQ2MX4TB0", "AEIOUAEIOU")] == [""] * 5
    assert frozenset("BCDFGHJKLMNPQRSTVWXZ23456789") == CODE_LETTERS


# ----------------------------------------------------------------------------------------------------------- rotation


# --------------------------------------------------------------------------------------------------------- the command


def kiosk(folder: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    command = [sys.executable, "-m", "kiosk", *words, "--config", str(folder / "kiosk.toml")]
    return subprocess.run(command, cwd=PROJECT, input=typed, capture_output=True, text=True, check=False)


def test_the_command_enrols_and_the_sync_process_uses_it(tmp_path: Path, hub: PretendHub) -> None:
    """`kiosk enrol` with the code on standard input; then `kiosk sync --once` talks to the hub with it."""
    hub.new_code(CODE)
    (tmp_path / "kiosk.toml").write_text(
        f'[branch]\nname = "Prøve"\n[data]\nfolder = "data"\n[hub]\naddress = "{hub.address}"\n', encoding="utf-8"
    )

    before = kiosk(tmp_path, "sync", "--once")
    wrong = kiosk(tmp_path, "enrol", "BBBBBBBBBB")
    typo = kiosk(tmp_path, "enrol", "hello")
    done = kiosk(tmp_path, "enrol", typed="7kq2m x4tbd\n")
    after = kiosk(tmp_path, "sync", "--once", "--json")

    assert (before.returncode, "not_enrolled" in before.stdout) == (1, True)
    assert (wrong.returncode, "ask for another one" in wrong.stderr) == (1, True)
    assert (typo.returncode, "ten letters" in typo.stderr) == (1, True)
    assert (done.returncode, done.stdout) == (0, "Enrolled at Vejgaard Bibliotek.\n")
    assert after.returncode == 0, after.stderr
    assert json.loads(after.stdout)["pulled"]["reason"] == ""
    assert hub.beats[-1]["parts"] == {"glass": "gone"}
    secret = EnrolmentFile(tmp_path / "data").read().secret
    assert all(secret not in each.stdout + each.stderr for each in (before, wrong, done, after))


def test_an_address_without_https_is_not_used(station: Station, caplog: pytest.LogCaptureFixture) -> None:
    """Plain HTTP is for this machine only."""
    caplog.set_level(logging.DEBUG)

    with pytest.raises(UplinkError, match="not_https"):
        HubLine(base_url="http://hub.example", keys=Keyring(station.membership), timing=QUICK)
