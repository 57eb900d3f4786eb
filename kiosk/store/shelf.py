"""The shelf: letters the hub refused, as staff see them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.nouns import ShortCode, Text
from kiosk.store.db import rows, translated
from kiosk.store.rows import occasion_from
from kiosk.wire import OpId

if TYPE_CHECKING:
    import apsw

PARKED = """
SELECT letter.id, letter.kind, signup.code, letter.made_s, signup.occasion, letter.code
FROM letter JOIN signup ON signup.id = letter.signup WHERE letter.state = 'parked' ORDER BY letter.n
"""


class ParkedLine(Struct, frozen=True):
    """A refused letter as staff see it: the slip's code, how old it is, what it was about, and the hub's reason."""

    id: OpId
    kind: str
    code: ShortCode
    age: timedelta
    title: Text
    reason: str


def parked_lines(connection: apsw.Connection, now: datetime) -> tuple[ParkedLine, ...]:
    """List the refused letters, oldest first. `now` is aware wall time."""
    with translated():
        found = rows(connection, PARKED)
    seconds = now.timestamp()
    return tuple(
        ParkedLine(OpId(id_), kind, ShortCode(code), timedelta(seconds=seconds - made_s), occasion_from(text).title, why)
        for id_, kind, code, made_s, text, why in found
    )
