"""How the devices of a kiosk are: each opened once, what was seen, what to do. For `kiosk devices status` and the doctor."""

from __future__ import annotations

import grp
import os
import pwd
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from devices.plugged import Kind, look
from kiosk.build_devices import printer_of
from kiosk.ports import DeviceError, Trouble
from kiosk.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from devices.plugged import Plugged

NONE = "none"

REMEDIES = {
    Trouble.GONE: "Not found: is it plugged in and switched on? `kiosk devices list` shows what is there",
    Trouble.PAPER_OUT: "Put in a new roll",
    Trouble.PAPER_LOW: "Have a new roll ready",
    Trouble.COVER_OPEN: "Close the cover until it clicks",
    Trouble.CUTTER: "Open the cover and take out the paper that is stuck",
    Trouble.OLD_SLIP: "It stopped within a slip, and the rest may still come out: see to paper and cover, and throw that slip away",
    Trouble.OFFLINE: "Switched off or paused: press its power button",
    Trouble.SILENT: "It does not answer: switch it off and on; one that never answers needs printer.status = false",
    Trouble.FORBIDDEN: "Put the user in the group that owns it, and log in anew",
    Trouble.HELD: "Another program has it. The running kiosk is one: stop it first, or read its staff screen",
    Trouble.UNKNOWN: "Nobody can tell how it is: `kiosk devices print-test`",
    Trouble.NOT_CONFIGURED: "Write its address in the settings: `kiosk devices list` shows it",
}
"""What to do, in words for a technician. What staff read on the glass stands in the catalogues."""


class DeviceState(Struct, frozen=True):
    """A device, its address, how it is (`well`, `note`, `bad`), why, what was seen, and what to do."""

    device: str
    address: str
    state: str
    trouble: str = ""
    seen: str = ""
    remedy: str = ""


def states(settings: Settings) -> Iterator[DeviceState]:
    """Open each device, ask how it is, and let go of it."""
    yield _state("printer", settings.printer.address, settings)
    yield _state("scanner", settings.scanner.address, settings)
    yield from typing_scanners(settings.scanner.address, look())


def _state(device: str, address: str, settings: Settings) -> DeviceState:
    """Look at one device."""
    if address == NONE:
        remedy = f"Set {device}.address when there is one: `kiosk devices list` shows what is plugged in"
        return DeviceState(device, address, "note", Trouble.NOT_CONFIGURED.value, "none configured", remedy)
    try:
        trouble = _printer_trouble(settings) if device == "printer" else _scanner_trouble(settings)
    except ValueError as error:
        return DeviceState(device, address, "bad", Trouble.NOT_CONFIGURED.value, str(error), f"Set {device}.address")
    if trouble is None:
        return DeviceState(device, address, "well", seen=address)
    state = "note" if trouble is Trouble.PAPER_LOW else "bad"
    return DeviceState(device, address, state, trouble.value, f"{address}: {trouble.value}", _remedy(trouble, address))


def _printer_trouble(settings: Settings) -> Trouble | None:
    """Open the printer and ask it."""
    printer = printer_of(settings)
    try:
        printer.open()
        return printer.trouble()
    except DeviceError as error:
        return Trouble(error.reason)
    finally:
        printer.close()


def _scanner_trouble(settings: Settings) -> Trouble | None:
    """Open the scanner."""
    from devices.scanner.addresses import scanner_at

    scanner = scanner_at(settings.scanner.address, settings.scanner.baud)
    try:
        scanner.open()
    except DeviceError as error:
        return Trouble(error.reason)
    finally:
        scanner.close()
    return None


def typing_scanners(address: str, plugged: Sequence[Plugged]) -> Iterator[DeviceState]:
    """Name scanners that type like a keyboard while the settings look for none: everything they scan would go to the glass."""
    if address.startswith("hid:"):
        return
    for found in plugged:
        if found.kind is Kind.KEYBOARD and found.scans:
            seen = f"{found.name} acts as a keyboard ({found.path})"
            remedy = f'Scan its set-up code for a serial port (USB-COM), or set scanner.address = "{found.address}"'
            yield DeviceState("scanner in keyboard mode", found.address, "bad", seen=seen, remedy=remedy)


def _remedy(trouble: Trouble, address: str) -> str:
    """What to do; where a group is missing, the command that gives it."""
    if trouble is Trouble.FORBIDDEN:
        group = _group_of(address)
        user = pwd.getpwuid(os.geteuid()).pw_name
        return f"As root: usermod -aG {group} {user}, then log in anew" if group else REMEDIES[trouble]
    return REMEDIES[trouble]


def _group_of(address: str) -> str:
    """Name the group that owns the device at an address; empty when there is none to name."""
    path = next((found.path for found in look() if found.address == address), address[max(0, address.find("/")) :])
    try:
        return grp.getgrgid(Path(path).stat().st_gid).gr_name
    except (OSError, KeyError):
        return ""
