"""A kiosk of the model: the kiosk's own store, courier, feed reader and heartbeat, behind a line of its own that fails."""

from __future__ import annotations

import random
import secrets
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.nouns import DANISH, Key, Seats, ShortCode, SignupId, SlipToken, Text
from kiosk.outside import wall
from kiosk.ports import SealKey
from kiosk.rooms.local.model import LibraryEvent
from kiosk.rooms.signup.model import ContactKind, Draft, Occasion, OccasionKind, SignupRecord
from kiosk.seal import seal
from kiosk.store.blobs import BlobShelf
from kiosk.store.content import Content
from kiosk.store.db import open_content, open_letters, rows
from kiosk.store.enrolment import EnrolmentFile
from kiosk.store.feed import FeedShelf
from kiosk.store.letters import Letters
from kiosk.sync.blobs import BlobFetcher
from kiosk.sync.closing import Closing
from kiosk.sync.courier import Courier, Pushed
from kiosk.sync.downlink import Downlink
from kiosk.sync.enrol import enrol
from kiosk.sync.feed import FeedReader
from kiosk.sync.heartbeat import Heartbeat
from kiosk.sync.keyring import Keyring
from kiosk.sync.line import HubLine
from kiosk.sync.refresher import Refresher
from kiosk.sync.service import SyncService
from kiosk.sync.uplink import LineUplink, Timing
from kiosk.wire import OpId
from tests.hub.served import PROJECT
from tests.long.model.proxy import FaultyLine

QUICK = Timing(connect_s=5.0, read_s=10.0, total_s=10.0)
CONSENT = "signup.da.2026-11-01"
LETTERS = "BCDFGHJKMNPRSTVXZ"

Told = dict[str, tuple[str, str, str]]
"""By letter: state, status and reason."""


