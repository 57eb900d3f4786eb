"""The hub that a fleet asks: its own processes on either engine, branches full of events, and what it costs of the processor."""

from __future__ import annotations

import base64
import json
import os
import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from nacl.public import PublicKey, SealedBox

from bench.fleet_kiosk import Kiosk, Told
from bench.processes import PROC, TICKS, tree
from tests.hub import pg
from tests.long.model.hubs import ModelHub, database

PER_BRANCH = 33
EVENTS = 40
BODY = "Kom og hør, og tag gerne en ven med. " * 22
LETTERS = 20


class Fleet:
    """A hub with branches, and kiosks to ask it."""

    def __init__(self, hub: ModelHub, postmaster: int, kiosks: int) -> None:
        self.hub = hub
        self._postmaster = postmaster
        self._members: list[tuple[str, str, str]] = []
        branches = -(-kiosks // PER_BRANCH)
        hub.does("library", key="b0")
        hub.does("events", library="b0", keys=[f"e{event}" for event in range(EVENTS)], body=BODY, capacity=100_000)
        hub.does("branches", like="b0", keys=[f"b{number}" for number in range(1, branches)])
        for number in range(branches):
            key = f"b{number}"
            mine = [secrets.token_hex(32) for _ in range(min(PER_BRANCH, kiosks - number * PER_BRANCH))]
            hashes = [sha256(secret.encode()).hexdigest() for secret in mine]
            devices = hub.does("devices", library=key, secrets=hashes)
            self._members += [(key, device, secret) for device, secret in zip(devices, mine, strict=True)]
        told = hub.does("identity")
        self._seal = told["seal"]

    def kiosks(self, told: Told, letters: int = 0, most: int | None = None) -> list[Kiosk]:
        """Make the kiosks, with so many letters each."""
        made = []
        for _, device, secret in self._members[:most]:
            made.append(Kiosk(self.hub.port, device, secret, told, [self._letter() for _ in range(letters)]))
        return made

    def edit(self, dice: random.Random) -> None:
        """An editor changes something at some branch."""
        key, event = dice.choice(self._members)[0], dice.randrange(EVENTS)
        title = f"Titel {dice.random()}"
        self.hub.does("event", library=key, key=f"e{event}", title=title, body=BODY, capacity=100_000)

    def _letter(self) -> str:
        """Write a sign-up, sealed as a kiosk seals."""
        clear = json.dumps({"first_name": "Demo", "contact_kind": "phone", "contact": "00000000", "consent": "c"}).encode()
        box = SealedBox(PublicKey(base64.b64decode(self._seal["public"]))).encrypt(clear.ljust(256))
        data = {
            "event": f"e{secrets.randbelow(EVENTS)}",
            "seats": 1,
            "code": "".join(secrets.choice("BCDFGHJKMNPRSTVXZ") for _ in range(4)),
            "sealed": {"key": self._seal["id"], "box": base64.b64encode(box).decode()},
            "consent": "signup.da.2026-11-01",
            "lang": "da",
            "slip": secrets.token_hex(32),
        }
        made = {"id": str(uuid.uuid4()), "kind": "signup", "made_at": "2026-11-24T12:00:00+01:00", "data": data}
        return json.dumps(made, separators=(",", ":"))

    def cpu_s(self) -> float:
        """Processor seconds of the hub's server and of PostgreSQL, their ended children included."""
        return sum(_cpu(pid) for root in (self.hub.pid, self._postmaster) if root for pid in tree(root))


def _cpu(pid: int) -> float:
    """Processor seconds of a process and of its children that have ended."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


@contextmanager
def fleet(engine: str, kiosks: int) -> Iterator[Fleet]:
    """Start a hub on this engine, with branches for so many kiosks."""
    with (
        TemporaryDirectory(prefix="bench-fleet-") as folder,
        database(engine) as address,
        ModelHub(Path(folder) / "hub", address) as hub,
    ):
        yield Fleet(hub, _postmaster(address), kiosks)


def _postmaster(address: str) -> int:
    """Find the database's first process by its own file; 0 where there is none."""
    if not address:
        return 0
    return int((pg.folder_of(address) / "data" / "postmaster.pid").read_text().split()[0])


def load() -> str:
    """How busy the machine is."""
    return f"{os.getloadavg()[0]:.1f}"
