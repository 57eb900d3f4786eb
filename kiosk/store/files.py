"""Small files that are replaced whole, survive the plug, and that nobody else may read."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.ports import StoreError
from kiosk.store.db import OS_REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def told_as_ours() -> Iterator[None]:
    """Turn the system's errors into StoreError, by reason only."""
    try:
        yield
    except OSError as error:
        raise StoreError(OS_REASONS.get(error.errno or 0, "broken")) from error


def replace_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace a file whole, mode 600; `durable` = it is on the disk when this returns. Raises OSError."""
    beside = path.with_name(path.name + ".part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    beside.replace(path)
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk: a renamed file may else be gone after the plug was pulled."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
