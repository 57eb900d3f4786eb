"""The programs a cluster is made of: Debian's own, found, or installed without one of them being started."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PACKAGES = ("etcd-server", "haproxy", "postgresql", "python3-venv")
SERVICES = {"etcd-server": "etcd", "haproxy": "haproxy", "postgresql": "postgresql"}
LOCK = Path(__file__).resolve().parents[3] / "deploy" / "hub" / "cluster" / "patroni.lock"
NO_STARTING = Path("/usr/sbin/policy-rc.d")


def missing() -> list[str]:
    """List the packages that are not there."""
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"], capture_output=True, text=True, check=True
    )
    there = {line.split()[0] for line in asked.stdout.splitlines() if line.endswith(" installed")}
    return [package for package in PACKAGES if package not in there]


@functools.cache
def needed() -> Path:
    """Give the folder of PostgreSQL's programs; install what is missing where we may, else skip the test."""
    if shutil.which("dpkg-query") is None:
        pytest.skip("the cluster is built of Debian's packages, and this is not Debian")
    lacking = missing()
    if lacking:
        _install(lacking)
    if os.geteuid() != 0:
        return _binaries()
    # PostgreSQL refuses root: everything of the cluster runs as Debian's user for it.
    return _binaries() if shutil.which("setpriv") else pytest.skip("setpriv is missing, and PostgreSQL refuses root")


@functools.cache
def patroni() -> Path:
    """Give the Patroni of the lock, as the page says to install it, in a folder that is gone afterwards. Skip where pip cannot."""
    folder = Path(tempfile.mkdtemp(prefix="hub-patroni-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    # Not ours, which may lie where that user cannot look.
    subprocess.run(["/usr/bin/python3", "-m", "venv", folder], check=True, timeout=120)
    install = [str(folder / "bin" / "pip"), "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
    done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode != 0:
        pytest.skip(f"the cluster needs Patroni, and pip could not fetch it: {done.stderr.strip()[-300:]}")
    return folder / "bin" / "patroni"


def _binaries() -> Path:
    """Give the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1]


def _install(lacking: list[str]) -> None:
    """Let apt-get install; skip the test with a reason where it cannot."""
    words = f"the cluster needs Debian's {' '.join(lacking)}"
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and subprocess.run([*as_root, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip(f"{words}; only root may install them")
    with _nothing_starts(as_root):
        apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
        install = [*apt, "install", "-y", "--no-install-recommends", *lacking]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            subprocess.run([*apt, "update"], capture_output=True, check=False)
            done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"{words}; apt-get says: {done.stderr.strip()[-300:]}")
    for package in lacking:
        if package in SERVICES and shutil.which("systemctl"):
            # Not at the next start of the machine either: nobody asked for these servers here.
            subprocess.run([*as_root, "systemctl", "disable", SERVICES[package]], capture_output=True, check=False)


@contextmanager
def _nothing_starts(as_root: list[str]) -> Iterator[None]:
    """Let no package start its server while it is installed. A rule that is there already stays as it is."""
    if NO_STARTING.exists():
        yield
        return
    script = "#!/bin/sh\nexit 101\n"
    subprocess.run([*as_root, "tee", str(NO_STARTING)], input=script, text=True, stdout=subprocess.DEVNULL, check=True)
    subprocess.run([*as_root, "chmod", "755", str(NO_STARTING)], check=True)
    try:
        yield
    finally:
        subprocess.run([*as_root, "rm", "-f", str(NO_STARTING)], check=True)


def as_servant(*words: str | Path) -> list[str]:
    """Run a program as a user that PostgreSQL accepts; the process that is started becomes it."""
    command = [str(word) for word in words]
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command] if os.geteuid() == 0 else command


def servant() -> tuple[str, str]:
    """Give that user's name and group."""
    import grp
    import pwd

    if os.geteuid() == 0:
        return "postgres", "postgres"
    return pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
