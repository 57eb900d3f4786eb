"""Three machines on loopback, each with etcd and Patroni with PostgreSQL, and HAProxy: configured from deploy/hub/cluster."""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Self

import requests

from tests.hub.served import PROJECT
from tests.long.cluster.processes import family, quiet_ports, send, start, title, wait_for
from tests.long.cluster.programs import needed, patroni, servant

TEMPLATES = PROJECT / "deploy" / "hub" / "cluster"
NUMBERS = (1, 2, 3)
PATIENCE_S = 180.0


class Machine:
    """One machine: its folder, its addresses, its processes."""

    def __init__(self, number: int, folder: Path, values: dict[str, str]) -> None:
        self.number, self.folder = number, folder
        self.name, self.api, self.pg = (values[f"{word}{number}"] for word in ("NODE", "API", "PG"))
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start what a machine starts when it is switched on."""
        words = (self.folder / "etcd.env").read_text("utf-8").splitlines()
        etcd = dict(line.split("=", 1) for line in words if line.startswith("ETCD_"))
        self._running = [
            start("/usr/bin/etcd", log=self.folder / "etcd.log", surroundings=etcd),
            start(patroni(), self.folder / "patroni.yml", log=self.folder / "patroni.log"),
        ]

    @property
    def postmaster(self) -> int:
        """The first process of PostgreSQL; 0 when there is none."""
        try:
            pid = int((self.folder / "data" / "postmaster.pid").read_text("utf-8").split()[0])
        except (OSError, IndexError):
            return 0
        return pid if "postgres" in title(pid) else 0

    def postgres(self) -> list[int]:
        """All processes of PostgreSQL, children first."""
        return family(self.postmaster) if self.postmaster else []

    def everything(self) -> list[int]:
        """All processes of the machine: Patroni's first, so that it does not see the others go."""
        etcd, patroni = self._running
        return [*family(patroni.pid), *self.postgres(), *family(etcd.pid)]

    def backends(self, words: str) -> list[int]:
        """PostgreSQL's processes that call themselves so: `walsender`, `walreceiver`."""
        return [pid for pid in self.postgres() if words in title(pid)]

    def kill(self) -> None:
        """Cut the power, as far as processes go."""
        send(self.everything() if self._running else [], signal.SIGKILL)
        for each in self._running:
            each.wait()
        self._running = []

    def says(self) -> dict[str, Any]:
        """Ask Patroni for its view of the cluster; empty when it does not answer."""
        try:
            told: dict[str, Any] = requests.get(f"http://{self.api}/cluster", timeout=2).json()
        except (requests.RequestException, ValueError):
            return {}
        return told

    def leads(self) -> bool:
        """Whether HAProxy would send the hub here."""
        try:
            return requests.options(f"http://{self.api}/primary", timeout=2).status_code == 200
        except requests.RequestException:
            return False


