"""What the tests of the store have in common: files in a fresh folder, and people who sign up."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.nouns import DANISH, Key, Seats, ShortCode, SignupId, SlipToken, Text
from kiosk.rooms.signup.model import Occasion, OccasionKind
from kiosk.seal import SealedBox
from kiosk.store.content import Content
from kiosk.store.db import open_content, open_letters
from kiosk.store.letters import Letters
from kiosk.wire import OpId

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


@dataclass(frozen=True)
class Person:
    """Somebody who signs up."""

    signup: SignupId
    letter: OpId
    code: ShortCode
    token: SlipToken
    event: str = "dpl:81"
    start: datetime | None = NOON + timedelta(days=2)
    made_at: datetime = NOON

    @property
    def occasion(self) -> Occasion:
        """What they sign up to."""
        return Occasion(Key(self.event), OccasionKind.EVENT, Text("Højtlæsning"), self.start, "Salen", Seats(capacity=10))

    def sign_up(self, letters: Letters, box: str = "c2VhbGVk") -> None:
        """Sign up."""
        letters.keep_signup(
            signup=self.signup,
            letter=self.letter,
            occasion=self.occasion,
            sealed=SealedBox("s1", box),
            code=self.code,
            token=self.token,
            language=DANISH,
            made_at=self.made_at,
            consent="signup.da.2026-11-01",
        )


MakePerson = Callable[..., Person]


@pytest.fixture
def person() -> MakePerson:
    """Make people, each with ids of their own."""
    dice = random.Random(7)

    def make(**fields: object) -> Person:
        ids = [str(uuid.UUID(int=dice.getrandbits(128), version=4)) for _ in range(2)]
        code = "".join(dice.choice("BCDFGHJKMNPRSTVXZ") for _ in range(4))
        token = "".join(dice.choice("BCDFGHJKMNPQRSTVWXZ23456789") for _ in range(16))
        return Person(SignupId(ids[0]), OpId(ids[1]), ShortCode(code), SlipToken(token), **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def letters(tmp_path: Path) -> Iterator[Letters]:
    """A fresh letters.db."""
    connection = open_letters(tmp_path / "letters.db")
    yield Letters(connection)
    connection.close()


@pytest.fixture
def content(tmp_path: Path) -> Iterator[Content]:
    """A fresh content.db."""
    connection = open_content(tmp_path / "content.db")
    yield Content(connection)
    connection.close()
