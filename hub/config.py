"""Where the hub keeps its things and how it is reached: the environment, and hub.toml in the data folder."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from hub.sources.fbi_settings import FbiSettings

ROOT = Path(__file__).resolve().parent.parent


class HubFile(Struct, frozen=True, forbid_unknown_fields=True):
    """What `hub.toml` may say; every key may be left out.

    `address` = how kiosks and phones reach the hub; `hosts` = further names it answers to; `behind_proxy` = a proxy in front says
    who asks (`X-Forwarded-For`, `X-Forwarded-Proto`); `database` = a PostgreSQL address, empty = SQLite in the data folder;
    `second_step` = the roles that must log in by an authenticator too, `["*"]` = all of them;
    `fbi` = a table: who we are at the national catalogue.
    """

    address: str = ""
    hosts: tuple[str, ...] = ()
    behind_proxy: bool = False
    database: str = ""
    second_step: tuple[str, ...] = ()
    fbi: FbiSettings = FbiSettings()


class HubConfig(Struct, frozen=True):
    """What the hub runs with."""

    data: Path
    address: str
    hosts: tuple[str, ...]
    behind_proxy: bool
    database: str
    second_step: tuple[str, ...] = ()
    fbi: FbiSettings = FbiSettings()

    @property
    def secure(self) -> bool:
        """Whether people reach the hub by HTTPS, so that cookies may demand it."""
        return self.address.startswith("https://")

    def __repr__(self) -> str:
        """Leave out the database's address, which may hold a password."""
        return f"HubConfig({self.data})"


def read_config() -> HubConfig:
    """Read the environment (`HUB_DATA`, `HUB_DATABASE_URL`, `HUB_ADDRESS`, `HUB_FBI_SECRET`) and `hub.toml`; the environment wins.

    Where neither names an address it is `HUB_SERVED_AT`, by which `serve` says where it listens. Makes the data folder, for its
    owner only. Raises msgspec.DecodeError with the key at fault.
    """
    data = Path(os.environ.get("HUB_DATA") or ROOT / "var" / "hub").resolve()
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    (data / "static").mkdir(exist_ok=True)
    told = _read_file(data / "hub.toml")
    address = (os.environ.get("HUB_ADDRESS") or told.address or os.environ.get("HUB_SERVED_AT") or "http://127.0.0.1:8642").rstrip(
        "/"
    )
    host = urlsplit(address).hostname or "127.0.0.1"
    return HubConfig(
        data=data,
        address=address,
        hosts=tuple(dict.fromkeys((host, *told.hosts, "127.0.0.1", "localhost"))),
        behind_proxy=told.behind_proxy,
        database=os.environ.get("HUB_DATABASE_URL") or told.database,
        second_step=told.second_step,
        fbi=replace(told.fbi, client_secret=os.environ.get("HUB_FBI_SECRET") or told.fbi.client_secret),
    )


def _read_file(path: Path) -> HubFile:
    """Read `hub.toml` where there is one."""
    return msgspec.toml.decode(path.read_bytes(), type=HubFile) if path.exists() else HubFile()


def database(config: HubConfig) -> dict[str, object]:
    """Give Django's words for the database."""
    if not config.database:
        return _sqlite(config.data / "hub.db")
    parts = urlsplit(config.database)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("HUB_DATABASE_URL must begin with postgresql://")
    return _postgresql(
        parts.path.lstrip("/"), parts.username or "", parts.password or "", unquote(parts.hostname or ""), parts.port
    )


def _sqlite(path: Path) -> dict[str, object]:
    """One file: write-ahead log, every commit on the disk, writers in line from their first statement."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def _postgresql(name: str, user: str, secret: str, host: str, port: int | None) -> dict[str, object]:
    """PostgreSQL, by a pool that gives up in seconds rather than minutes."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": secret,
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 0,
        # After a failover every session in the pool is dead: that must not cost a kiosk its request for each of them.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 2, "max_size": 8, "timeout": 5},
            "connect_timeout": 2,
            "keepalives_idle": 2,
            "keepalives_interval": 1,
            "keepalives_count": 2,
            "tcp_user_timeout": 4000,
            "target_session_attrs": "read-write",
            "options": "-c synchronous_commit=on",
        },
    }
