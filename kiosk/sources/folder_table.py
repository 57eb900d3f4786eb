"""Read one file of a folder row by row, so that a broken row is named and never takes the others with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import msgspec
from msgspec import Struct

from kiosk.sources.folder_dates import BadDateError, When, occurrences
from kiosk.sources.folder_rows import KEY, KeyText, Row, Table
from kiosk.sources.folder_values import BadRowError, dated_key

R = TypeVar("R", bound=Row)
V = TypeVar("V")

_AT = re.compile(r"(?:at|in) `\$\.([A-Za-z_.]{1,60})")
_NAMED = re.compile(r"field `([A-Za-z_]{1,40})`")
_BYTE = re.compile(r"byte (\d{1,12})")


class BadTableError(Exception):
    """A file that cannot be read at all; `line` is where, counted from 1, 0 when it is not known."""

    def __init__(self, line: int) -> None:
        """Keep the line."""
        super().__init__(line)
        self.line = line


class Broken(Struct, frozen=True):
    """A row that could not be read: its key, or file and position (»events.json#3«), and the field at fault."""

    name: str
    field: str
    raw: msgspec.Raw


def rows_of(data: bytes) -> list[msgspec.Raw]:
    """Give the rows of a file, each still as it stands. Raises BadTableError when the file as a whole is broken."""
    try:
        return msgspec.json.decode(data, type=Table).rows
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as broken:
        raise BadTableError(_line(data, str(broken))) from broken


def read(data: bytes, file: str, shape: type[R], values: Callable[[R], Sequence[V]]) -> tuple[tuple[V, ...], tuple[Broken, ...]]:
    """Read each row as `shape`: the values of the good ones in the order of the file, and the broken ones.

    A key that came before makes a row a broken one. Raises BadTableError.
    """
    good: list[V] = []
    broken: list[Broken] = []
    keys: set[str] = set()
    for position, raw in enumerate(rows_of(data), start=1):
        key = key_of(raw)
        try:
            good += values(_fresh(raw, key, keys, shape))
        except BadRowError as fault:
            broken.append(Broken(key or f"{file}#{position}", fault.field, raw))
        keys.add(key)
    return tuple(good), tuple(broken)


def key_of(raw: msgspec.Raw) -> str:
    """Give a row's key, empty when it has none that can be trusted."""
    try:
        row = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return ""
    key = row.get("key") if isinstance(row, dict) else None
    return key if isinstance(key, str) and KEY.fullmatch(key) else ""


def names_of(row: Broken, today: date) -> tuple[str, ...]:
    """Give what a broken event row stood for before it broke: each weekly date has a key of its own.

    Only what is named as skipped keeps its last good version.
    """
    try:
        said = msgspec.json.decode(row.raw, type=_Dated)
        return tuple(dated_key(row.name, said.date, found) for found in occurrences(said.date, today))
    except (msgspec.MsgspecError, BadDateError, RecursionError, UnicodeDecodeError):
        return (row.name,)


class _Dated(msgspec.Struct):
    """As much of a broken row as is needed to know which events it stood for."""

    key: KeyText
    date: When


def _fresh(raw: msgspec.Raw, key: str, before: set[str], shape: type[R]) -> R:
    if key and key in before:
        raise BadRowError("key")
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as broken:
        raise BadRowError(field_at_fault(str(broken))) from broken


def field_at_fault(said: str) -> str:
    """Give the field that msgspec complains of, never what stands in it."""
    # A missing or unknown field is named itself, anything else by its path; what stands in the field is never repeated.
    path = _AT.search(said)
    named = _NAMED.search(said)
    parts = [found.group(1) for found in (path, named) if found]
    return ".".join(parts) or "row"


def _line(data: bytes, said: str) -> int:
    byte = _BYTE.search(said)
    return data[: int(byte.group(1))].count(b"\n") + 1 if byte else 0
