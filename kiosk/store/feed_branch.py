"""What the hub says of the branch and of a kiosk's settings: read leniently, for a word that is wrong must not cost the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.clean import clean
from kiosk.programme import BranchWords, RoomColours
from kiosk.store.db import row
from kiosk.wire import Layer

if TYPE_CHECKING:
    import apsw

LINE, TAG, MOST = 80, 35, 16
LONGEST_VERSION = 20

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

TOLD = "SELECT data FROM feed, feed_place WHERE copy = shown AND kind = ? AND key = ? AND data IS NOT NULL"


def said(db: apsw.Connection, kind: str, key: str) -> dict[str, Any]:
    """Give what the hub says of an object, empty when nothing that can be read."""
    found = row(db, TOLD, (kind, key))
    if found is None:
        return {}
    try:
        data = msgspec.json.decode(found[0])
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def branch_words(db: apsw.Connection) -> BranchWords:
    """Read what the hub says of the branch."""
    told = said(db, "settings", "library")
    opening = ((clean(tag, TAG), clean(_text(line), LINE)) for tag, line in _pairs(told.get("opening")))
    return BranchWords(
        opening=tuple(pair for pair in opening if all(pair)),
        languages=_words(told.get("languages")),
        tiles=_words(told.get("tiles")),
        colours=tuple(found for room, pair in _pairs(told.get("colours")) if (found := _colours(room, pair)) is not None),
    )


def layer_of(db: apsw.Connection, device: str) -> Layer:
    """Put together what the hub wants of every kiosk of the branch and of this one; the version names both."""
    branch, own = said(db, "remote", "branch"), said(db, "remote", device)
    version = f"{_number(branch)}.{_number(own)}"
    return Layer(version, {**dict(_pairs(branch.get("values"))), **dict(_pairs(own.get("values")))})


def _number(told: dict[str, Any]) -> str:
    """A version as the hub numbers it."""
    number = told.get("version", 0)
    return str(number)[:LONGEST_VERSION] if isinstance(number, int) and number >= 0 else "0"


def _pairs(value: object) -> list[tuple[str, Any]]:
    """The pairs of an object, a few at most."""
    return list(value.items())[:MOST] if isinstance(value, dict) else []


def _words(value: object) -> tuple[str, ...]:
    """A list of short words."""
    found = value[:MOST] if isinstance(value, list) else []
    return tuple(dict.fromkeys(word for each in found if (word := clean(_text(each), TAG))))


def _text(value: object) -> str:
    """A text; anything else is none."""
    return value if isinstance(value, str) else ""


def _colours(room: str, pair: object) -> RoomColours | None:
    """One room's colours, if both are colours."""
    pairs = dict(_pairs(pair))
    field, text = _text(pairs.get("field")), _text(pairs.get("text"))
    return RoomColours(room, field, text) if COLOUR.fullmatch(field) and COLOUR.fullmatch(text) else None
