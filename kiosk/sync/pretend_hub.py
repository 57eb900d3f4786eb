"""A small hub of contract v1 on this machine, for the demo and the tests; it may be killed at any moment and loses nothing."""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
import sys
import threading
import uuid
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypedDict

from msgspec import Struct
from msgspec.structs import asdict, replace
from nacl.public import PrivateKey, SealedBox

from kiosk.outside import wall
from kiosk.ports import SealKey
from kiosk.sync.pretend_book import HubBook, Seating, utc
from kiosk.sync.pretend_door import Door
from kiosk.sync.pretend_faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType


class Identity(Struct, frozen=True):
    """Who the pretend hub is, and the one device it has enrolled. Kept in a file that only its owner may read."""

    hub: str
    epoch: str
    device: str
    secret: str
    seal_id: str
    seal_private: str

    def __repr__(self) -> str:
        """Name the hub only."""
        return f"Identity({self.hub})"


class Credentials(TypedDict):
    """What an uplink needs to know."""

    base_url: str
    hub_id: str
    device: str
    secret: str


class PretendHub:
    """Serves from the moment `start` returns. `with PretendHub(...) as hub:` starts and stops it."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        port: int = 0,
        known_only: bool = False,
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        """`clock` gives aware wall time. Everything lives in `folder`, which is made when it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._new_id = new_id
        self._identity_file = folder / "identity.json"
        self._identity = self._load()
        self._private = PrivateKey(base64.b64decode(self._identity.seal_private))
        self._book = HubBook(folder / "hub.db", clock=clock, seal_id=self._identity.seal_id, known_only=known_only)
        self._lock = threading.Lock()
        self._port = port
        self._door: Door | None = None
        self._thread: threading.Thread | None = None
        self.faults = Faults()
        self.state = "active"
        self.requests = 0

    def _load(self) -> Identity:
        """Read who we are, or become somebody."""
        try:
            return Identity(**json.loads(self._identity_file.read_text("utf-8")))
        except FileNotFoundError:
            private = base64.b64encode(bytes(PrivateKey.generate())).decode()
            identity = Identity(self._new_id(), self._new_id(), self._new_id(), secrets.token_hex(32), "s1", private)
            self._save(identity)
            return identity

    def _save(self, identity: Identity) -> None:
        """Write the file whole or not at all, for its owner's eyes."""
        beside = self._identity_file.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(identity), file)
        beside.replace(self._identity_file)

    # ------------------------------------------------------------------------------------------- start and stop

    def start(self) -> None:
        """Listen. The address stays the same when it is started again."""
        self._door = Door(self._port, self)
        self._port = self._door.server_address[1]
        self._thread = threading.Thread(target=self._door.serve_forever, kwargs={"poll_interval": 0.02}, name="hub", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; the file stays open."""
        if self._door is not None and self._thread is not None:
            self._door.closing.set()
            self._door.shutdown()
            self._door.server_close()
            self._thread.join()
            self._door = None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop, and let go of the file."""
        self.stop()
        with self._lock:
            self._book.close()

    # --------------------------------------------------------------------------------- what a kiosk is told of it

    @property
    def address(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def seal(self) -> SealKey:
        """The public key for personal fields."""
        return SealKey(self._identity.seal_id, base64.b64encode(bytes(self._private.public_key)).decode())

    def credentials(self) -> Credentials:
        """Give what an uplink needs: `base_url`, `hub_id`, `device`, `secret`."""
        who = self._identity
        return {"base_url": self.address, "hub_id": who.hub, "device": who.device, "secret": who.secret}

    # -------------------------------------------------------------------------------------- what tests and staff do

    def set_event(self, key: str, *, capacity: int | None = None, waitlist: bool = True, is_open: bool = True) -> None:
        """Set up an event."""
        with self._lock:
            self._book.set_event(key, capacity=capacity, waitlist=waitlist, is_open=is_open)

    def seating(self, key: str) -> Seating:
        """Give an event's seats."""
        with self._lock:
            return self._book.seating(key)

    def statuses(self) -> dict[str, str]:
        """Give the status of every op taken, by id."""
        with self._lock:
            return self._book.statuses()

    def data_of(self, op_id: str) -> dict[str, Any]:
        """Give the data of an op as it came. Raises KeyError."""
        with self._lock:
            return self._book.data_of(op_id)

    def open_letter(self, op_id: str) -> dict[str, str]:
        """Open the sealed part of a sign-up."""
        box = base64.b64decode(self.data_of(op_id)["sealed"]["box"])
        clear: dict[str, str] = json.loads(SealedBox(self._private).decrypt(box))
        return clear

    def new_epoch(self) -> None:
        """What staff do after the database was put back to an older state."""
        self._identity = replace(self._identity, epoch=self._new_id())
        self._save(self._identity)

    # ----------------------------------------------------------------------------------------------- for the door

    def stamp(self) -> dict[str, str]:
        """Give what every answer carries."""
        return {"hub": self._identity.hub, "epoch": self._identity.epoch, "now": utc(self._clock())}

    def bearer_hash(self) -> tuple[str, str]:
        """Give the device and the SHA-256 of its secret."""
        return self._identity.device, sha256(self._identity.secret.encode()).hexdigest()

    def take(self, ops: list[Any]) -> list[dict[str, Any]]:
        """Give a verdict on each op."""
        with self._lock:
            self.requests += 1
            return self._book.take(ops)

    def writable(self) -> bool:
        """Whether the database can write."""
        with self._lock:
            return self._book.take([]) == []


def main(arguments: list[str] | None = None) -> None:
    """Run until the process is stopped; print one line of JSON for whoever started it."""
    parser = argparse.ArgumentParser(prog="kiosk.sync.pretend_hub", description="A pretend hub on this machine.")
    parser.add_argument("--folder", type=Path, required=True, help="where it keeps everything")
    parser.add_argument("--port", type=int, default=0, help="0 = any that is free")
    parser.add_argument("--event", action="append", default=[], metavar="KEY=SEATS", help="an event with so many seats")
    chosen = parser.parse_args(arguments)
    with PretendHub(chosen.folder, clock=wall, port=chosen.port) as hub:
        for event in chosen.event:
            key, _, seats = event.rpartition("=")
            hub.set_event(key, capacity=int(seats))
        told = {**hub.credentials(), "seal_id": hub.seal.id, "seal_public": hub.seal.public}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
