"""`kiosk pin`: sets the staff PIN, read from standard input so that it stands in no list of processes and no history."""

from __future__ import annotations

import getpass
import sys
import time
from typing import TYPE_CHECKING

from kiosk.runtime.staff import PinFile
from kiosk.settings import folder_of

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.settings import Settings


def set_pin(settings: Settings, path: Path) -> int:
    """Read a PIN and store its hash; 2 when it will not do."""
    pin = getpass.getpass("New staff PIN (at least six digits): ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    folder = folder_of(path, settings.data.folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        PinFile(folder, time.monotonic).set(pin)
    except ValueError as error:
        print(f"kiosk pin: {error}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return 2
    print("The PIN is set.")  # noqa: T201
    return 0
