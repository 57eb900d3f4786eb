"""The hub's side of the catalogue, put together for tests: real sockets, and a clock that passes when somebody waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hub.acts.book_round import BookRound, RoundReport
from hub.outside import now
from hub.sources.covers import Covers
from hub.sources.exchange import Exchange
from hub.sources.fbi import Answered, Fbi
from hub.sources.fbi_settings import FbiSettings
from hub.sources.patience import Patience
from hub.sources.token import TokenKeeper
from tests.contracts.fbi_server import AGENCY, PAIR, FbiServer
from tests.hub.desk import Json, Kiosk

QUICK = Exchange(total_s=0.2)
"""For those who test what takes too long."""


@dataclass
class Calm:
    """A clock that passes when somebody waits, and a day that passes when a test says so."""

    seconds: float = 1000.0
    moment: datetime = field(default_factory=now)
    waits: list[float] = field(default_factory=list)
    told_to_stop: bool = False

    def wait(self, seconds: float) -> bool:
        """Wait; say whether we were told to stop."""
        self.waits.append(seconds)
        self.seconds += seconds
        return self.told_to_stop

    def clock(self) -> float:
        """Monotonic seconds."""
        return self.seconds

    def now(self) -> datetime:
        """The time of day."""
        return self.moment

    def later(self, **much: float) -> None:
        """Let days pass."""
        self.moment += timedelta(**much)


class CatalogueDesk:
    """A hub that asks the catalogue."""

    def __init__(self, server: FbiServer, folder: Path, **changed: object) -> None:
        values: dict[str, object] = {
            "agency": AGENCY,
            "client_id": PAIR[0],
            "client_secret": PAIR[1],
            "address": server.base,
            "token_address": f"{server.base}/oauth/token",
            "cover_hosts": ("127.0.0.1",),
            "batch": 4,
        }
        self.settings = FbiSettings(**(values | changed))  # type: ignore[arg-type]
        self.server = server
        self.calm = Calm()
        self.asks = Exchange()
        self.file = folder / "fbi-token.json"
        self.patience = Patience(wait=self.calm.wait, clock=self.calm.clock, random=lambda: 0.5, pause_s=self.settings.pause_s)

    def tokens(self) -> TokenKeeper:
        """Begin anew with what lies in the file."""
        return TokenKeeper(settings=self.settings, asks=self.asks, patience=self.patience, file=self.file, now=self.calm.now)

    def fbi(self) -> Fbi:
        """Give the catalogue."""
        return Fbi(settings=self.settings, asks=self.asks, tokens=self.tokens(), patience=self.patience)

    def covers(self) -> Covers:
        """Give who fetches covers."""
        return Covers(asks=self.asks, patience=self.patience, hosts=self.settings.cover_hosts)

    def round(self) -> RoundReport:
        """Do a night's round."""
        pictures = self.covers() if self.settings.covers else None
        return BookRound(catalogue=self.fbi(), pictures=pictures, abstracts=self.settings.abstracts, now=self.calm.moment).run()


def gathered(batches: Iterable[Answered]) -> Answered:
    """Put batches together."""
    found: Answered = {}
    for each in batches:
        found |= each
    return found


def books_of(kiosk: Kiosk) -> dict[str, Json]:
    """What a kiosk has of books."""
    return {key.removeprefix("book "): data for key, data in kiosk.everything()[0].items() if key.startswith("book ")}
