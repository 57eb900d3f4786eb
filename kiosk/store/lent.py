"""How many of the seats lent to this kiosk are left to promise. Counted so that it promises too little rather than too much."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.store.db import row, translated

if TYPE_CHECKING:
    from datetime import datetime

    import apsw

    from kiosk.rooms.signup.model import Occasion

SLACK = timedelta(minutes=2)
"""A sign-up the hub took this shortly before it counted may not be in its count yet."""

USED = (
    "SELECT count(*) FROM letter JOIN signup ON signup.id = letter.signup WHERE letter.kind = 'signup'"
    " AND json_extract(signup.occasion, '$.key') = ?"
    " AND (letter.state = 'waiting' OR letter.state = 'parked' AND letter.code = 'hub_error' OR letter.at_s >= ?)"
)
"""Sign-ups of this kiosk that the hub's count does not know of."""


def lent_left(connection: apsw.Connection, occasion: Occasion, now: datetime) -> int:
    """Give how many seats this kiosk can still promise firmly; none when the loan's time is up. `now` is never behind the hub's."""
    seats = occasion.seats
    if seats.lent_until is None or seats.counted_at is None or now >= seats.lent_until:
        return 0
    with translated():
        used = row(connection, USED, (occasion.key, (seats.counted_at - SLACK).timestamp()))
    return max(0, seats.lent - (0 if used is None else int(used[0])))
