"""A kiosk's side of the hub on real files: enrolled or not, asking a pretend hub over real HTTP, with a clock of its own."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.nouns import Key
from kiosk.ports import UplinkError
from kiosk.rooms.local.model import LibraryEvent
from kiosk.store.blobs import BlobShelf
from kiosk.store.content import Content
from kiosk.store.db import open_content, open_letters
from kiosk.store.enrolment import EnrolmentFile
from kiosk.store.feed import FeedShelf
from kiosk.store.letters import Letters
from kiosk.sync.blobs import BlobFetcher
from kiosk.sync.closing import Closing
from kiosk.sync.courier import Courier
from kiosk.sync.downlink import Downlink
from kiosk.sync.enrol import Enrolled, enrol
from kiosk.sync.feed import FeedReader
from kiosk.sync.heartbeat import Heartbeat
from kiosk.sync.keyring import Keyring
from kiosk.sync.line import HubLine, Timing
from kiosk.sync.pretend_hub import PretendHub
from kiosk.sync.uplink import LineUplink
from kiosk.wire import Enrolment

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
QUICK = Timing(connect_s=2.0, read_s=2.0, total_s=0.6)
CODE = "7KQ2MX4TBD"
BOOT = "b7000000-0000-4000-8000-000000000001"


def event(title: str = "Højtlæsning", **more: Any) -> dict[str, Any]:
    """An event as the hub publishes it, tomorrow at noon."""
    start = (NOON + timedelta(days=1)).astimezone(ZoneInfo("UTC"))
    told = {
        "title": title,
        "body": "Kom og hør.\nDer er te.",
        "place": "Salen",
        "start": start.isoformat().replace("+00:00", "Z"),
        "end": (start + timedelta(hours=1)).isoformat().replace("+00:00", "Z"),
        "capacity": 20,
        "signup": "open",
        "waitlist": True,
        "state": "active",
        "langs": ["da"],
        "picture": None,
    }
    return told | more


@dataclass
class Clock:
    """Monotonic seconds that pass when a test says so."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@dataclass
class Station:
    """Everything of the sync process but its threads."""

    folder: Path
    hub: PretendHub
    page: int = 200
    clock: Clock = field(default_factory=Clock)
    dice: random.Random = field(default_factory=lambda: random.Random(3))
    moment: datetime = NOON
    version: str = "1"

    def __post_init__(self) -> None:
        """Enrol as the hub's own device, and start."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.membership = EnrolmentFile(self.folder)
        who = self.hub.credentials()
        held = Enrolment(hub=who["hub_id"], device=who["device"], secret=who["secret"], rotated_at="2026-11-01T00:00:00Z")
        self.membership.change(lambda known: known if known.device else held)
        self.start()

    def wall(self) -> datetime:
        """Tell the time of day."""
        return self.moment

    def start(self) -> None:
        """Open the files and make the parts, as the sync process does."""
        self.connections = [open_letters(self.folder / "letters.db"), *(open_content(self.folder / "content.db") for _ in range(2))]
        self.letters = Letters(self.connections[0])
        self.content = Content(self.connections[1])
        self.shelf = FeedShelf(self.connections[2], version=self.version)
        self.blobs = BlobShelf(self.folder / "blobs")
        self.keys = Keyring(self.membership)
        self.line = HubLine(base_url=self.hub.address, keys=self.keys, timing=QUICK)
        self.courier = Courier(letters=self.letters, uplink=LineUplink(self.line), clock=self.clock, random=self.dice.random)
        self.reader = FeedReader(line=self.line, keep=self.shelf, wall=self.wall, clock=self.clock, page=self.page)
        self.fetcher = BlobFetcher(line=self.line, keep=self.blobs, feed=self.shelf, clock=self.clock, wall=self.wall)
        self.heart = Heartbeat(
            line=self.line,
            letters=self.letters,
            feed=self.shelf,
            data=self.folder,
            app="1.4.0",
            boot=BOOT,
            clock=self.clock,
            wall=self.wall,
        )
        self.closing = Closing(letters=self.letters, feed=self.shelf, blobs=self.blobs)
        self.downlink = Downlink(
            line=self.line,
            feed=self.reader,
            keep=self.shelf,
            blobs=self.fetcher,
            heart=self.heart,
            letters=self.letters,
            closing=self.closing,
            mint=self.mint,
            clock=self.clock,
            random=self.dice.random,
            first_within_s=0.0,
        )

    def stop(self) -> None:
        """Let go of the files."""
        for connection in self.connections:
            connection.close()

    def restart(self) -> None:
        """Stop without a word, and start again."""
        self.stop()
        self.clock.now = 5.0
        self.start()

    def mint(self) -> str:
        """Make a secret."""
        return f"{self.dice.getrandbits(256):064x}"

    def enrol(self, code: str = CODE) -> Enrolled:
        """Enrol with a code."""
        return enrol(line=self.line, membership=self.membership, code=code, app="1.4.0", machine="Prøve", mint=self.mint)

    def pull(self) -> int:
        """Pull until nothing is new; give how many items. Raises UplinkError."""
        items, more = 0, True
        while more:
            pulled = self.reader.pull()
            items, more = items + pulled.items, pulled.more
        return items

    def try_pull(self) -> str:
        """Pull one page, whatever comes of it; give the reason when nothing did."""
        try:
            self.reader.pull()
        except UplinkError as error:
            return error.reason
        return ""

    def shelf_cursor(self) -> int:
        """The number the feed has been read to, as another process sees it."""
        found = self.connections[1].execute("SELECT cursor FROM feed_place").fetchall()[0][0]
        return int(str(found).rpartition(".")[2] or 0)

    def shown(self) -> dict[Key, LibraryEvent]:
        """What the glass shows."""
        return {each.key: each for each in self.content.programme(self.moment).events}

    def titles(self) -> dict[str, str]:
        """The titles on the glass, by key."""
        return {key: each.title.danish for key, each in self.shown().items()}
