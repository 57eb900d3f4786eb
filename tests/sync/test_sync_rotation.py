"""Changing the secret over real HTTP: it is on the disk before it is announced, and nobody is ever locked out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.ports import StoreError
from kiosk.store.enrolment import EnrolmentFile
from kiosk.sync.answers import Answer
from kiosk.sync.keyring import hash_of, in_order
from kiosk.sync.line import Question
from kiosk.sync.pretend_faults import Fault
from kiosk.sync.pretend_hub import PretendHub
from kiosk.wire import Enrolment
from tests.sync.station import Station

PROJECT = Path(__file__).parents[2]


def test_a_rotation_takes_effect_with_the_first_use(station: Station, hub: PretendHub) -> None:
    """The hub asks; the next secret is stored, announced and used; the last one is kept."""
    first = station.membership.read().secret
    hub.wishes["rotate"] = True
    station.downlink.once()
    pending = station.membership.read().pending
    assert pending
    assert station.membership.read().announced
    hub.wishes["rotate"] = False

    station.downlink.once()

    held = station.membership.read()
    assert (held.secret, held.pending, held.previous) == (pending, "", first)
    assert hub.members.hashes() == [(hash_of(pending), "")]


@pytest.mark.parametrize("fault", ["lost_ack", "cut_body", "reset_before", "captive200", "e500"])
def test_a_lost_answer_to_the_announcement_is_harmless(station: Station, hub: PretendHub, fault: Fault) -> None:
    """Whether the hub heard it or not: the same secret is announced again, and nobody is locked out meanwhile."""
    hub.wishes["rotate"] = True
    hub.faults.next_at("/v1/token", fault)
    assert station.downlink.once().reason
    pending = station.membership.read().pending
    assert pending
    hub.wishes["rotate"] = False
    station.restart()

    station.clock.now += 4000
    assert station.downlink.once().reason == ""
    station.downlink.once()

    held = station.membership.read()
    assert (held.secret, held.pending) == (pending, "")
    assert hub.members.hashes() == [(hash_of(pending), "")]


def test_a_restored_hub_that_knows_only_the_last_secret_is_no_end(station: Station, hub: PretendHub) -> None:
    """The previous one is tried, and the newer one is announced again."""
    first = station.membership.read().secret
    hub.wishes["rotate"] = True
    station.downlink.once()
    hub.wishes["rotate"] = False
    station.downlink.once()
    second = station.membership.read().secret
    hub.members.roll_back()
    hub.new_epoch()

    assert station.try_pull() == ""
    assert station.membership.read().secret == first
    station.downlink.once()
    station.downlink.once()

    assert station.membership.read().secret == second
    assert hub.members.hashes()[0][0] == hash_of(second)


def test_the_last_secret_goes_when_a_backup_knows_the_new_one(station: Station, hub: PretendHub) -> None:
    """Not before: `safe_at` must have passed the rotation by the hub's own time."""
    hub.wishes["rotate"] = True
    station.downlink.once()
    hub.wishes["rotate"] = False
    station.downlink.once()
    rotated = datetime.fromisoformat(station.membership.read().rotated_at)

    hub.wishes["safe_at"] = "2026-01-01T00:00:00Z"
    station.downlink.once()
    assert station.membership.read().previous
    hub.wishes["safe_at"] = rotated.astimezone(UTC).isoformat().replace("+00:00", "Z")
    station.downlink.once()

    assert station.membership.read().previous == ""


def test_after_ninety_days_a_secret_is_changed_unasked(station: Station, hub: PretendHub) -> None:
    """By the hub's time, for the kiosk's clock decides nothing."""
    station.membership.change(lambda held: replace(held, rotated_at="2026-01-01T00:00:00Z"))

    station.downlink.once()

    assert station.membership.read().announced


def test_a_strangers_401_uses_no_secret_up(station: Station, hub: PretendHub, monkeypatch: pytest.MonkeyPatch) -> None:
    """A captive portal's 401 is not ours: the other secrets are not shown to it."""
    station.membership.change(lambda held: replace(held, pending="b" * 64, previous="c" * 64))
    seen = []
    real = station.line.ask_openly

    def asking(question: Question, *more: Any) -> Answer:
        seen.append(more)
        return real(question, *more)

    monkeypatch.setattr(station.line, "ask_openly", asking)
    hub.faults.next_at("/v1/feed", "captive200")
    station.try_pull()
    assert len(seen) == 1
    hub.faults.next_at("/v1/feed", "e401", "e401", "e401")

    assert station.try_pull() == "bad_token"

    assert len(seen) == 4


def test_secrets_are_tried_in_order_and_each_once() -> None:
    """One that was announced comes first; one that was not, after the current one."""
    held = Enrolment(device="d", secret="a", pending="b", previous="c")

    assert in_order(held) == ("a", "b", "c")
    assert in_order(replace(held, announced=True)) == ("b", "a", "c")
    assert in_order(replace(held, pending="", previous="a")) == ("a",)
    assert "a" not in repr(replace(held, device="x"))


def test_a_file_that_cannot_be_read_is_broken_and_tells_nothing(tmp_path: Path) -> None:
    """Neither a secret nor the library's words get into the error."""
    (tmp_path / "enrolment.json").write_text('{"secret": "geheim", "device": 7}')

    with pytest.raises(StoreError, match="broken") as caught:
        EnrolmentFile(tmp_path).read()

    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
