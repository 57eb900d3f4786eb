"""A small hub of contract v1 on this machine, for the demo and the tests; it may be killed at any moment and loses nothing."""

from __future__ import annotations

import argparse
import base64
import json
import sys
import threading
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypedDict

from msgspec.structs import replace
from nacl.public import PrivateKey, SealedBox

from kiosk.ports import SealKey
from kiosk.sync.pretend_book import HubBook, Seating, utc
from kiosk.sync.pretend_door import Door
from kiosk.sync.pretend_faults import Faults
from kiosk.sync.pretend_feed import FeedBook
from kiosk.sync.pretend_identity import load, save
from kiosk.sync.pretend_members import Members

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType


WISHES: dict[str, Any] = {
    "poll_after_s": 10,
    "beat_after_s": 10,
    "safe_at": "1970-01-01T00:00:00Z",
    "rotate": False,
    "app_wanted": None,
}
"""What a heartbeat is answered, until a test or the demo wishes otherwise. Nothing here is ever backed up."""

LIBRARY = {"key": "vejgaard", "name": "Vejgaard Bibliotek"}


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
        self._identity = load(self._identity_file, new_id)
        self._private = PrivateKey(base64.b64decode(self._identity.seal_private))
        self._book = HubBook(folder / "hub.db", clock=clock, seal_id=self._identity.seal_id, known_only=known_only)
        self.feed = FeedBook(folder / "hub.db")
        self.members = Members(folder / "hub.db", new_id)
        self.members.admit(self._identity.device, self._identity.secret)
        self._lock = threading.Lock()
        self._port = port
        self._door: Door | None = None
        self._thread: threading.Thread | None = None
        self.faults = Faults()
        self.state = "active"
        self.requests = 0
        self.wishes: dict[str, Any] = dict(WISHES)
        self.beats: list[dict[str, Any]] = []

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
            for book in (self._book, self.feed, self.members):
                book.close()

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

    def publish(self, kind: str, key: str, data: dict[str, Any] | None) -> None:
        """Publish an object of the feed; None takes it away."""
        with self._lock:
            self.feed.publish([(kind, key, data)])

    def new_code(self, code: str, *, approved: bool = True) -> str:
        """Make a one-time code."""
        with self._lock:
            self.members.new_code(code, approved=approved)
        return code

    def new_epoch(self) -> None:
        """What staff do after the database was put back to an older state."""
        self._identity = replace(self._identity, epoch=self._new_id())
        save(self._identity_file, self._identity)

    # ----------------------------------------------------------------------------------------------- for the door

    def stamp(self) -> dict[str, str]:
        """Give what every answer carries."""
        return {"hub": self._identity.hub, "epoch": self._identity.epoch, "now": utc(self._clock())}

    def admitted(self, header: str) -> str:
        """Give the device that signed in. Raises RefusedError."""
        with self._lock:
            return self.members.check(header)

    def enrol(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Make a device. Raises RefusedError."""
        with self._lock:
            device, state = self.members.enrol(asked)
        seal = {"id": self.seal.id, "public": self.seal.public}
        return {"device": device, "state": state, "library": LIBRARY, "seal": seal, "poll_after_s": self.wishes["poll_after_s"]}

    def announce(self, device: str, asked: dict[str, Any]) -> None:
        """Take the hash of a next secret. Raises RefusedError."""
        with self._lock:
            self.members.announce(device, asked)

    def beat(self, told: dict[str, Any]) -> dict[str, Any]:
        """Hear how a kiosk is; give what is asked of it."""
        self.beats.append(told)
        return self.wishes

    def page(self, cursor: str, limit: int, tag: str) -> tuple[str, dict[str, Any] | None]:
        """Give the feed's tag and a page of it; None when cursor and `tag` are current."""
        epoch = self._identity.epoch
        with self._lock:
            now = self.feed.etag(epoch)
            current = tag == now and cursor == now.strip('"')
            return now, None if current else self.feed.page(cursor, limit, epoch)

    def blob(self, name: str) -> tuple[str, bytes] | None:
        """Give a picture's type and bytes."""
        with self._lock:
            return self.feed.blob(name)

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
    with PretendHub(chosen.folder, clock=lambda: datetime.now(UTC), port=chosen.port) as hub:  # noqa: TID251 - a program of its own
        for event in chosen.event:
            key, _, seats = event.rpartition("=")
            hub.set_event(key, capacity=int(seats))
        told = {**hub.credentials(), "seal_id": hub.seal.id, "seal_public": hub.seal.public}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
