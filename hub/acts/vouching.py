"""Standing by an answer: what was only read may so far be on one machine only, and an answer to a kiosk promises more."""

from __future__ import annotations

from django.db import connection


def vouch() -> None:
    """Make the transaction end as one that writes does: when a second machine has it, and all before it.

    A commit whose wait for the standby was broken off (a session ended by hand, a crash in place) is there for all to read. Whoever
    answers by it must wait in its stead. On SQLite, and on one PostgreSQL, it costs a few bytes of log.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_logical_emit_message(true, 'hub', '')")
