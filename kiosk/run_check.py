"""`kiosk check`: everything about a settings file that can be known without the kiosk it is for."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.build import ASSETS
from kiosk.settings import Settings, SettingsError, folder_of, read
from kiosk.words.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

SEAL_BYTES = 32


def run_check(path: Path) -> int:
    """Say that a file is good. Raises SettingsError that names what is not, and what to do."""
    settings = read(path)
    for where, what, remedy in _faults(settings, path):
        raise SettingsError(path, where, what, remedy)
    print(f"{path}: good. {settings.branch.name}, {len(settings.sources)} sources")  # noqa: T201 - the command line speaks
    return 0


def _faults(settings: Settings, path: Path) -> Iterator[tuple[str, str, str]]:
    """What is wrong: key, what, remedy."""
    known = list(Catalogue.load(ASSETS / "words").spoken)
    strange = [tag for tag in settings.languages.offered if tag not in known]
    if strange:
        yield "languages.offered", f"there are no words in {', '.join(strange)}", f"Choose among {', '.join(known)}"
    yield from _device_faults(settings)
    if settings.seal.public and not _is_key(settings.seal.public):
        yield "seal.public", "is no key of 32 bytes in base64", "Copy it from the hub"
    secret = settings.hub.secret_file
    if secret and not folder_of(path, secret).is_file():
        yield "hub.secret_file", "there is no such file", "Enrol the kiosk at the hub"


def _device_faults(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Addresses nobody knows. Nothing is opened."""
    from devices.catalogue import printer_at, scanner_at

    fonts = Path(settings.fonts.folder)
    printer, scanner = settings.printer, settings.scanner
    try:
        if printer.address != "none":
            printer_at(printer.address, profile=printer.profile, font_folder=fonts, status=printer.status)
    except ValueError as error:
        yield "printer.address", str(error), "docs/devices.md lists the addresses"
    try:
        if scanner.address != "none":
            scanner_at(scanner.address, scanner.baud)
    except ValueError as error:
        yield "scanner.address", str(error), "docs/devices.md lists the addresses"


def _is_key(text: str) -> bool:
    """Whether a text is 32 bytes in base64."""
    try:
        return len(base64.b64decode(text, validate=True)) == SEAL_BYTES
    except (binascii.Error, ValueError):
        return False
