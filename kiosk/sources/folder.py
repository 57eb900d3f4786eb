"""A source that is a folder: the demo branch, and a real branch without a system that can be asked."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from kiosk.nouns import Text
from kiosk.ports import Batch, SealKey, SkippedRow, SourceError, SourceTrouble, Unchanged, Validators
from kiosk.sources.folder_dates import COPENHAGEN
from kiosk.sources.folder_rows import BookRow, BranchFile, EventRow, GroupRow, HoursRow, Row, TagRow
from kiosk.sources.folder_table import BadTableError, Broken, field_at_fault, names_of, read
from kiosk.sources.folder_values import (
    BadRowError,
    books_of,
    checked_hours,
    events_of,
    groups_of,
    hours_of,
    seal_of,
    tags_of,
    text,
)

R = TypeVar("R", bound=Row)
V = TypeVar("V")

_log = logging.getLogger(__name__)

BRANCH = "branch.toml"
FILES = (BRANCH, "events.json", "groups.json", "books.json", "hours.json", "tags.json")
"""What a folder holds. Every file must be there; one without rows says that there are none."""

LARGEST_FILE = 16 * 1024 * 1024
HOURS_AHEAD = 14
"""For how many days, today included, opening hours are laid out."""

_READER = b"1"
"""Raise this when the same files come to mean something else, so that what was kept is read anew."""


class Branch(Struct, frozen=True):
    """Who the folder speaks for. `opening` is the line on the resting screen."""

    name: str
    library: str
    opening: Text
    demo: bool


class FolderSource:
    """Reads a folder and gives all of it. It changes when a file does, and at midnight when the days move on."""

    def __init__(self, *, name: str, folder: Path) -> None:
        """Take the source's name in kiosk.toml, and where the files are."""
        self._name = name
        self._folder = folder

    @property
    def name(self) -> str:
        """The name in kiosk.toml."""
        return self._name

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Read everything, unless neither files nor day have changed. `now` is aware. Raises SourceError."""
        today = now.astimezone(COPENHAGEN).date()
        files = {file: _bytes(self._folder / file) for file in FILES}
        validators = Validators(etag=_fingerprint(files, today))
        if known.etag == validators.etag:
            return Unchanged()
        return self._batch(files, today, validators)

    def _batch(self, files: dict[str, bytes], today: date, validators: Validators) -> Batch:
        branch = _branch(files[BRANCH])
        demo = branch.demo
        table = _Tables(files)
        tags = {tag.key: tag for tag in table.read("tags.json", TagRow, tags_of)}
        hours = table.read("hours.json", HoursRow, partial(checked_hours, today=today))
        return Batch(
            events=table.read("events.json", EventRow, partial(events_of, today=today, demo=demo), partial(names_of, today=today)),
            groups=table.read("groups.json", GroupRow, partial(groups_of, today=today, demo=demo)),
            books=table.read("books.json", BookRow, partial(books_of, tags=tags, demo=demo)),
            hours=hours_of(hours, today, HOURS_AHEAD),
            seals=_seals(branch),
            skipped=tuple(table.skipped),
            validators=validators,
            demo=demo,
        )


def read_branch(folder: Path) -> Branch:
    """Read who a folder speaks for. Raises SourceError."""
    branch = _branch(_bytes(folder / BRANCH))
    return Branch(branch.name, branch.library, text(branch.opening), branch.demo)


class _Tables:
    """The files with rows; remembers what was skipped, and tells staff where to look."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files
        self.skipped: list[SkippedRow] = []

    def read(
        self,
        file: str,
        shape: type[R],
        values: Callable[[R], Sequence[V]],
        names: Callable[[Broken], Sequence[str]] = lambda row: (row.name,),
    ) -> tuple[V, ...]:
        """Give the values of one file. Raises SourceError when it is broken as a whole."""
        try:
            good, broken = read(self._files[file], file, shape, values)
        except BadTableError as fault:
            _log.warning("%s cannot be read, line %d", file, fault.line)
            raise SourceError(SourceTrouble.UNREADABLE.value) from fault
        for row in broken:
            _log.warning("%s: %s skipped, look at %s", file, row.name, row.field)
            self.skipped += [SkippedRow(name, row.field) for name in names(row)]
        return good


def _bytes(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size <= LARGEST_FILE:
            return path.read_bytes()
    except OSError as broken:
        _log.warning("%s cannot be opened", path.name)
        raise SourceError(SourceTrouble.UNREADABLE.value) from broken
    _log.warning("%s is missing or too large", path.name)
    raise SourceError(SourceTrouble.UNREADABLE.value)


def _branch(data: bytes) -> BranchFile:
    try:
        return msgspec.toml.decode(data, type=BranchFile)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as broken:
        _log.warning("%s cannot be read, look at %s", BRANCH, field_at_fault(str(broken)))
        raise SourceError(SourceTrouble.UNREADABLE.value) from broken


def _seals(branch: BranchFile) -> tuple[SealKey, ...] | None:
    if branch.seal is None:
        return None
    try:
        return (seal_of(branch.seal),)
    except BadRowError as broken:
        _log.warning("%s: look at %s", BRANCH, broken.field)
        raise SourceError(SourceTrouble.UNREADABLE.value) from broken


def _fingerprint(files: dict[str, bytes], today: date) -> str:
    every = hashlib.sha256(b"\0".join((_READER, today.isoformat().encode())))
    for file in FILES:
        every.update(hashlib.sha256(files[file]).digest())
    return every.hexdigest()
