"""A kiosk made of the kiosk's own parts, enrolled at a hub that serves, and what happens when that hub is killed."""

from __future__ import annotations

import random
import secrets
import sqlite3
import threading
import uuid
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import requests

from kiosk.nouns import DANISH, Key, Seats, ShortCode, SignupId, SlipToken, Text
from kiosk.ports import SealKey
from kiosk.rooms.signup.model import ContactKind, Draft, Occasion, OccasionKind
from kiosk.seal import seal
from kiosk.store.db import open_letters
from kiosk.store.letters import Letters
from kiosk.sync.courier import Courier
from kiosk.sync.uplink import HubUplink
from kiosk.wire import OpId
from tests.hub.served import ServedHub

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
EVENT = "demo-g-boeger-herfra"
"""It has a waiting list: nobody is refused."""


class RealKiosk:
    """A kiosk enrolled at a hub that serves."""

    def __init__(self, hub: ServedHub, path: Path) -> None:
        self._hub = hub
        self._dice = random.Random(7)
        secret = secrets.token_hex(32)
        asked = {
            "code": hub.word("with the code  "),
            "secret_sha256": sha256(secret.encode()).hexdigest(),
            "app": "1",
            "machine": "test",
        }
        told = requests.post(f"{hub.address}/v1/enrol", json=asked, timeout=10).json()
        self.seal = SealKey(**told["seal"])
        self.connection = open_letters(path)
        self.letters = Letters(self.connection)
        self.uplink = HubUplink(base_url=hub.address, hub_id=told["hub"], device=told["device"], secret=secret)
        self.courier = Courier(letters=self.letters, uplink=self.uplink, clock=self._clock, random=self._dice.random)
        self._ahead = 0.0
        self.made: list[str] = []

    def _clock(self) -> float:
        return monotonic() + self._ahead

    def sign_up(self, name: str = "Åse") -> None:
        """Somebody signs up; the letter is on the disk when this returns."""
        letter = OpId(str(uuid.UUID(int=self._dice.getrandbits(128), version=4)))
        self.letters.keep_signup(
            signup=SignupId(str(uuid.UUID(int=self._dice.getrandbits(128), version=4))),
            letter=letter,
            occasion=Occasion(Key(EVENT), OccasionKind.EVENT, Text("Borgermøde"), NOON, "Salen", Seats()),
            sealed=seal(Draft(name, ContactKind.PHONE, "12345678"), self.seal, consent="signup.da"),
            code=ShortCode("".join(self._dice.choice("BCDFGHJK") for _ in range(4))),
            token=SlipToken("".join(self._dice.choice("BCDFGHJKMNPQRSTV") for _ in range(16))),
            language=DANISH,
            made_at=NOON,
            consent="signup.da",
        )
        self.made.append(letter)

    def push(self) -> None:
        """Push, as if the pause were over."""
        self._ahead += self.courier.pause_s() + 400.0
        self.courier.push_once()

    def drain(self) -> None:
        """Push until nothing waits."""
        for _ in range(100):
            if not self.letters.counts().waiting:
                return
            self.push()
        raise AssertionError("letters are stuck")


def kill_and_lose_nothing(folder: Path, times: int) -> None:
    """Kill a hub again and again while letters are on their way; see that every one arrived, once."""
    dice = random.Random(11)
    with ServedHub(folder / "hub") as hub:
        kiosk = RealKiosk(hub, folder / "letters.db")
        for _ in range(times):
            for _ in range(8):
                kiosk.sign_up()
            killer = threading.Timer(dice.uniform(0.005, 0.12), hub.kill)
            killer.start()
            for _ in range(3):
                kiosk.push()
            killer.join()
            hub.start()
        kiosk.drain()
        kiosk.connection.close()
        _compare(kiosk, hub.data / "hub.db")


def _compare(kiosk: RealKiosk, path: Path) -> None:
    """Compare what was promised with what the hub holds."""
    with closing(sqlite3.connect(path)) as file:
        found = [row[0] for row in file.execute("SELECT op_id FROM hub_signup").fetchall()]
        counts = file.execute(
            "SELECT s.taken, (SELECT SUM(seats) FROM hub_signup u WHERE u.occasion_id = o.id AND u.status = 'confirmed') "
            "FROM hub_seats s JOIN hub_occasion o ON o.id = s.occasion_id WHERE o.key = ?",
            (EVENT,),
        ).fetchone()
        whole = file.execute("PRAGMA integrity_check").fetchone()
    assert set(kiosk.made) <= set(found)
    assert len(found) == len(set(found))
    assert counts[0] == counts[1]
    assert whole == ("ok",)
