"""A fleet of pretend kiosks: the kiosk's own letters, seal, courier and uplink, each in a thread, signing people up without end."""

from __future__ import annotations

import random
import secrets
import threading
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import requests

from kiosk.nouns import DANISH, Key, Seats, ShortCode, SignupId, SlipToken, Text
from kiosk.ports import SealKey, UplinkError
from kiosk.rooms.signup.model import ContactKind, Draft, Occasion, OccasionKind
from kiosk.seal import seal
from kiosk.store.db import open_letters
from kiosk.store.letters import Letters
from kiosk.sync.courier import Courier
from kiosk.sync.uplink import HubUplink, Timing
from kiosk.wire import Op, OpId
from tests.long.cluster.processes import wait_for
from tests.long.cluster.seed import EVENTS

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
QUICK = Timing(connect_s=2.0, read_s=8.0, total_s=16.0)
LONGEST_PAUSE_S = 1.0
"""A kiosk in service doubles its pauses to five minutes; here a second is the most, so that the gap is the hub's and not theirs."""

AGAIN = 0.05
"""How many of the batches that were answered are sent once more, as after a lost answer."""

MOST_WAITING = 20


class ClusterKiosk:
    """One kiosk: enrolled over the wire, its outbox in a file."""

    def __init__(self, door: str, code: str, path: Path, number: int) -> None:
        self._dice = random.Random(number)
        secret = secrets.token_hex(32)
        asked = {"code": code, "secret_sha256": sha256(secret.encode()).hexdigest(), "app": "1", "machine": "test"}
        answer = requests.post(f"http://{door}/v1/enrol", json=asked, timeout=20)
        answer.raise_for_status()
        told = answer.json()
        self.seal = SealKey(**told["seal"])
        self.connection = open_letters(path)
        self.letters = Letters(self.connection)
        self.uplink = HubUplink(base_url=f"http://{door}", hub_id=told["hub"], device=told["device"], secret=secret, timing=QUICK)
        self.courier = Courier(letters=self.letters, uplink=self.uplink, clock=self._clock, random=self._dice.random)
        self.made: list[OpId] = []
        self.acks: list[float] = []
        self.contradicted: list[str] = []
        self._ahead = 0.0

    def _clock(self) -> float:
        return monotonic() + self._ahead

    def sign_up(self) -> None:
        """Somebody signs up; the letter is on the disk when this returns."""
        letter = OpId(str(uuid.UUID(int=self._dice.getrandbits(128), version=4)))
        event = f"demo-{self._dice.randrange(EVENTS)}"
        start = NOON + timedelta(days=7)
        self.letters.keep_signup(
            signup=SignupId(str(uuid.UUID(int=self._dice.getrandbits(128), version=4))),
            letter=letter,
            occasion=Occasion(Key(event), OccasionKind.EVENT, Text("Demo"), start, "Salen", Seats()),
            sealed=seal(Draft("Åse", ContactKind.PHONE, "12345678"), self.seal, consent="signup.da"),
            code=ShortCode("".join(self._dice.choice("BCDFGHJK") for _ in range(4))),
            token=SlipToken("".join(self._dice.choice("BCDFGHJKMNPQRSTV") for _ in range(16))),
            language=DANISH,
            made_at=NOON,
            consent="signup.da",
        )
        self.made.append(letter)

    def push(self) -> float:
        """Push as if the pause were over; give how long to leave the hub alone."""
        self._ahead += self.courier.pause_s() + 400.0
        batch = self.letters.next_batch(self._clock())
        done = self.courier.push_once()
        if done.acked:
            self.acks.append(monotonic())
            if self._dice.random() < AGAIN:
                self._send_again(batch)
        return min(LONGEST_PAUSE_S, self.courier.pause_s() / 10)

    def _send_again(self, batch: Sequence[Op]) -> None:
        """Hand a batch over once more: the same answer must come, by the same ids."""
        told = self.told()
        try:
            verdicts = self.uplink.send(batch)
        except UplinkError:
            return
        self.contradicted += [each.id for each in verdicts if each.status and told.get(each.id, each.status) != each.status]

    def told(self) -> dict[str, str]:
        """Give what visitors were told: status by id, of every letter that was answered."""
        found = self.connection.execute("SELECT id, status FROM letter WHERE state = 'acked'").fetchall()
        return {str(letter): str(status) for letter, status in found}

    def live(self, stopping: threading.Event) -> None:
        """Sign people up and push, until told to stop."""
        while not stopping.wait(self._dice.uniform(0.1, 0.4)):
            for _ in range(self._dice.randint(1, 3)):
                if self.letters.counts().waiting < MOST_WAITING:
                    self.sign_up()
            stopping.wait(self.push())


class Fleet:
    """All of them."""

    def __init__(self, door: str, codes: Sequence[str], folder: Path) -> None:
        folder.mkdir()
        self.kiosks = [ClusterKiosk(door, code, folder / f"{number}.db", number) for number, code in enumerate(codes)]
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self.ended: list[ClusterKiosk] = []

    def go(self) -> None:
        """Let them live."""
        self._stopping.clear()
        self._threads = [threading.Thread(target=self._live, args=(kiosk,), daemon=True) for kiosk in self.kiosks]
        for thread in self._threads:
            thread.start()

    def _live(self, kiosk: ClusterKiosk) -> None:
        """Let one live; whoever does not come back by themselves is remembered."""
        try:
            kiosk.live(self._stopping)
        except BaseException:
            self.ended.append(kiosk)
            raise

    def stop(self) -> None:
        """Let them come to an end, what is on its way too."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in self._threads)

    def acked(self) -> int:
        """Count the answers so far, in batches."""
        return sum(len(kiosk.acks) for kiosk in self.kiosks)

    def wait_for_acks(self, number: int, what: str = "answers to the kiosks", seconds: float = 120.0) -> None:
        """Wait until so many more batches were answered."""
        until = self.acked() + number
        wait_for(what, lambda: self.acked() >= until, seconds)

    def gap(self, since: float) -> float:
        """Give the longest time without any answer since then, in seconds."""
        times = sorted([since, *(at for kiosk in self.kiosks for at in kiosk.acks if at > since)])
        return max((later - earlier for earlier, later in pairwise(times)), default=0.0)

    def drain(self) -> None:
        """Push until nobody has anything left. Raises AssertionError when somebody is stuck."""
        pause = threading.Event()
        for _ in range(60):
            left = [kiosk for kiosk in self.kiosks if kiosk.letters.counts().waiting]
            if not left:
                return
            for kiosk in left:
                kiosk.push()
            pause.wait(0.2)
        raise AssertionError("letters are stuck")

    def close(self) -> None:
        """Close their files."""
        for kiosk in self.kiosks:
            kiosk.connection.close()
