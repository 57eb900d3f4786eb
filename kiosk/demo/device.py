"""The demo's kiosk as a device of its hub: enrolled with a one-time code, as any kiosk is, and begun afresh at another hub."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.build_sync import machine
from kiosk.store.enrolment import EnrolmentFile
from kiosk.sync.enrol import enrol
from kiosk.sync.keyring import Keyring
from kiosk.sync.line import HubLine

if TYPE_CHECKING:
    from pathlib import Path

OF_ONE_HUB = ("letters.db", "letters.db-wal", "letters.db-shm", "content.db", "content.db-wal", "content.db-shm", "enrolment.json")
"""What in the data folder means something to one hub only: letters are sealed to its key, and known to it by their ids."""


def hub_of(data: Path) -> str:
    """Name the hub this kiosk is a device of; empty for none. Raises StoreError."""
    return EnrolmentFile(data).read().hub


def make_device(data: Path, address: str, code: str) -> str:
    """Enrol; give the library's name. Raises UplinkError and StoreError."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    membership = EnrolmentFile(data)
    line = HubLine(base_url=address, keys=Keyring(membership), version=__version__)
    done = enrol(
        line=line, membership=membership, code=code, app=__version__, machine=machine(), mint=lambda: secrets.token_hex(32)
    )
    return done.library


def start_over(data: Path) -> None:
    """Forget the last hub, and what was on its way there. Nothing may have these files open."""
    for name in OF_ONE_HUB:
        (data / name).unlink(missing_ok=True)
