"""Who is calling: the kiosk, its branch, the branch's profile, and who we are, in one question, for every request begins so.

The question is written by hand: putting it together anew costs more processor time than PostgreSQL needs to answer it. Nothing is
kept from one request to the next, so what staff do counts at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from django.db import connection
from django.db.models import Model
from msgspec import Struct

from hub.acts.identity import identity
from hub.models import BranchProfile, Device, HubIdentity, Library

DEVICE = (
    "id",
    "library_id",
    "place",
    "state",
    "wipe",
    "secret_sha256",
    "pending_sha256",
    "previous_sha256",
    "rotate",
    "rotated_at",
)
LIBRARY = ("id", "key", "name", "feed_head", "feed_floor")
PROFILE = ("id", "library_id", "poll_after_s", "beat_after_s", "app_wanted")
IDENTITY = ("id", "hub", "epoch", "epoch_since", "safe_at")
"""What of each row a request needs, in the order of its model; anything else is read when somebody asks for it."""

READ: tuple[tuple[str, type[Model], Sequence[str]], ...] = (
    ("d", Device, DEVICE),
    ("l", Library, LIBRARY),
    ("p", BranchProfile, PROFILE),
    ("i", HubIdentity, IDENTITY),
)

COLUMNS = ", ".join(f"{letter}.{name}" for letter, _, names in READ for name in names)
QUESTION = f"""
    SELECT {COLUMNS}
    FROM hub_device d
    JOIN hub_library l ON l.id = d.library_id
    LEFT JOIN hub_branchprofile p ON p.library_id = l.id
    LEFT JOIN hub_hubidentity i ON i.id = 1
    WHERE d.id = %s
"""  # noqa: S608 - our own columns, as named above; the id is a parameter


class Caller(Struct, frozen=True):
    """A kiosk at the door, and who it speaks to."""

    device: Device
    profile: BranchProfile
    identity: HubIdentity


def find(device_id: str, now: datetime) -> Caller | None:
    """Read who has this id, and all that a request about it begins with."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [device_id])
        row = cursor.fetchone()
    if row is None:
        return None
    device, library, profile, who = _models(row)
    device.library = library
    return Caller(device, profile or BranchProfile(library=library), who or identity(now))


def _models(row: Sequence[Any]) -> Any:
    """Make a row into its models; None for one that is not there."""
    made: list[Model | None] = []
    begin = 0
    for _, model, names in READ:
        values = row[begin : begin + len(names)]
        begin += len(names)
        made.append(None if values[0] is None else model.from_db(connection.alias, names, _converted(model, names, values)))
    return made


def _converted(model: type[Model], names: Sequence[str], values: Sequence[Any]) -> list[Any]:
    """Read values as the engine writes them: SQLite has neither times nor yes and no."""
    known = _converters(model, tuple(names), connection.vendor)
    return [value if convert is None else convert(value) for convert, value in zip(known, values, strict=True)]


@cache
def _converters(model: type[Model], names: tuple[str, ...], vendor: str) -> list[Any]:
    """Give the engine's way to read each column; None where it comes as it is."""
    del vendor  # it is in the cache's key
    return [_converter(model, name) for name in names]


def _converter(model: type[Model], name: str) -> Any:
    """Give the engine's way to read one column."""
    column = cast("Any", model.__dict__[name]).field.get_col("")
    steps = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert
