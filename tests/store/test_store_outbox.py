"""The letters on their way: what is due, what a verdict does, and what is forgotten when."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.rooms.signup.model import SignupStatus
from kiosk.store.db import open_letters
from kiosk.store.letters import Letters
from kiosk.store.retention import erased_unsent
from kiosk.wire import OP_BATCH, OP_BYTES, OpId, Verdict

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
AT = "2026-11-24T11:00:01.120Z"
OTHER = OpId("0f6b1a52-0000-4000-8000-000000000001")

Make = Callable[..., Any]


def accepted(letter: OpId, status: str = "confirmed") -> Verdict:
    """The hub takes a letter."""
    return Verdict(letter, "accepted", status=status, at=AT)


def test_cancelling_stays_behind_its_signup(letters: Letters, person: Make) -> None:
    """The hub is told of the sign-up first, and names it by its letter."""
    someone, neighbour = person(), person()
    someone.sign_up(letters)
    record = letters.ask_cancel(someone.signup, OTHER, NOON)
    neighbour.sign_up(letters)

    first = letters.next_batch(0.0)
    letters.apply([accepted(op.id) for op in first], 0.0)
    (cancel,) = letters.next_batch(0.0)

    assert record.status is SignupStatus.CANCELLING
    assert [op.id for op in first] == [someone.letter, neighbour.letter]
    assert json.loads(cancel.body)["data"] == {"signup": someone.letter}


def test_a_verdict_does_not_undo_a_cancellation(letters: Letters, person: Make) -> None:
    """Who has asked to be let off is not shown as confirmed."""
    someone = person()
    someone.sign_up(letters)
    letters.ask_cancel(someone.signup, OTHER, NOON)

    letters.apply([accepted(someone.letter)], 0.0)

    found = letters.find_by_token(someone.token)
    assert found is not None
    assert found.status is SignupStatus.CANCELLING


@pytest.mark.parametrize(("status", "shown"), [("confirmed", SignupStatus.CONFIRMED), ("waitlist", SignupStatus.WAITLIST)])
def test_a_verdict_is_shown(letters: Letters, person: Make, status: str, shown: SignupStatus) -> None:
    """The sign-up says what the hub said."""
    someone = person()
    someone.sign_up(letters)

    taken = letters.apply([accepted(someone.letter, status)], 0.0)

    found = letters.find_by_token(someone.token)
    assert found is not None
    assert (found.status, taken.acked, letters.counts().sent) == (shown, 1, 1)


def test_a_refused_letter_is_parked_where_staff_see_it(letters: Letters, person: Make) -> None:
    """Code, age, title and reason; and it may be offered again."""
    someone = person()
    someone.sign_up(letters)

    letters.apply([Verdict(someone.letter, "rejected", code="full")], 0.0)

    (line,) = letters.parked(NOON + timedelta(hours=3))
    assert (line.code, line.age, line.title.danish, line.reason) == (someone.code, timedelta(hours=3), "Højtlæsning", "full")
    found = letters.find_by_token(someone.token)
    assert found is not None
    assert (found.status, found.reason) == (SignupStatus.REFUSED, "full")
    assert letters.next_batch(1e9) == ()
    assert letters.send_again(someone.letter)
    assert [op.id for op in letters.next_batch(0.0)] == [someone.letter]


def test_a_letter_put_off_is_stepped_over(letters: Letters, person: Make) -> None:
    """One that waits does not hold up those behind it, and comes again in its time."""
    first, second = person(), person()
    first.sign_up(letters)
    second.sign_up(letters)

    letters.apply([Verdict(first.letter, "later", code="busy", after_s=60)], 100.0)

    assert [op.id for op in letters.next_batch(101.0)] == [second.letter]
    assert [op.id for op in letters.next_batch(160.0)] == [first.letter, second.letter]
    letters.forget_pauses()
    assert len(letters.next_batch(0.0)) == 2


def test_an_unknown_id_changes_nothing(letters: Letters, person: Make) -> None:
    """A verdict on a letter we do not have is ignored, and an acked one stays acked."""
    someone = person()
    someone.sign_up(letters)
    letters.apply([accepted(someone.letter)], 0.0)

    taken = letters.apply([accepted(OTHER), Verdict(someone.letter, "rejected", code="full")], 0.0)

    assert (taken.acked, taken.parked) == (0, 0)
    assert letters.counts().sent == 1


def test_a_batch_is_never_too_long_or_too_large(letters: Letters, person: Make) -> None:
    """Twenty letters, 256 KiB."""
    for _ in range(25):
        person().sign_up(letters)
    assert len(letters.next_batch(0.0)) == OP_BATCH
    for op in letters.next_batch(0.0):
        letters.apply([accepted(op.id)], 0.0)
    for _ in range(20):
        person().sign_up(letters, box="A" * 20_000)

    batch = letters.next_batch(0.0)

    assert 1 < len(batch) < OP_BATCH
    assert sum(len(op.body) + 1 for op in batch) + 10 <= OP_BYTES


def test_an_acked_letter_is_emptied_only_when_it_is_safe(letters: Letters, person: Make, tmp_path: Path) -> None:
    """The sealed part is gone from every file once the hub has a backup, not before."""
    someone = person()
    someone.sign_up(letters, box="U2Vuc2l0aXZlTWFya2Vy")
    letters.apply([accepted(someone.letter)], 0.0)
    assert letters.shred(datetime.fromisoformat("2026-11-24T11:00:00Z")) == 0

    assert letters.shred(datetime.fromisoformat("2026-11-24T11:00:02Z")) == 1

    for file in tmp_path.iterdir():
        assert b"U2Vuc2l0aXZlTWFya2Vy" not in file.read_bytes()
    assert letters.find_by_token(someone.token) is not None
    someone.sign_up(letters, box="U2Vuc2l0aXZlTWFya2Vy")
    assert letters.counts().waiting == 0


def test_old_signups_go_and_the_undelivered_are_counted(letters: Letters, person: Make, tmp_path: Path) -> None:
    """Fourteen days after the event nothing is left but a count."""
    sent, unsent, coming = person(), person(), person(start=NOON + timedelta(days=30))
    for each in (sent, unsent, coming):
        each.sign_up(letters, box="U2Vuc2l0aXZlTWFya2Vy")
    letters.apply([accepted(sent.letter), accepted(coming.letter)], 0.0)
    assert letters.forget_old(NOON + timedelta(days=15)).signups == 0

    gone = letters.forget_old(NOON + timedelta(days=16, seconds=1))

    assert (gone.signups, gone.unsent) == (2, 1)
    assert letters.find_by_token(unsent.token) is None
    assert letters.find_by_token(coming.token) is not None
    other = open_letters(tmp_path / "letters.db")
    assert erased_unsent(other) == 1
    assert other.execute("SELECT count(*) FROM letter").fetchall() == [(1,)]
    other.close()


def test_the_hub_put_back_is_offered_everything_again(letters: Letters, person: Make) -> None:
    """After a new epoch acked letters go again, same bytes, with what the visitor was told."""
    someone = person()
    someone.sign_up(letters)
    (before,) = letters.next_batch(0.0)
    assert letters.offer_again("epoch-1") == 0
    letters.apply([accepted(someone.letter)], 0.0)
    assert letters.offer_again("epoch-1") == 0

    assert letters.offer_again("epoch-2") == 1

    (again,) = letters.next_batch(0.0)
    told = json.loads(again.body)
    assert told.pop("was") == {"status": "confirmed", "at": AT}
    assert told == json.loads(before.body)
    assert again.body.startswith(before.body[:-1])
