"""What is deleted here and when: the only ways in which something leaves `letters.db`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.store.db import rows, translated, writing

if TYPE_CHECKING:
    import apsw

NO_SAFE_AT = timedelta(days=7)
"""A hub that never says what it has backed up: an acked letter is emptied after this all the same."""

PARKED_BODY = timedelta(days=30)
"""A refused letter keeps its sealed part this long; its line stays for staff."""


UNSENT = "SELECT count(*) FROM letter JOIN signup ON signup.id = letter.signup WHERE gone_s < ? AND state <> 'acked'"


class Forgotten(Struct, frozen=True):
    """What went: sign-ups past their time, how many of those the hub had never taken, and letters emptied."""

    signups: int = 0
    unsent: int = 0
    emptied: int = 0


def shred(connection: apsw.Connection, safe_at: datetime) -> int:
    """Empty acked letters whose verdict is in a backup; count them."""
    with writing(connection):
        emptied = _empty(connection, "state = 'acked' AND at_s <= ?", safe_at.timestamp())
    _overwrite(connection, emptied)
    return emptied


def wipe(connection: apsw.Connection) -> int:
    """Empty every letter, sent or not: the hub has revoked this kiosk and asked for it; count them. Their lines stay for staff."""
    with writing(connection):
        emptied = _empty(connection, "? IS NOT NULL", 0.0)
        connection.execute("UPDATE letter SET was = ''")
    _overwrite(connection, emptied)
    return emptied


def forget_old(connection: apsw.Connection, now: datetime) -> Forgotten:
    """Delete what is past its time. What the hub never took is erased too, 14 days after its event, and counted for staff."""
    seconds = now.timestamp()
    with writing(connection):
        unsent = int(rows(connection, UNSENT, (seconds,))[0][0])
        connection.execute("DELETE FROM signup WHERE gone_s < ?", (seconds,))
        signups = connection.changes()
        connection.execute("UPDATE tally SET n = n + ? WHERE name = 'erased_unsent'", (unsent,))
        emptied = _empty(connection, "state = 'acked' AND coalesce(at_s, made_s) < ?", (now - NO_SAFE_AT).timestamp())
        emptied += _empty(connection, "state = 'parked' AND made_s < ?", (now - PARKED_BODY).timestamp())
    _overwrite(connection, signups + emptied)
    return Forgotten(signups, unsent, emptied)


def erased_unsent(connection: apsw.Connection) -> int:
    """Count the letters that were erased without the hub ever having taken them."""
    with translated():
        return int(rows(connection, "SELECT n FROM tally WHERE name = 'erased_unsent'")[0][0])


def _empty(connection: apsw.Connection, condition: str, value: float) -> int:
    """Take the body out of the letters that meet the condition; count them."""
    connection.execute(f"UPDATE letter SET body = NULL WHERE body IS NOT NULL AND {condition}", (value,))  # noqa: S608 - our own words
    return connection.changes()


def _overwrite(connection: apsw.Connection, changed: int) -> None:
    """Bring what was emptied out of the journal too: old pages live there until it is written back."""
    if changed:
        with translated():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
