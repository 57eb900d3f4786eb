"""One round of asking the catalogue: what events mention, what is due, the covers that are due, and what nobody wants any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from hub.acts import books, works
from hub.acts.pictures import PictureError
from hub.models import Library
from hub.sources.catalogue import CatalogueWork
from hub.sources.fbi import CoverAddress
from hub.sources.trouble import SourceError

COVERS_AT_ONCE = 20
MOST_FAILURES = 3
"""After so many covers in a row that could not be had, the others wait for another night."""


class Catalogue(Protocol):
    """Whoever knows works."""

    def by_id(self, ids: Sequence[str]) -> Iterator[dict[str, CatalogueWork | None]]:
        """Give works by their ids. Raises SourceError."""

    def by_isbn(self, isbns: Sequence[str]) -> Iterator[dict[str, CatalogueWork | None]]:
        """Give works by ISBN. Raises SourceError."""

    def covers(self, pids: Sequence[str]) -> dict[str, CoverAddress | None]:
        """Give where covers are. Raises SourceError."""


class Fetches(Protocol):
    """Whoever fetches a picture."""

    def fetch(self, url: str) -> bytes:
        """Fetch it. Raises SourceError."""


class RoundReport(Struct, frozen=True):
    """What a round did. `unknown` = asked for and not answered; `trouble` = why the round ended early, empty = it did not."""

    asked: int = 0
    found: int = 0
    missing: int = 0
    unknown: int = 0
    covers: int = 0
    forgotten: int = 0
    trouble: str = ""


class BookRound:
    """One night's round. No database transaction is open while somebody is asked."""

    def __init__(self, *, catalogue: Catalogue, pictures: Fetches | None, abstracts: bool, now: datetime) -> None:
        """Without `pictures` no cover is kept (the agreement does not allow it); `abstracts` = whether DBC's words are."""
        self._catalogue = catalogue
        self._pictures = pictures
        self._abstracts = abstracts
        self._now = now
        self._answers: dict[str, CatalogueWork | None] = {}
        self._covers = 0
        self._failures = 0

    def run(self) -> RoundReport:
        """Do it. A trouble ends the asking; what was answered until then is kept, and nothing is lost."""
        for library in Library.objects.order_by("pk"):
            books.note_mentions(library, self._now)
        works.forget_disallowed(covers=self._pictures is not None, abstracts=self._abstracts, now=self._now)
        due = works.due_names(self._now)
        trouble = ""
        try:
            self._ask_works(due)
            self._ask_covers()
        except SourceError as error:
            trouble = error.reason
        forgotten = works.forget_unwanted(self._now)
        found = sum(1 for work in self._answers.values() if work is not None)
        heard = len(self._answers)
        return RoundReport(len(due), found, heard - found, len(due) - heard, self._covers, forgotten, trouble)

    def _ask_works(self, names: Sequence[str]) -> None:
        """Ask for the works that are due, and keep each batch as it comes. Raises SourceError."""
        isbns = [name for name in names if name.isdigit()]
        ids = [name for name in names if not name.isdigit()]
        for batches in (self._catalogue.by_isbn(isbns), self._catalogue.by_id(ids)):
            for answered in batches:
                works.take(answered, self._now)
                self._answers |= answered

    def _ask_covers(self) -> None:
        """Ask where the due covers are, and fetch them while their addresses are good. Raises SourceError."""
        if self._pictures is None:
            return
        due = sorted((work_id, pids[0]) for work_id, pids in works.due_covers(self._now).items() if pids)
        for start in range(0, len(due), COVERS_AT_ONCE):
            some = due[start : start + COVERS_AT_ONCE]
            where = self._catalogue.covers([pid for _, pid in some])
            for work_id, pid in some:
                if pid in where:
                    self._fetch_cover(self._pictures, work_id, where[pid])

    def _fetch_cover(self, pictures: Fetches, work_id: str, where: CoverAddress | None) -> None:
        """Fetch one cover. One that cannot be had now stays as it was; three in a row end the round. Raises SourceError."""
        if where is None:
            works.note_no_cover(work_id, self._now)
            return
        try:
            works.take_cover(work_id, self._content(pictures, where), self._now)
            self._covers += 1
            self._failures = 0
        except PictureError:
            works.note_no_cover(work_id, self._now)
        except SourceError as error:
            # An address that leads to no picture is that work's trouble; a host that does not answer is everybody's.
            self._failures += error.temporary
            if error.reason == "stopped" or self._failures >= MOST_FAILURES:
                raise

    def _content(self, pictures: Fetches, where: CoverAddress) -> bytes:
        """Fetch the bytes; when the address has run out, by a new one, once. Raises SourceError."""
        try:
            return pictures.fetch(where.url)
        except SourceError as error:
            if error.reason != "bad_credentials":
                raise
        again = self._catalogue.covers([where.pid]).get(where.pid)
        if again is None:
            raise SourceError("refused")
        try:
            return pictures.fetch(again.url)
        except SourceError as error:
            raise SourceError("refused" if error.reason == "bad_credentials" else error.reason) from error
