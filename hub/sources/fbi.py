"""The national catalogue (FBI-API): works by id and by ISBN, and where their covers are.

Errors come as 200 with `errors`, perhaps beside good data. What an error touches is not known, which is not the same as not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct

from hub.sources import fbi_shapes as shapes
from hub.sources.catalogue import BadWorkError, CatalogueWork, work_of
from hub.sources.exchange import Asks, Question
from hub.sources.fbi_settings import FbiSettings
from hub.sources.fbi_words import BY_ISBN, COVERS, LIMITS, WORKS, isbn_cql
from hub.sources.patience import Patience, judged
from hub.sources.trouble import SourceError

JSON_KINDS = frozenset({"application/json", "application/graphql-response+json"})

GENERATED = "default"
"""The origin of a cover that a machine drew from the title."""

MOST_HITS = 100
"""As many works as a search gives at once. Source: the schema's PaginationLimitScalar."""

Shape = TypeVar("Shape")
Answered = dict[str, CatalogueWork | None]
"""By the name that was asked for: the work, or None where the catalogue has none. What is missing is not known."""


class Tokens(Protocol):
    """Whoever has the library's token."""

    def token(self) -> str:
        """Give a token that should be good. Raises SourceError."""

    def refused(self) -> None:
        """Forget a token that is not taken."""


class CoverAddress(Struct, frozen=True):
    """Where a real cover is, for a while: the address is signed and runs out."""

    pid: str
    url: str

    def __repr__(self) -> str:
        """Leave the address out."""
        return f"CoverAddress({self.pid})"


class Size(Struct, frozen=True):
    """How large our largest document is in the service's own count, and how large it may be."""

    complexity: shapes.Measure
    depth: shapes.Measure


