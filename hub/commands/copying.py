"""Backups: the database as one consistent file, and the keys without which nothing sealed can be opened."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from hub.config import ROOT, read_config

__all__ = ["ROOT", "copy_out", "put_back"]


def copy_out(folder: Path) -> None:
    """Copy into a new folder, for its owner only. Raises FileExistsError."""
    config = read_config()
    folder.mkdir(mode=0o700, parents=True)
    shutil.copytree(config.data / "keys", folder / "keys")
    if (config.data / "hub.toml").exists():
        shutil.copy2(config.data / "hub.toml", folder)
    if config.database:
        _dump(config.database, folder / "hub.dump")
    else:
        with closing(sqlite3.connect(config.data / "hub.db")) as live, closing(sqlite3.connect(folder / "hub.db")) as copy:
            live.backup(copy)


def put_back(folder: Path) -> None:
    """Copy a backup into the data folder. Raises FileExistsError when a hub is there already."""
    config = read_config()
    if (config.data / "hub.db").exists() or (config.data / "keys").exists():
        raise FileExistsError(f"{config.data} holds a hub already: move it away first")
    shutil.copytree(folder / "keys", config.data / "keys")
    if (folder / "hub.toml").exists():
        shutil.copy2(folder / "hub.toml", config.data)
    if (folder / "hub.dump").exists():
        _load(read_config().database, folder / "hub.dump")
    else:
        shutil.copy2(folder / "hub.db", config.data / "hub.db")


def _dump(database: str, file: Path) -> None:
    """Let PostgreSQL's own program copy the database."""
    subprocess.run(["pg_dump", "--format=custom", f"--file={file}", database], check=True)  # noqa: S603, S607 - the system's own


def _load(database: str, file: Path) -> None:
    """Let PostgreSQL's own program put it back, into an empty database."""
    words = ["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={database}", str(file)]
    subprocess.run(words, check=True)  # noqa: S603 - the system's own
