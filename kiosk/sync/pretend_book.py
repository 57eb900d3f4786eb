"""What the pretend hub knows: events, seats, and every op it ever took, in one SQLite file that survives a kill.

The rules of the contract: an id takes effect once and for ever, every op gets its own verdict, only the hub gives seats.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import apsw
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS op (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, at TEXT NOT NULL, data TEXT NOT NULL,
  event TEXT NOT NULL DEFAULT '', code TEXT NOT NULL DEFAULT '', seats INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS event (
  key TEXT PRIMARY KEY, capacity INTEGER, waitlist INTEGER NOT NULL, open INTEGER NOT NULL,
  taken INTEGER NOT NULL DEFAULT 0, waiting INTEGER NOT NULL DEFAULT 0
) STRICT;
"""

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
CODE = re.compile(r"[A-Z]{4}")
BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")

Verdict = dict[str, Any]


class Seating(Struct, frozen=True):
    """An event's seats as the hub has given them."""

    taken: int
    waiting: int


class HubBook:
    """The file. One caller at a time."""

    def __init__(self, path: Path, *, clock: Callable[[], datetime], seal_id: str, known_only: bool) -> None:
        """`known_only` refuses sign-ups to events that nobody has set up; else they are made, with seats for all."""
        self._db = apsw.Connection(str(path))
        self._db.set_busy_timeout(5000)
        self._db.pragma("journal_mode", "WAL")
        self._db.pragma("synchronous", "FULL")
        self._db.execute(SCHEMA)
        self._clock = clock
        self._seal_id = seal_id
        self._known_only = known_only

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def set_event(self, key: str, *, capacity: int | None, waitlist: bool, is_open: bool) -> None:
        """Set up an event, or change it; seats already given stay."""
        self._db.execute(
            "INSERT INTO event (key, capacity, waitlist, open) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " capacity = excluded.capacity, waitlist = excluded.waitlist, open = excluded.open",
            (key, capacity, int(waitlist), int(is_open)),
        )

    def seating(self, key: str) -> Seating:
        """Give an event's seats."""
        found = self._rows("SELECT taken, waiting FROM event WHERE key = ?", key)
        return Seating(*found[0]) if found else Seating(0, 0)

    def statuses(self) -> dict[str, str]:
        """Give the status of every op taken, by id."""
        return dict(self._rows("SELECT id, status FROM op"))

    def data_of(self, op_id: str) -> dict[str, Any]:
        """Give the data of an op as it came. Raises KeyError."""
        found = self._rows("SELECT data FROM op WHERE id = ?", op_id)
        if not found:
            raise KeyError(op_id)
        data: dict[str, Any] = json.loads(found[0][0])
        return data

    def take(self, ops: list[Any]) -> list[Verdict]:
        """Take a request's ops in their order; what is answered is committed."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            verdicts = [self._take_one(op) for op in ops]
            self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
        return verdicts

    def _take_one(self, op: Any) -> Verdict:
        """Give the verdict on one op; its neighbours do not matter."""
        envelope = op if isinstance(op, dict) else {}
        op_id, kind, data = envelope.get("id"), envelope.get("kind"), envelope.get("data")
        if not isinstance(op_id, str) or not UUID4.fullmatch(op_id) or not isinstance(kind, str) or not isinstance(data, dict):
            return _rejected(op_id, "bad_field")
        if kind not in {"signup", "cancel", "use"}:
            return {"id": op_id, "verdict": "later", "code": "unknown_kind", "after_s": 3600}
        hashed = hashlib.sha256(json.dumps({"kind": kind, "data": data}, sort_keys=True).encode()).hexdigest()
        known = self._rows("SELECT hash, status, at FROM op WHERE id = ?", op_id)
        if known:
            return _again(op_id, known[0], hashed)
        if kind == "use":
            return self._use(op_id, data, hashed)
        was = envelope.get("was")
        told = was.get("status", "") if isinstance(was, dict) else ""
        return self._signup(op_id, data, hashed, told) if kind == "signup" else self._cancel(op_id, data, hashed)

    def _use(self, op_id: str, data: dict[str, Any], hashed: str) -> Verdict:
        """Keep counts, if they are any."""
        if not data.get("counts"):
            return _rejected(op_id, "bad_field")
        return self._keep(op_id, "use", hashed, "received", data, ("", "", 0))

    def _signup(self, op_id: str, data: dict[str, Any], hashed: str, told: object) -> Verdict:
        """Give a seat, a place in the queue, or a refusal."""
        wrong = _wrong_with(data, self._seal_id)
        if wrong:
            return _rejected(op_id, wrong)
        event, seats = data["event"], data["seats"]
        if not self._known_only:
            self._db.execute("INSERT OR IGNORE INTO event (key, capacity, waitlist, open) VALUES (?, NULL, 1, 1)", (event,))
        status = self._seat(event, seats, told)
        if status not in {"confirmed", "waitlist"}:
            return _rejected(op_id, status)
        return self._keep(op_id, "signup", hashed, status, data, (event, data["code"], seats))

    def _seat(self, event: str, seats: int, told: object) -> str:
        """Take seats if there are enough and nobody waits; who was told so before a restore keeps them. Else a refusal's code."""
        found = self._rows("SELECT capacity, waitlist, open, taken, waiting FROM event WHERE key = ?", event)
        if not found:
            return "no_such_event"
        capacity, waitlist, is_open, taken, waiting = found[0]
        if told != "confirmed" and not is_open:
            return "closed"
        if told == "confirmed" or capacity is None or (taken + seats <= capacity and not waiting):
            self._db.execute("UPDATE event SET taken = taken + ? WHERE key = ?", (seats, event))
            return "confirmed"
        if not waitlist:
            return "full"
        self._db.execute("UPDATE event SET waiting = waiting + ? WHERE key = ?", (seats, event))
        return "waitlist"

    def _cancel(self, op_id: str, data: dict[str, Any], hashed: str) -> Verdict:
        """Free a seat, for whom staff choose."""
        found = self._rows(
            "SELECT id, event, status, seats FROM op WHERE kind = 'signup' AND (id = ?1 OR (event = ?2 AND code = ?3))"
            " ORDER BY status = 'cancelled' LIMIT 1",
            _text(data.get("signup")),
            _text(data.get("event")),
            _text(data.get("code")),
        )
        if not found:
            return _rejected(op_id, "no_such_signup")
        signup, event, status, seats = found[0]
        if status in {"confirmed", "waitlist"}:
            column = "taken" if status == "confirmed" else "waiting"
            self._db.execute(f"UPDATE event SET {column} = {column} - ? WHERE key = ?", (seats, event))  # noqa: S608 - our own words
            self._db.execute("UPDATE op SET status = 'cancelled' WHERE id = ?", (signup,))
        return self._keep(op_id, "cancel", hashed, "cancelled", data, (event, "", 0))

    def _keep(
        self,
        op_id: str,
        kind: str,
        hashed: str,
        status: str,
        data: dict[str, Any],
        place: tuple[str, str, int],
    ) -> Verdict:
        """Keep an op for ever."""
        at = utc(self._clock())
        self._db.execute(
            "INSERT INTO op (id, hash, kind, status, at, data, event, code, seats) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (op_id, hashed, kind, status, at, json.dumps(data), *place),
        )
        return {"id": op_id, "verdict": "accepted", "status": status, "at": at}

    def _rows(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        """Give all rows of a query."""
        return self._db.execute(sql, values).fetchall()


def utc(moment: datetime) -> str:
    """Write a time as the contract does."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _rejected(op_id: object, code: str) -> Verdict:
    """Refuse; the id is echoed as it came."""
    return {"id": op_id, "verdict": "rejected", "code": code}


def _again(op_id: str, known: tuple[Any, ...], hashed: str) -> Verdict:
    """Answer an id that was here before: its status today, or that it was used for something else."""
    before, status, at = known
    if before != hashed:
        return _rejected(op_id, "id_reused")
    return {"id": op_id, "verdict": "duplicate", "status": status, "at": at}


def _wrong_with(data: dict[str, Any], seal_id: str) -> str:
    """Give the code of what is wrong with a sign-up's data, empty when nothing is."""
    sealed = data.get("sealed")
    sealed = sealed if isinstance(sealed, dict) else {}
    seats = data.get("seats")
    fields_right = (
        bool(KEY.fullmatch(_text(data.get("event")))),
        isinstance(seats, int) and not isinstance(seats, bool) and 1 <= seats <= 6,
        bool(CODE.fullmatch(_text(data.get("code")))),
        bool(BASE64.fullmatch(_text(sealed.get("box")))) and len(_text(sealed.get("box"))) <= 4096,
        0 < len(_text(data.get("consent"))) <= 60,
        0 < len(_text(data.get("lang"))) <= 35,
    )
    if not all(fields_right):
        return "bad_field"
    return "" if sealed.get("key") == seal_id else "unknown_key"


def _text(value: object) -> str:
    """Keep a text, or nothing."""
    return value if isinstance(value, str) else ""
