"""What the tests of sync have in common: a pretend hub on loopback, and a kiosk with a real file and a clock of its own."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.nouns import DANISH, Key, Seats, ShortCode, SignupId, SlipToken, Text
from kiosk.outside import wall
from kiosk.rooms.signup.model import ContactKind, Draft, Occasion, OccasionKind, SignupRecord
from kiosk.seal import seal
from kiosk.store.db import open_letters
from kiosk.store.letters import Letters
from kiosk.sync.courier import Courier, Pushed
from kiosk.sync.pretend_hub import PretendHub
from kiosk.sync.uplink import HubUplink, Timing
from kiosk.wire import OpId
from tests.sync.station import Station

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
QUICK = Timing(connect_s=2.0, read_s=2.0, total_s=0.6)


@dataclass
class Clock:
    """Monotonic seconds that pass when a test says so."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@dataclass
class Kiosk:
    """A kiosk: its file, its courier, and those who signed up (by letter)."""

    path: Path
    hub: PretendHub
    clock: Clock = field(default_factory=Clock)
    dice: random.Random = field(default_factory=lambda: random.Random(3))
    made: dict[str, SignupId] = field(default_factory=dict)
    tokens: dict[SignupId, SlipToken] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start."""
        self.start()

    def start(self) -> None:
        """Open the file and enrol at the hub."""
        self.connection = open_letters(self.path)
        self.letters = Letters(self.connection)
        self.uplink = HubUplink(**self.hub.credentials(), timing=QUICK)
        self.courier = Courier(letters=self.letters, uplink=self.uplink, clock=self.clock, random=self.dice.random)

    def restart(self) -> None:
        """Stop without a word and start again, after a restart of the machine: the clock begins anew."""
        self.connection.close()
        self.clock.now = 5.0
        self.start()

    def new_id(self) -> str:
        """Make an id."""
        return str(uuid.UUID(int=self.dice.getrandbits(128), version=4))

    def sign_up(self, event: str = "dpl:81", name: str = "Åse") -> OpId:
        """Somebody signs up; give the letter's id."""
        signup, letter = SignupId(self.new_id()), OpId(self.new_id())
        code = "".join(self.dice.choice("BCDFGHJKMNPRSTVXZ") for _ in range(4))
        token = SlipToken("".join(self.dice.choice("BCDFGHJKMNPQRSTVWXZ23456789") for _ in range(16)))
        occasion = Occasion(Key(event), OccasionKind.EVENT, Text("Højtlæsning"), NOON + timedelta(days=1), "Salen", Seats())
        self.letters.keep_signup(
            signup=signup,
            letter=letter,
            occasion=occasion,
            code=ShortCode(code),
            token=token,
            language=DANISH,
            made_at=NOON,
            sealed=seal(Draft(name, ContactKind.PHONE, "12345678"), self.hub.seal, consent="signup.da.2026-11-01"),
            consent="signup.da.2026-11-01",
        )
        self.made[letter] = signup
        self.tokens[signup] = token
        return letter

    def cancel(self, letter: OpId) -> OpId:
        """Somebody asks to be let off; give the new letter's id."""
        asked = OpId(self.new_id())
        self.letters.ask_cancel(self.made[letter], asked, NOON)
        return asked

    def record(self, letter: OpId) -> SignupRecord:
        """What the slip shows."""
        found = self.letters.find_by_token(self.tokens[self.made[letter]])
        assert found is not None
        return found

    def push(self) -> Pushed:
        """Push, when the pause of the last time is over."""
        self.clock.now += self.courier.pause_s() + 0.001
        return self.courier.push_once()

    def drain(self) -> None:
        """Push until nothing waits."""
        for _ in range(200):
            if not self.letters.counts().waiting:
                return
            self.push()
            self.clock.now += 4000.0
        raise AssertionError("letters are stuck")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[PretendHub]:
    """A pretend hub."""
    with PretendHub(tmp_path / "hub", clock=wall) as running:
        yield running


@pytest.fixture
def kiosk(tmp_path: Path, hub: PretendHub) -> Iterator[Kiosk]:
    """A kiosk enrolled at the hub."""
    made = Kiosk(tmp_path / "letters.db", hub)
    yield made
    made.connection.close()


@pytest.fixture
def new_kiosk() -> Callable[[Path, PretendHub], Kiosk]:
    """The way to make more kiosks."""
    return Kiosk


@pytest.fixture
def quick() -> Timing:
    """A timing that tests can wait for."""
    return QUICK


@pytest.fixture
def station(tmp_path: Path, hub: PretendHub) -> Iterator[Station]:
    """The sync side of a kiosk that is enrolled at the hub."""
    made = Station(tmp_path / "station", hub)
    yield made
    made.stop()