class Fbi:
    """The catalogue, asked as the library."""

    def __init__(self, *, settings: FbiSettings, asks: Asks, tokens: Tokens, patience: Patience) -> None:
        """Take who asks, with what, and how patiently."""
        self._settings = settings
        self._asks = asks
        self._tokens = tokens
        self._patience = patience
        self._url = f"{settings.address.rstrip('/')}/{settings.profile}/graphql"

    def by_id(self, ids: Sequence[str]) -> Iterator[Answered]:
        """Give works by their ids, a batch at a time. Raises SourceError."""
        return self._in_batches(ids, self._by_id)

    def by_isbn(self, isbns: Sequence[str]) -> Iterator[Answered]:
        """Give works by ISBNs of 13 digits, a batch at a time. Raises SourceError."""
        return self._in_batches(isbns, self._by_isbn)

    def covers(self, pids: Sequence[str]) -> dict[str, CoverAddress | None]:
        """Give where the covers of manifestations are; None where there is no real one. Raises SourceError."""
        data, faults = self._told(COVERS, {"pids": list(pids)}, shapes.Manifestations)
        given = data.manifestations or []
        found: dict[str, CoverAddress | None] = {}
        for number, (pid, raw) in enumerate(zip(pids, given, strict=False)):
            if not _touched(faults, "manifestations", number) and raw != b"null":
                found[pid] = _cover(pid, raw)
        return found

    def size(self) -> Size:
        """Ask how large our largest document is. Raises SourceError."""
        data, _ = self._told(LIMITS, {"ids": []}, shapes.Limits)
        debug = data.debug or shapes.Debug()
        return Size(debug.complexity or shapes.Measure(), debug.depth or shapes.Measure())

    # ------------------------------------------------------------------------------------------------------- works

    def _in_batches(self, names: Sequence[str], ask: Callable[[Sequence[str]], Answered]) -> Iterator[Answered]:
        """Ask for so many at once; a batch that is refused (it may be too complex) is asked for in halves."""
        step = self._settings.batch
        waiting = [names[start : start + step] for start in range(0, len(names), step)]
        while waiting:
            batch = waiting.pop(0)
            try:
                yield ask(batch)
            except SourceError as error:
                if error.reason != "refused":
                    raise
                if len(batch) > 1:
                    half = len(batch) // 2
                    waiting[:0] = [batch[:half], batch[half:]]

    def _by_id(self, ids: Sequence[str]) -> Answered:
        """Ask for works; they come in the places they were asked for."""
        data, faults = self._told(WORKS, {"ids": list(ids)}, shapes.Works)
        found: Answered = {}
        for number, (name, raw) in enumerate(zip(ids, data.works or [], strict=False)):
            if not _touched(faults, "works", number):
                self._note(found, name, raw)
        return found

    def _by_isbn(self, isbns: Sequence[str]) -> Answered:
        """Ask for any of the ISBNs; one that no work found names as its own is asked for alone."""
        works, sure = self._hits(isbns)
        found: Answered = {}
        for isbn in isbns:
            own = [work for work in works if isbn in work.isbns]
            if own:
                found[isbn] = own[0]
            elif len(isbns) > 1:
                found |= self._by_isbn([isbn])
            elif sure:
                found[isbn] = works[0] if works else None
        return found

    def _hits(self, isbns: Sequence[str]) -> tuple[list[CatalogueWork], bool]:
        """Search; give the works found, and whether these are all: no error touched the answer."""
        asked = {"cql": isbn_cql(tuple(isbns)), "limit": MOST_HITS}
        data, faults = self._told(BY_ISBN, asked, shapes.Found)
        hits = data.hits or shapes.Hits()
        found: Answered = {}
        raws = hits.works or []
        for number, raw in enumerate(raws):
            if not _touched(faults, "complexSearch", "works", number):
                self._note(found, str(number), raw)
        works = [work for work in found.values() if work is not None]
        return works, not faults and not hits.error and len(works) == len(raws) == (hits.hitcount or 0)

    def _note(self, found: Answered, name: str, raw: msgspec.Raw) -> None:
        """Read one work; one that cannot be read stays unknown."""
        try:
            shape = msgspec.json.decode(raw, type=shapes.Work | None)
            found[name] = None if shape is None else work_of(shape, abstracts=self._settings.abstracts)
        except (msgspec.MsgspecError, UnicodeDecodeError, BadWorkError):
            return

    # ------------------------------------------------------------------------------------------------------ asking

    def _told(self, document: str, variables: dict[str, object], shape: type[Shape]) -> tuple[Shape, list[shapes.Fault]]:
        """Ask, and read the outer shape. Raises SourceError; an answer with errors and no data is `refused`."""
        body = msgspec.json.encode({"query": document, "variables": variables})
        reply = self._as_library(body)
        if reply.data == b"null":
            raise SourceError("refused")
        try:
            return msgspec.json.decode(reply.data, type=shape), reply.errors or []
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise SourceError("not_ours") from None

    def _as_library(self, body: bytes) -> shapes.Reply:
        """Ask with the token; when it is refused, with a fresh one, once. Raises SourceError."""
        token = self._tokens.token()
        try:
            return self._patience.give(lambda: self._once(body, token))
        except SourceError as error:
            if error.reason != "bad_credentials":
                raise
        self._tokens.refused()
        another = self._tokens.token()
        return self._patience.give(lambda: self._once(body, another))

    def _once(self, body: bytes, token: str) -> shapes.Reply:
        """Ask once."""
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Accept": ", ".join(sorted(JSON_KINDS)),
        }
        answer = self._asks.ask(Question(self._url, headers, body))
        judged(answer.status, answer.headers.get("retry-after", ""))
        if answer.kind not in JSON_KINDS:
            raise SourceError("not_ours")
        try:
            return msgspec.json.decode(answer.body, type=shapes.Reply)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise SourceError("not_ours") from None  # the library's words may quote what it read


def _touched(faults: list[shapes.Fault], *place: str | int) -> bool:
    """Whether an error lies at this place, above it or below it; one that names no place lies everywhere."""
    for fault in faults:
        path = fault.path or []
        shared = min(len(path), len(place))
        if list(path[:shared]) == list(place[:shared]):
            return True
    return False


def _cover(pid: str, raw: msgspec.Raw) -> CoverAddress | None:
    """Read where a cover is; None for one that a machine drew, and for none."""
    try:
        cover = msgspec.json.decode(raw, type=shapes.Covered).cover or shapes.Cover()
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if not cover.origin or cover.origin.lower().startswith(GENERATED):
        return None
    url = next((size.url for size in (cover.large, cover.medium, cover.small) if size and size.url), "")
    return CoverAddress(pid, url) if url else None
