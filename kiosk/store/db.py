"""Opening SQLite files: pragmas that keep promises, migrations in one transaction, and errors in our own words.

Two processes open these files at once, so the library must have the fix of the WAL-reset bug (SQLite 3.51.3).
"""

from __future__ import annotations

import errno
import fcntl
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import apsw

from kiosk.ports import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXED_SQLITE = (3, 51, 3)
"""The first SQLite without the WAL-reset bug. Source: sqlite.org, wal.html, section 11."""

BUSY_MS = 5000
"""How long a writer waits for another one."""

REASONS: tuple[tuple[type[apsw.Error], str], ...] = (
    (apsw.FullError, "full"),
    (apsw.ReadOnlyError, "readonly"),
    (apsw.PermissionsError, "readonly"),
    (apsw.BusyError, "busy"),
    (apsw.LockedError, "busy"),
)
"""What an error of the library means to us; every other one is `broken`."""

OS_REASONS = {errno.EROFS: "readonly", errno.EACCES: "readonly", errno.EPERM: "readonly", errno.ENOSPC: "full"}
"""The same for what the system says before SQLite is asked."""

DAMAGED = (apsw.CorruptError, apsw.NotADBError)
"""The errors that say that the file itself cannot be read."""


def require_fixed_sqlite(version: str) -> None:
    """Refuse a SQLite that may corrupt a WAL file with two connections. Raises StoreError."""
    if tuple(int(part) for part in version.split(".")[:3]) < FIXED_SQLITE:
        raise StoreError("old_sqlite")


@contextmanager
def translated() -> Iterator[None]:
    """Turn the library's errors into StoreError, by reason only: its messages may quote values."""
    try:
        yield
    except apsw.Error as error:
        reason = next((reason for kind, reason in REASONS if isinstance(error, kind)), "broken")
        raise StoreError(reason) from error


@contextmanager
def writing(connection: apsw.Connection) -> Iterator[None]:
    """Run one transaction that holds the write lock from its start, so that reading first and writing later is safe."""
    with translated():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # After some errors (a full disk) SQLite has rolled back by itself.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def reading(connection: apsw.Connection) -> Iterator[None]:
    """Read everything inside from one moment of the file."""
    with translated():
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")


def rows(connection: apsw.Connection, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
    """Give all rows of a query, and leave no statement open: that would hold the journal back."""
    return connection.execute(sql, cast("Any", values)).fetchall()


def row(connection: apsw.Connection, sql: str, values: tuple[object, ...] = ()) -> tuple[Any, ...] | None:
    """Give the first row of a query, or None."""
    found = rows(connection, sql, values)
    return found[0] if found else None


def open_letters(path: Path) -> apsw.Connection:
    """Open `letters.db`: what is committed survives the plug, and what is deleted is overwritten. Raises StoreError."""
    with translated(), _alone(path):
        return _open(path, "letters", {"synchronous": ("FULL", 2), "secure_delete": ("ON", 1)})


def open_content(path: Path) -> apsw.Connection:
    """Open `content.db`, which may be thrown away: a damaged one is moved aside and begun anew. Raises StoreError."""
    with translated(), _alone(path):
        try:
            return _open(path, "content", {"synchronous": ("NORMAL", 1)}, examine=True)
        except DAMAGED:
            _move_aside(path)
            return _open(path, "content", {"synchronous": ("NORMAL", 1)})


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process at a time open a file: while one turns it to WAL or puts it aside, another would see damage."""
    try:
        with path.with_name(path.name + ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise StoreError(OS_REASONS.get(error.errno or 0, "broken")) from error


def _open(path: Path, schema: str, pragmas: dict[str, tuple[str, int]], *, examine: bool = False) -> apsw.Connection:
    """Open, set the pragmas and read them back, and bring the file to the newest form."""
    require_fixed_sqlite(apsw.sqlite_lib_version())
    connection = apsw.Connection(str(path))
    try:
        _prepare(connection, pragmas)
        migrate(connection, schema)
        if examine:
            _examine(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _examine(connection: apsw.Connection) -> None:
    """Read the whole file once: damage is better found now than under a visitor's finger."""
    if rows(connection, "PRAGMA quick_check(1)") != [("ok",)]:
        raise apsw.CorruptError


def _prepare(connection: apsw.Connection, pragmas: dict[str, tuple[str, int]]) -> None:
    """Set what every file has in common and what is its own; a pragma that did not take is a fault."""
    connection.set_busy_timeout(BUSY_MS)
    mode = connection.pragma("journal_mode")
    if mode != "wal":
        mode = connection.pragma("journal_mode", "WAL")
    wanted = {"foreign_keys": ("ON", 1)} | pragmas
    for name, (word, _) in wanted.items():
        connection.pragma(name, word)
    if mode != "wal" or any(connection.pragma(name) != value for name, (_, value) in wanted.items()):
        raise StoreError("broken")


def migrations(schema: str) -> tuple[str, ...]:
    """Give the SQL of every step of `schema`, the first one first."""
    folder = Path(__file__).resolve().parent / "migrations"
    names = sorted(item.name for item in folder.iterdir() if item.name.startswith(f"{schema}_") and item.name.endswith(".sql"))
    return tuple((folder / name).read_text("utf-8") for name in names)


def migrate(connection: apsw.Connection, schema: str, steps: tuple[str, ...] | None = None) -> None:
    """Bring a file to the newest form in one transaction. Raises StoreError `newer` for a file of a later program."""
    steps = migrations(schema) if steps is None else steps
    version = connection.pragma("user_version")
    if version == len(steps):
        return
    if version > len(steps):
        raise StoreError("newer")
    with writing(connection):
        # Another process may have been first while we waited for the lock.
        version = connection.pragma("user_version")
        for step in steps[version:]:
            connection.execute(step)
        connection.pragma("user_version", len(steps))


def _move_aside(path: Path) -> None:
    """Put a damaged file beside the new one, for whoever looks into it; its journal means nothing without it."""
    path.replace(path.with_name(path.name + ".broken"))
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
