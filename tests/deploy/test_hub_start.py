"""How the hub starts in service: under its own address, and never with keys that are not the ones kiosks seal with."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.hub.served import PROJECT, free_port


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the hub that ends by itself."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
    command = [sys.executable, "-m", "hub", "--data", str(data), *words]
    return subprocess.run(command, cwd=PROJECT, env=surroundings, capture_output=True, text=True, timeout=90, check=False)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """Give the data folder of a hub with a branch."""
    assert run(tmp_path / "first", "setup").returncode == 0
    assert run(tmp_path / "first", "library", "vejgaard", "Vejgaard").returncode == 0
    return tmp_path / "first"


def test_a_second_machine_with_keys_of_its_own_does_not_serve(hub: Path, tmp_path: Path) -> None:
    """Kiosks would close boxes that the other machine cannot open, and be refused what they closed before."""
    second = tmp_path / "second"
    assert run(second, "setup").returncode == 0
    shutil.copy(hub / "hub.db", second / "hub.db")

    refused = run(second, "serve", "--port", str(free_port()))

    assert refused.returncode == 1
    assert "does not hold the s1" in refused.stdout


def test_a_machine_that_lacks_the_newest_key_does_not_serve(hub: Path, tmp_path: Path) -> None:
    """A new seal was made on one machine, and nobody carried it to the other."""
    second = tmp_path / "second"
    shutil.copytree(hub, second)
    assert run(hub, "new-seal").returncode == 0
    shutil.copy(hub / "hub.db", second / "hub.db")

    assert "does not hold the s2" in run(second, "serve", "--port", str(free_port())).stdout


@pytest.mark.parametrize(
    ("told", "said"), [('address = "https://hub.example.dk"', "https://hub.example.dk/office/"), ("", ":{port}/office/")]
)
def test_the_address_in_the_file_holds_while_serving(hub: Path, told: str, said: str) -> None:
    """It decides about cookies and names: where the server listens is another thing, and counts only where no address is told."""
    (hub / "hub.toml").write_text(told, "utf-8")
    port = free_port()
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
    command = [sys.executable, "-m", "hub", "--data", str(hub), "serve", "--port", str(port)]
    running = subprocess.Popen(
        command, cwd=PROJECT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )
    watch = threading.Timer(60, lambda: os.killpg(running.pid, signal.SIGKILL))
    watch.start()
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
    finally:
        watch.cancel()
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()

    assert said.format(port=port) in line
