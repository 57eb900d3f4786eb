"""`kiosk enrol`: makes this kiosk a device of a hub, with a code that staff made there."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.build_sync import machine
from kiosk.ports import UplinkError
from kiosk.settings import Settings, SettingsError, folder_of
from kiosk.store.enrolment import EnrolmentFile
from kiosk.sync.enrol import Enrolled, code_in, enrol
from kiosk.sync.keyring import Keyring
from kiosk.sync.line import HubLine

if TYPE_CHECKING:
    from pathlib import Path

REMEDIES = {
    "no_such_code": "The hub does not know this code, or it has expired: ask for another one",
    "code_used": "Another kiosk has used this code: ask for another one",
    "slow_down": "Too many wrong codes: wait a minute",
    "not_ours": "What answers there is no hub: check the address, and whether the network wants a log-in first",
    "not_https": "The hub's address begins with https://",
    "tls": "The hub's certificate is not trusted: check the clock",
    "unreachable": "The hub cannot be reached: check the network and the address, then give the same code again",
    "slow": "The hub did not answer in time: give the same code again",
}
"""What to do about each reason; the same code may always be given again, for only its first use counts."""


def run_enrol(settings: Settings, path: Path, *, code: str, hub: str) -> int:
    """Enrol, and say how it went; gives the exit status. An empty `code` is read from standard input."""
    address = hub or settings.hub.address
    if not address:
        raise SettingsError(path, "hub.address", "is empty", "Set it, or name the hub with --hub")
    typed = code_in(code or sys.stdin.readline())
    if not typed:
        return _trouble("A code has ten letters and digits, and neither vowels nor 0 and 1")
    data = folder_of(path, settings.data.folder)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    membership = EnrolmentFile(data)
    try:
        line = HubLine(base_url=address, keys=Keyring(membership), version=__version__)
        done = enrol(
            line=line, membership=membership, code=typed, app=__version__, machine=machine(), mint=lambda: secrets.token_hex(32)
        )
    except UplinkError as error:
        return _trouble(REMEDIES.get(error.reason, f"The hub says {error.reason}. Try again, then ask whoever runs the hub"))
    _tell(done, settings, path, address)
    return 0


def _tell(done: Enrolled, settings: Settings, path: Path, address: str) -> None:
    """Say what is true now, and what is left to do."""
    print(f"Enrolled at {done.library or address}.")  # noqa: T201 - the command line speaks
    if done.state == "waiting":
        print("Staff must approve this kiosk at the hub; until then sign-ups wait here.")  # noqa: T201
    if settings.hub.address != address:
        print(f'Write it into {path}:  [hub] address = "{address}"')  # noqa: T201
    if settings.hub.device:
        print(f"Take id, device and secret_file out of [hub] in {path}: they would be used instead.")  # noqa: T201


def _trouble(words: str) -> int:
    """Say what went wrong."""
    print(f"kiosk enrol: {words}", file=sys.stderr)  # noqa: T201
    return 1