class ModelKiosk:
    """Everything of the sync process but its threads, and a glass that keeps sign-ups."""

    shelf_kind: type[FeedShelf] = FeedShelf
    courier_kind: type[Courier] = Courier
    uplink_kind: type[LineUplink] = LineUplink
    letters_kind: type[Letters] = Letters

    def __init__(self, folder: Path, line: FaultyLine, seed: int, timing: Timing = QUICK) -> None:
        """`seed` decides its ids, codes and jitter."""
        folder.mkdir(parents=True)
        self.folder = folder
        self.way = line
        self.timing = timing
        self.dice = random.Random(seed)
        self.clock = 1000.0
        self.years_off = 0
        self.enrolments = 0
        self.made: dict[OpId, SignupId] = {}
        self.tokens: dict[OpId, SlipToken] = {}
        self.events: dict[OpId, str] = {}
        self.cancelled: dict[OpId, OpId] = {}
        self.confirmed: set[OpId] = set()
        """Those who were told that they have a seat."""
        self.membership = EnrolmentFile(folder)
        self.start()

    def now(self) -> datetime:
        """Tell the time of day, as wrong as this kiosk's clock is."""
        moment = wall()
        return moment.replace(year=moment.year + self.years_off, day=min(28, moment.day))

    def start(self) -> None:
        """Open the files and make the parts, as the two processes do."""
        self._open = [open_letters(self.folder / "letters.db") for _ in range(2)]
        self._open += [open_content(self.folder / "content.db") for _ in range(2)]
        self.glass, self.letters = Letters(self._open[0]), self.letters_kind(self._open[1])
        self.content = Content(self._open[2])
        self.shelf = self.shelf_kind(self._open[3], version="1")
        blobs = BlobShelf(self.folder / "blobs")
        self.line = HubLine(base_url=self.way.address, keys=Keyring(self.membership), timing=self.timing)
        letters, shelf, line, clock, chance = self.letters, self.shelf, self.line, self._clock, self.dice.random
        self.courier = self.courier_kind(letters=letters, uplink=self.uplink_kind(line), clock=clock, random=chance)
        heart = Heartbeat(
            line=line, letters=letters, feed=shelf, data=self.folder, app="1", boot=self.new_id(), clock=clock, wall=self.now
        )
        self.downlink = Downlink(
            line=line,
            feed=FeedReader(line=line, keep=shelf, wall=self.now, clock=clock, page=3),
            keep=shelf,
            blobs=BlobFetcher(line=line, keep=blobs, feed=shelf, clock=clock, wall=self.now),
            heart=heart,
            letters=letters,
            closing=Closing(letters=letters, feed=shelf, blobs=blobs),
            mint=lambda: f"{self.dice.getrandbits(256):064x}",
            clock=clock,
            random=chance,
            first_within_s=0.0,
        )
        nothing = Refresher(sources=(), content=self.content, clock=clock, random=chance, wall=self.now)
        self.service = SyncService(
            letters=letters,
            content=self.content,
            courier=self.courier,
            refresher=nothing,
            clock=clock,
            random=chance,
            wall=self.now,
            downlink=self.downlink,
        )

    def _clock(self) -> float:
        return self.clock

    def stop(self) -> None:
        """Let go of the files, without a word."""
        for connection in self._open:
            connection.close()

    def restart(self) -> None:
        """The plug is pulled and put back: the clock begins anew."""
        self.stop()
        self.clock = 5.0
        self.start()

    def new_id(self) -> str:
        """Make an id."""
        return str(uuid.UUID(int=self.dice.getrandbits(128), version=4))

    def enrol(self, code: str) -> None:
        """Become a device, by a line that does not fail; what was sealed and unsent travels with the new token."""
        self.enrolments += 1
        enrol(line=self.line, membership=self.membership, code=code, app="1", machine="Prøve", mint=lambda: secrets.token_hex(32))

    @property
    def device(self) -> str:
        """Which device it is at the hub."""
        return self.membership.read().device

    # ------------------------------------------------------------------------------------------------------ visitors

    def sign_up(self, event: str) -> OpId:
        """Somebody signs up: it is on the disk when this returns."""
        held = self.membership.read()
        signup, letter = SignupId(self.new_id()), OpId(self.new_id())
        token = SlipToken("".join(self.dice.choice("BCDFGHJKMNPQRSTVWXZ23456789") for _ in range(16)))
        self.glass.keep_signup(
            signup=signup,
            letter=letter,
            occasion=self._occasion(event),
            sealed=seal(Draft("Åse", ContactKind.PHONE, "12345678"), SealKey(held.seal_id, held.seal_public), consent=CONSENT),
            code=ShortCode("".join(self.dice.choice(LETTERS) for _ in range(4))),
            token=token,
            language=DANISH,
            made_at=self.now(),
            consent=CONSENT,
        )
        self.made[letter], self.tokens[letter], self.events[letter] = signup, token, event
        return letter

    def _occasion(self, event: str) -> Occasion:
        """What the glass takes it for: an event tomorrow, or a group that has no date."""
        kind = self.dice.choice([OccasionKind.EVENT, OccasionKind.GROUP])
        start = wall() + timedelta(days=1) if kind is OccasionKind.EVENT else None
        return Occasion(Key(event), kind, Text(event), start, "Salen", Seats())

    def cancel(self, letter: OpId) -> None:
        """Somebody asks to be let off."""
        asked = OpId(self.new_id())
        self.glass.ask_cancel(self.made[letter], asked, self.now())
        self.cancelled[letter] = asked

    def record(self, letter: OpId) -> SignupRecord | None:
        """What the slip shows."""
        return self.glass.find_by_token(self.tokens[letter])

    def told(self) -> Told:
        """What became of each letter, as the file has it."""
        found = rows(self._open[0], "SELECT id, state, status, code FROM letter")
        return {id_: (state, status, code) for id_, state, status, code in found}

    # ------------------------------------------------------------------------------------------------------- the line

    def push(self) -> Pushed:
        """Hand letters over, when the pause is over."""
        self.clock += self.courier.pause_s() + 0.001
        pushed = self.service._push()
        self._remember()
        return pushed

    def while_pushing(self, act: Callable[[], None]) -> None:
        """Let something happen while letters are on their way."""
        pushing = threading.Thread(target=self.push)
        pushing.start()
        act()
        pushing.join()

    def _remember(self) -> None:
        """Keep in mind who has been told of a seat, until they ask to be let off."""
        told = self.told()
        self.confirmed |= {letter for letter in self.made if told.get(letter, ("", "", ""))[1] == "confirmed"}
        self.confirmed -= set(self.cancelled)

    def pull(self, times: int = 1) -> None:
        """Let so many things come from the hub, as the sync process does."""
        for _ in range(times):
            self.clock += 100_000.0
            self.downlink.step()

    def catch_up(self) -> str:
        """Pull to the end and beat; give the reason when that did not go well."""
        self.clock += 100_000.0
        return self.downlink.once().reason

    def night(self) -> None:
        """Apply the retention rules, by the clock this kiosk has."""
        self.service._tidied = None
        self.service._forget_old()

    def killed(self, after_s: float) -> None:
        """Let the real sync process have a round on these files, and kill it in the middle of whatever it does."""
        self.stop()
        config = self.folder / "kiosk.toml"
        config.write_text(f'[branch]\nname = "Prøve"\n[data]\nfolder = "."\n[hub]\naddress = "{self.way.address}"\n', "utf-8")
        command = [sys.executable, "-m", "kiosk", "sync", "--once", "--config", str(config)]
        quiet = subprocess.DEVNULL
        with suppress(subprocess.TimeoutExpired):  # it is killed then
            subprocess.run(command, cwd=PROJECT, stdin=quiet, stdout=quiet, stderr=quiet, timeout=after_s, check=False)
        self.clock = 5.0
        self.start()
        self._remember()

    def titles(self) -> dict[str, str]:
        """The titles on the glass, by key."""
        return {key: each.title.danish for key, each in self.shown().items()}

    def shown(self) -> dict[str, LibraryEvent]:
        """What the glass shows, by a clock that is right."""
        return {each.key: each for each in self.content.programme(wall()).events}
