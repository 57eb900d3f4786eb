"""The pretend hub's devices: one-time codes, secrets by their hashes, rotation, approval and revocation."""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import apsw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS device (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL, next TEXT NOT NULL DEFAULT '', before TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL, wipe INTEGER NOT NULL DEFAULT 0, app TEXT NOT NULL DEFAULT '', machine TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE IF NOT EXISTS code (code TEXT PRIMARY KEY, device TEXT NOT NULL DEFAULT '', approved INTEGER NOT NULL) STRICT;
"""

HASH = re.compile(r"[0-9a-f]{64}")


class RefusedError(Exception):
    """A request that gets an error of ours."""

    def __init__(self, status: int, code: str, *, wipe: bool = False) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.wipe = wipe


class Members:
    """The file's part of the devices. One caller at a time."""

    def __init__(self, path: Path, new_id: Callable[[], str]) -> None:
        self._db = apsw.Connection(str(path))
        self._db.set_busy_timeout(5000)
        self._db.pragma("synchronous", "FULL")
        self._db.execute(SCHEMA)
        self._new_id = new_id

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def admit(self, device: str, secret: str) -> None:
        """Take a device that was never enrolled: the one the demo and most tests use."""
        hashed = sha256(secret.encode()).hexdigest()
        self._db.execute("INSERT OR IGNORE INTO device (id, hash, state) VALUES (?, ?, 'active')", (device, hashed))

    def new_code(self, code: str, *, approved: bool) -> None:
        """Make a code; a device that comes with one that is not `approved` waits for staff."""
        self._db.execute("INSERT INTO code (code, approved) VALUES (?, ?)", (code, int(approved)))

    def enrol(self, asked: dict[str, Any]) -> tuple[str, str]:
        """Make a device of whoever has the code; give its id and state. Raises RefusedError."""
        code, hashed = asked.get("code"), asked.get("secret_sha256")
        if not isinstance(code, str) or not isinstance(hashed, str) or not HASH.fullmatch(hashed):
            raise RefusedError(422, "bad_envelope")
        found = self._rows("SELECT device, approved FROM code WHERE code = ?", code)
        if not found:
            raise RefusedError(404, "no_such_code")
        device, approved = found[0]
        if device:
            known = self._rows("SELECT state FROM device WHERE id = ? AND ? IN (hash, next, before)", device, hashed)
            if not known:
                raise RefusedError(409, "code_used")
            return device, known[0][0]
        device, state = self._new_id(), "active" if approved else "waiting"
        told = (str(asked.get("app", "")), str(asked.get("machine", "")))
        with self._db:
            self._db.execute(
                "INSERT INTO device (id, hash, state, app, machine) VALUES (?, ?, ?, ?, ?)", (device, hashed, state, *told)
            )
            self._db.execute("UPDATE code SET device = ? WHERE code = ?", (device, code))
        return device, state

    def check(self, header: str) -> str:
        """Let a device in by its `Authorization`, and retire its old secret when the next one is used. Raises RefusedError."""
        scheme, _, token = header.partition(" ")
        device, _, secret = token.partition(".")
        hashed = sha256(secret.encode("utf-8", "replace")).hexdigest()
        found = self._rows("SELECT hash, next, state, wipe FROM device WHERE id = ?", device)
        if scheme != "Bearer" or not found:
            raise RefusedError(401, "bad_token")
        now, following, state, wipe = found[0]
        if following and hmac.compare_digest(hashed, following):
            self._db.execute("UPDATE device SET before = hash, hash = next, next = '' WHERE id = ?", (device,))
        elif not hmac.compare_digest(hashed, now):
            raise RefusedError(401, "bad_token")
        if state != "active":
            raise RefusedError(403, state, wipe=bool(wipe))
        return device

    def announce(self, device: str, asked: dict[str, Any]) -> None:
        """Take the hash of the next secret. Raises RefusedError."""
        hashed = asked.get("next_sha256")
        if not isinstance(hashed, str) or not HASH.fullmatch(hashed):
            raise RefusedError(422, "bad_envelope")
        self._db.execute("UPDATE device SET next = ? WHERE id = ?", (hashed, device))

    def set_state(self, state: str, *, wipe: bool = False) -> None:
        """Approve or revoke every device."""
        self._db.execute("UPDATE device SET state = ?, wipe = ?", (state, int(wipe)))

    def roll_back(self) -> None:
        """What a restore does: only the secrets before the last rotation are known."""
        self._db.execute("UPDATE device SET hash = before, before = '', next = '' WHERE before <> ''")

    def hashes(self) -> list[tuple[str, str]]:
        """Give the hash each device signs in with, and the one it has announced."""
        return [(str(now), str(following)) for now, following in self._rows("SELECT hash, next FROM device ORDER BY rowid")]

    def machines(self) -> list[str]:
        """Give what each device said it is."""
        return [str(machine) for (machine,) in self._rows("SELECT machine FROM device ORDER BY rowid")]

    def _rows(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        """Give all rows of a query."""
        return self._db.execute(sql, values).fetchall()