class Cluster:
    """The three of them, and HAProxy before them."""

    def __init__(self) -> None:
        self._bin = needed()
        self.folder = Path(tempfile.mkdtemp(prefix="hub-cluster-"))
        self.values = self._values()
        self.machines = [Machine(number, self.folder / str(number), self.values) for number in NUMBERS]
        self._haproxy: subprocess.Popen[bytes] | None = None

    def _values(self) -> dict[str, str]:
        """Fill in the technician's file: other addresses and folders, the same everything else."""
        lines = (TEMPLATES / "cluster.env").read_text("utf-8").splitlines()
        values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        (user, group), ports = servant(), quiet_ports()
        for name in values:
            if name.rstrip("123") in {"ETCD", "PEER", "API", "PG", "HUB"} or name.endswith("_DOOR"):
                values[name] = f"127.0.0.1:{next(ports)}"
            elif name.endswith("_PASSWORD"):
                values[name] = secrets.token_hex(24)
        return values | {
            "NETWORK": "127.0.0.1/32",
            "HAPROXY_USER": user,
            "HAPROXY_GROUP": group,
            "PG_BIN": str(self._bin),
            "WATCHDOG": "off",
        }

    def _render(self, machine: Machine) -> None:
        """Write a machine's configuration with the technician's own program."""
        folder = machine.folder
        places = {"ETCD_DATA": "etcd", "PG_DATA": "data", "PG_SOCKETS": "", "PGPASS": "pgpass"}
        values = self.values | {name: str(folder / place) for name, place in places.items()}
        told = self.folder / f"cluster{machine.number}.env"
        told.write_text("".join(f"{name}={value}\n" for name, value in values.items()), "utf-8")
        subprocess.run([sys.executable, TEMPLATES / "render.py", told, str(machine.number), folder], check=True, timeout=20)

    def __enter__(self) -> Self:
        for machine in self.machines:
            self._render(machine)
        user, group = servant()
        for path in (self.folder, *self.folder.rglob("*")):
            shutil.chown(path, user, group)
        try:
            for machine in self.machines:
                machine.start()
            self._haproxy = start("/usr/sbin/haproxy", "-f", self.folder / "1" / "haproxy.cfg", log=self.folder / "haproxy.log")
            self.wait_whole()
            self._make_database()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for machine in self.machines:
            machine.kill()
        if self._haproxy is not None:
            send(family(self._haproxy.pid), signal.SIGKILL)
            self._haproxy.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def leader(self) -> Machine:
        """Give the machine that has the say. Raises AssertionError when there is none in time."""
        wait_for("a leader", lambda: any(machine.leads() for machine in self.machines), PATIENCE_S)
        return next(machine for machine in self.machines if machine.leads())

    def standbys(self) -> list[Machine]:
        """Give the two others."""
        leader = self.leader()
        return [machine for machine in self.machines if machine is not leader]

    def wait_whole(self, *, synchronous: bool = True) -> float:
        """Wait for one leader and two standbys that follow it and count for its commits; give how long that took."""
        return wait_for("a whole cluster", lambda: any(_whole(each.says(), synchronous) for each in self.machines), PATIENCE_S)

    def set(self, **words: Any) -> None:
        """Change what Patroni keeps for all of them, as `patronictl edit-config` does."""
        leader = self.leader()
        signed = ("patroni", self.values["API_PASSWORD"])
        requests.patch(f"http://{leader.api}/config", json=words, auth=signed, timeout=10).raise_for_status()

    def address(self, user: str = "hub", database: str = "hub") -> str:
        """Give the way to the leader, through HAProxy."""
        return f"postgresql://{user}:{self.values['POSTGRES_PASSWORD']}@{self.values['DATABASE_DOOR']}/{database}"

    def _make_database(self) -> None:
        """Make the hub's user and database, as the page says."""
        import psycopg
        from psycopg import sql

        wait_for("HAProxy's way to the leader", self._reachable, PATIENCE_S)
        with psycopg.connect(self.address("postgres", "postgres"), autocommit=True) as connection:
            word = sql.Literal(self.values["POSTGRES_PASSWORD"])
            connection.execute(sql.SQL("CREATE ROLE hub LOGIN PASSWORD {}").format(word))
            connection.execute("CREATE DATABASE hub OWNER hub")

    def _reachable(self) -> bool:
        """Whether HAProxy leads to a server that takes writes."""
        import psycopg

        try:
            with psycopg.connect(self.address("postgres", "postgres"), connect_timeout=3) as connection:
                return connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        except psycopg.OperationalError:
            return False


def _whole(told: dict[str, Any], synchronous: bool) -> bool:
    """Whether Patroni's view names a leader and two standbys on its timeline, at work."""
    members = told.get("members", [])
    at_work = [each for each in members if each.get("state") in {"running", "streaming"}]
    roles = sorted(each.get("role", "") for each in at_work)
    timelines = {each.get("timeline") for each in at_work}
    wanted = ["leader", "quorum_standby", "quorum_standby"] if synchronous else ["leader", "replica", "replica"]
    return roles == wanted and len(timelines) == 1
