"""A PostgreSQL of our own: Debian's program, on a socket in a folder of ours, gone when the test is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest

PROJECT = Path(__file__).resolve().parents[2]
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))

needed = pytest.mark.skipif(not BINARIES, reason="Debian's postgresql is not installed")
once = pytest.mark.skipif(bool(os.environ.get("HUB_DATABASE_URL")), reason="this run is the one on PostgreSQL")


def _as_postgres(*words: str | Path) -> list[str]:
    """Run a program as a user PostgreSQL accepts: it refuses root."""
    command = [str(word) for word in words]
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command] if os.geteuid() == 0 else command


def _run(*words: str | Path) -> None:
    """Run one of PostgreSQL's programs."""
    quiet = subprocess.DEVNULL
    subprocess.run(_as_postgres(*words), stdout=quiet, stderr=quiet, cwd="/", check=True, timeout=60)


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its address. Power is not cut in these tests: no fsync."""
    folder = Path(tempfile.mkdtemp(prefix="hub-pg-"))
    binary, data = BINARIES[-1].parent, folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        _run(binary / "initdb", "-D", data, "-U", "hub", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
        _run(binary / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        _run(binary / "createdb", "-h", folder, "-U", "hub", "hub")
        yield f"postgresql://hub@{quote(str(folder), safe='')}/hub"
    finally:
        subprocess.run(
            _as_postgres(binary / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"), capture_output=True, cwd="/", check=False
        )
        shutil.rmtree(folder, ignore_errors=True)


def folder_of(address: str) -> Path:
    """Give the folder of such a server."""
    return Path(unquote(urlsplit(address).netloc.rpartition("@")[2]))


def empty(address: str) -> None:
    """Drop the database of such a server, whoever is connected, and make it anew."""
    folder = folder_of(address)
    _run(BINARIES[-1].parent / "dropdb", "--force", "-h", folder, "-U", "hub", "hub")
    _run(BINARIES[-1].parent / "createdb", "-h", folder, "-U", "hub", "hub")


def run_tests(address: str, names: list[str], racers: int, only: str = "") -> subprocess.CompletedProcess[str]:
    """Run some of these tests on that server; `only` those whose names hold one of these words."""
    paths = [str(PROJECT / "tests" / "hub" / name) for name in names]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--tb=short",
        "--no-header",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        "-p",
        "no:xdist",
    ]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    surroundings |= {"HUB_DATABASE_URL": address, "HUB_RACERS": str(racers)}
    return subprocess.run(
        [*command, *(["-k", only] if only else []), *paths],
        cwd=PROJECT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
