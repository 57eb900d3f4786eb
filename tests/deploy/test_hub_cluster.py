"""The example configuration of the cluster: whole, for its owner only, and understood by the programs it is for."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

CLUSTER = Path(__file__).parents[2] / "deploy" / "hub" / "cluster"


def rendered(folder: Path, number: int, **values: str) -> subprocess.CompletedProcess[str]:
    """Fill in the example and write one machine's configuration."""
    lines = (CLUSTER / "cluster.env").read_text("utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    told |= {name: f"secret-{name}" for name in told if name.endswith("_PASSWORD")}
    (folder / "cluster.env").write_text("".join(f"{name}={value}\n" for name, value in (told | values).items()), "utf-8")
    words = [sys.executable, str(CLUSTER / "render.py"), str(folder / "cluster.env"), str(number), str(folder / "out")]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=30)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_machine_gets_its_own_configuration(tmp_path: Path, number: int) -> None:
    """Nothing is left to fill in, and nobody else may read the passwords."""
    assert rendered(tmp_path, number).returncode == 0

    files = {path.name: path for path in (tmp_path / "out").iterdir()}
    assert set(files) == {"etcd.env", "patroni.yml", "haproxy.cfg"}
    assert not [name for name, path in files.items() if "$" in path.read_text("utf-8")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}
    assert f"name: hub{number}\n" in files["patroni.yml"].read_text("utf-8")
    assert f'listen: "10.20.30.{number}:5432"' in files["patroni.yml"].read_text("utf-8")


def test_a_value_that_is_missing_is_named(tmp_path: Path) -> None:
    """No cluster with empty passwords."""
    done = rendered(tmp_path, 1, API_PASSWORD="")

    assert done.returncode != 0
    assert "API_PASSWORD" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", ["synchronous_mode: quorum", "synchronous_mode_strict: true", 'synchronous_commit: "on"'])
def test_commits_wait_for_a_second_machine(tmp_path: Path, words: str) -> None:
    """Without any of these a failover loses what was answered: tests/long/test_cluster_control.py shows how much."""
    rendered(tmp_path, 1)

    assert words in (tmp_path / "out" / "patroni.yml").read_text("utf-8")


@pytest.mark.skipif(shutil.which("haproxy") is None, reason="Debian's haproxy is not installed")
def test_haproxy_understands_its_configuration(tmp_path: Path) -> None:
    """On loopback: this machine has neither the example's certificate nor its user."""
    values = {"WEB_DOOR": "127.0.0.1:8443", "HAPROXY_USER": "root", "HAPROXY_GROUP": "root"}
    rendered(tmp_path, 2, **values)

    checked = subprocess.run(
        ["haproxy", "-c", "-f", str(tmp_path / "out" / "haproxy.cfg")], capture_output=True, text=True, check=False, timeout=30
    )

    assert checked.returncode == 0, checked.stderr
