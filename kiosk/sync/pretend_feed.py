"""The pretend hub's feed and pictures: one row an object at its newest number, tombstones, and pages by cursor."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import apsw

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS feed (
  kind TEXT NOT NULL, key TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE, deleted INTEGER NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT;
CREATE TABLE IF NOT EXISTS head (one INTEGER PRIMARY KEY CHECK (one = 1), n INTEGER NOT NULL, floor INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO head VALUES (1, 0, 0);
CREATE TABLE IF NOT EXISTS blob (sha256 TEXT PRIMARY KEY, type TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
"""

NUMBER = re.compile(r"[0-9]{1,16}")


class FeedBook:
    """The file's part of the feed. One caller at a time."""

    def __init__(self, path: Path) -> None:
        self._db: Any = apsw.Connection(str(path))
        self._db.set_busy_timeout(5000)
        self._db.pragma("synchronous", "FULL")
        self._db.execute(SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def publish(self, objects: list[tuple[str, str, dict[str, Any] | None]]) -> int:
        """Publish kind, key and data of objects, None = a tombstone; give the head."""
        with self._db:
            head = self.head()
            for kind, key, data in objects:
                head += 1
                self._db.execute(
                    "INSERT OR REPLACE INTO feed (kind, key, seq, deleted, data) VALUES (?, ?, ?, ?, ?)",
                    (kind, key, head, int(data is None), json.dumps(data or {}, ensure_ascii=False)),
                )
            self._db.execute("UPDATE head SET n = ?", (head,))
        return head

    def head(self) -> int:
        """Give the newest number."""
        return int(self._db.execute("SELECT n FROM head").fetchall()[0][0])

    def rewind(self, head: int) -> None:
        """What a restore does: everything after a number never happened."""
        with self._db:
            self._db.execute("DELETE FROM feed WHERE seq > ?", (head,))
            self._db.execute("UPDATE head SET n = ?", (head,))

    def purge(self) -> None:
        """Forget tombstones, and from where on a cursor is still of use."""
        with self._db:
            self._db.execute("DELETE FROM feed WHERE deleted = 1")
            self._db.execute("UPDATE head SET floor = n")

    def live(self, kind: str) -> set[str]:
        """Give the keys of a kind that are not deleted."""
        return {str(key) for (key,) in self._db.execute("SELECT key FROM feed WHERE kind = ? AND deleted = 0", (kind,)).fetchall()}

    def etag(self, epoch: str) -> str:
        """Give the library's current cursor, quoted."""
        return f'"{epoch}.{self.head()}"'

    def page(self, cursor: str, limit: int, epoch: str) -> dict[str, Any]:
        """Give a page. Source: wire contract v1, 1.5."""
        after = self._after(cursor, epoch)
        found = self._db.execute(
            "SELECT seq, kind, key, deleted, data FROM feed WHERE seq > ? ORDER BY seq LIMIT ?", (after or 0, limit + 1)
        ).fetchall()
        more, shown = len(found) > limit, found[:limit]
        reached = shown[-1][0] if more else self.head()
        return {
            "from": cursor,
            "reset": after is None,
            "more": more,
            "next": f"{epoch}.{reached}",
            "items": [
                {"seq": seq, "kind": kind, "key": key, "deleted": bool(deleted), "data": json.loads(data)}
                for seq, kind, key, deleted, data in shown
            ],
        }

    def _after(self, cursor: str, epoch: str) -> int | None:
        """Read a cursor; None when it is of another epoch, out of range or no cursor: then a full copy begins."""
        if not cursor:
            return 0
        of, _, number = cursor.rpartition(".")
        floor = int(self._db.execute("SELECT floor FROM head").fetchall()[0][0])
        if of != epoch or not NUMBER.fullmatch(number) or not floor <= int(number) <= self.head():
            return None
        return int(number)

    def add_blob(self, content: bytes, kind: str) -> dict[str, Any]:
        """Keep a picture; give how the feed names it."""
        name = sha256(content).hexdigest()
        self._db.execute("INSERT OR REPLACE INTO blob VALUES (?, ?, ?)", (name, kind, content))
        return {"sha256": name, "type": kind, "bytes": len(content), "w": 1, "h": 1}

    def blob(self, name: str) -> tuple[str, bytes] | None:
        """Give a picture's type and bytes."""
        found = self._db.execute("SELECT type, bytes FROM blob WHERE sha256 = ?", (name,)).fetchall()
        return (str(found[0][0]), bytes(found[0][1])) if found else None
