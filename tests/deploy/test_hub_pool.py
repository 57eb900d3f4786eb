"""The hub's sessions with PostgreSQL when all of them break at once, as in a failover."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
import requests

from tests.hub import pg
from tests.hub.served import PROJECT, free_port

pytestmark = [pg.needed, pg.once, pytest.mark.long]


@pytest.mark.timeout(200)
def test_sessions_that_broke_cost_no_request(tmp_path: Path) -> None:
    """Each is found dead before a request gets it."""
    with pg.server() as database:
        port = free_port()
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
        surroundings |= {"HUB_DATA": str(tmp_path / "hub"), "HUB_DATABASE_URL": database}
        command = [sys.executable, "-m", "hub", "serve", "--port", str(port)]
        running = subprocess.Popen(
            command, cwd=PROJECT, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            _wait(f"http://127.0.0.1:{port}")
            with psycopg.connect(database, autocommit=True) as technician:
                ended = technician.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'hub' AND pid <> pg_backend_pid()"
                ).fetchall()
            found = [requests.get(f"http://127.0.0.1:{port}/v1/health", timeout=10).status_code for _ in range(20)]
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()

    assert ended
    assert found == [200] * 20


def _wait(address: str) -> None:
    """Wait for an answer of the hub."""
    pause = threading.Event()
    for _ in range(600):
        try:
            if requests.get(f"{address}/v1/health", timeout=2).json().get("ok"):
                return
        except (requests.RequestException, ValueError):
            pass
        pause.wait(0.1)
    raise AssertionError("no hub")
