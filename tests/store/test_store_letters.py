"""Sign-ups and their letters."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.nouns import ShortCode, SignupId, SlipToken
from kiosk.ports import StoreError
from kiosk.rooms.signup.model import SignupStatus
from kiosk.store.db import open_letters
from kiosk.store.letters import Letters
from kiosk.wire import OpId, Verdict

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
AT = "2026-11-24T11:00:01.120Z"
OTHER = OpId("0f6b1a52-0000-4000-8000-000000000001")

Make = Callable[..., Any]


def accepted(letter: OpId, status: str = "confirmed") -> Verdict:
    """The hub takes a letter."""
    return Verdict(letter, "accepted", status=status, at=AT)


def test_a_signup_and_its_letter_are_kept_together(letters: Letters, person: Make) -> None:
    """What is kept can be found by slip and by code, and a letter waits."""
    someone = person()

    someone.sign_up(letters)

    found = letters.find_by_token(someone.token)
    assert found is not None
    assert found == letters.find_by_code(someone.code)
    assert (found.status, found.occasion, found.made_at) == (SignupStatus.KEPT, someone.occasion, NOON)
    assert letters.counts().waiting == 1
    assert letters.counts().oldest_at == NOON


def test_the_letter_is_an_op_of_the_contract(letters: Letters, person: Make) -> None:
    """The op has the fields of contract v1 and the hash of the slip's token, never the token."""
    someone = person()

    someone.sign_up(letters)

    (op,) = letters.next_batch(0.0)
    told = json.loads(op.body)
    assert (told["id"], told["kind"], told["made_at"]) == (someone.letter, "signup", "2026-11-24T12:00:00+01:00")
    slip = told["data"].pop("slip")
    assert told["data"] == {
        "event": "dpl:81",
        "seats": 1,
        "code": someone.code,
        "sealed": {"key": "s1", "box": "c2VhbGVk"},
        "consent": "signup.da.2026-11-01",
        "lang": "da",
    }
    assert len(slip) == 64
    assert someone.token not in op.body


def test_the_token_is_nowhere_in_the_file(letters: Letters, person: Make, tmp_path: Path) -> None:
    """Whoever reads the disk cannot make a slip."""
    someone = person()

    someone.sign_up(letters)

    for file in tmp_path.iterdir():
        assert someone.token.encode() not in file.read_bytes()


def test_the_same_signup_again_changes_nothing(letters: Letters, person: Make) -> None:
    """A second touch of the button keeps one sign-up."""
    someone = person()
    someone.sign_up(letters)

    someone.sign_up(letters)

    assert letters.counts().waiting == 1


def test_an_id_used_for_something_else_is_refused(letters: Letters, person: Make) -> None:
    """Two sign-ups never share an id."""
    someone = person()
    someone.sign_up(letters)

    with pytest.raises(StoreError, match="id_reused"):
        replace(someone, event="dpl:82").sign_up(letters)

    assert letters.counts().waiting == 1


def test_a_letter_that_cannot_be_written_leaves_no_signup(letters: Letters, person: Make) -> None:
    """Row and letter commit together or not at all."""
    first, second = person(), person()
    first.sign_up(letters)

    with pytest.raises(StoreError):
        replace(second, letter=first.letter).sign_up(letters)

    assert letters.find_by_token(second.token) is None


def test_a_code_is_free_again_after_cancelling(letters: Letters, person: Make) -> None:
    """Live sign-ups hold their code."""
    someone = person()
    assert letters.code_is_free(someone.code)
    someone.sign_up(letters)
    assert not letters.code_is_free(someone.code)

    letters.ask_cancel(someone.signup, OTHER, NOON)
    letters.apply([accepted(someone.letter), accepted(OTHER, "cancelled")], 0.0)

    assert letters.code_is_free(someone.code)


def test_the_live_signup_is_found_before_a_cancelled_one_with_the_same_code(letters: Letters, person: Make) -> None:
    """A code that was used again means the one who holds it now."""
    before = person()
    before.sign_up(letters)
    letters.ask_cancel(before.signup, OTHER, NOON)
    letters.apply([accepted(before.letter), accepted(OTHER, "cancelled")], 0.0)
    after = replace(person(), code=before.code)
    after.sign_up(letters)

    found = letters.find_by_code(before.code)

    assert found is not None
    assert found.id == after.signup


def test_an_unknown_slip_or_code_finds_nothing(letters: Letters) -> None:
    """Not every slip is ours."""
    assert letters.find_by_token(SlipToken("BCDFGHJKMNPQRSTV")) is None
    assert letters.find_by_code(ShortCode("BCDF")) is None
    with pytest.raises(StoreError, match="unknown"):
        letters.ask_cancel(SignupId("0f6b1a52-0000-4000-8000-00000000000f"), OTHER, NOON)


def test_asking_twice_to_cancel_writes_one_letter(letters: Letters, person: Make) -> None:
    """The first letter stands."""
    someone = person()
    someone.sign_up(letters)
    letters.ask_cancel(someone.signup, OTHER, NOON)

    letters.ask_cancel(someone.signup, OpId("0f6b1a52-0000-4000-8000-000000000002"), NOON)

    assert letters.counts().waiting == 2


def test_news_from_another_connection_shows_in_the_version(letters: Letters, person: Make, tmp_path: Path) -> None:
    """Sync learns of a letter the glass has written."""
    glass = open_letters(tmp_path / "letters.db")
    before = letters.data_version()

    person().sign_up(Letters(glass))

    assert letters.data_version() != before
    glass.close()
