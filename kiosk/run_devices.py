"""`kiosk devices`: what is plugged in, what the scanner reads, whether the printer prints, and how both are."""

from __future__ import annotations

import queue
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from devices.plugged import Kind, look
from kiosk.build import ASSETS
from kiosk.build_devices import printer_of, scan_rules
from kiosk.house import house_of
from kiosk.look_devices import NONE, REMEDIES, states
from kiosk.nouns import DANISH, Health, Lost, Well
from kiosk.ports import DeviceError, Proof, Trouble
from kiosk.programme import Programme
from kiosk.rooms.staff.slip import trial_slip
from kiosk.settings import folder_of
from kiosk.words.catalogue import Catalogue

if TYPE_CHECKING:
    from devices.plugged import Plugged
    from kiosk.codes import Code
    from kiosk.settings import Settings

TICK_S = 0.25
"""How often a command looks whether it has been told to end."""

WHAT = {Kind.SERIAL: "scanner or printer", Kind.PRINTER: "printer", Kind.KEYBOARD: "keyboard, or a scanner that acts as one"}


def list_devices(*, as_json: bool) -> int:
    """Print what is plugged in, with the address for the settings."""
    plugged = look()
    if as_json:
        rows = [{"address": each.address, "scans": each.scans, **msgspec.to_builtins(each)} for each in plugged]
        print(msgspec.json.encode(rows).decode())  # noqa: T201 - asked for
        return 0
    for each in plugged:
        print(_line(each))  # noqa: T201
    if not plugged:
        print("Nothing is plugged in that the kiosk could use. Printers on the network are not looked for: tcp://HOST")  # noqa: T201
    return 0


def _line(plugged: Plugged) -> str:
    """`usb:0c2e:0b61   scanner   Honeywell 1900   /dev/ttyACM0`."""
    what = "scanner that acts as a keyboard" if plugged.scans and plugged.kind is Kind.KEYBOARD else WHAT[plugged.kind]
    return f'address = "{plugged.address}"\n    {what}: {plugged.name or "no name"} ({plugged.path})'


def print_states(settings: Settings, *, as_json: bool) -> int:
    """Print how each device is, and what to do; 0 when none is bad."""
    found = list(states(settings))
    if as_json:
        print(msgspec.json.encode(found).decode())  # noqa: T201 - asked for
    else:
        for each in found:
            print(f"{each.state:<5} {each.device}: {each.seen}" + (f"\n      {each.remedy}" if each.remedy else ""))  # noqa: T201
    return 1 if any(each.state == "bad" for each in found) else 0


def print_test(settings: Settings, path: Path) -> int:
    """Print the test slip that staff print on the glass; 0 when it came out, 1 with the reason when it did not."""
    ours = settings.printer
    if ours.address == NONE:
        return _said("printer", Trouble.NOT_CONFIGURED)
    house = house_of(settings, folder_of(path, settings.data.folder), Programme())
    slip = trial_slip(house, Catalogue.load(ASSETS / "words").words(house.languages[0] if house.languages else DANISH))
    try:
        printer = printer_of(settings)
    except ValueError as error:
        print(f"printer: {error}")  # noqa: T201
        return 1
    try:
        printer.open()
        proof = printer.print_slip(slip)
    except DeviceError as error:
        return _said("printer", Trouble(error.reason))
    finally:
        printer.close()
    came = (
        "The test slip came out."
        if proof is Proof.CONFIRMED
        else "The test slip was sent; this printer cannot say whether it came out."
    )
    print(f"{came} Compare it with docs/devices.md.")  # noqa: T201
    return 0


def _said(device: str, trouble: Trouble) -> int:
    """Say what is wrong and what to do."""
    print(f"{device}: {trouble.value}. {REMEDIES[trouble]}")  # noqa: T201
    return 1


def listen(settings: Settings, *, count: int) -> int:
    """Print the class and the length of each scan, never what it held, until interrupted or for `count` scans (0 = no end)."""
    from devices.scanner.addresses import scanner_at
    from devices.scanner_keeper import ScannerKeeper

    ours = settings.scanner
    if ours.address == NONE:
        return _said("scanner", Trouble.NOT_CONFIGURED)
    heard: queue.SimpleQueue[Code | Health] = queue.SimpleQueue()
    try:
        scanner = scanner_at(ours.address, ours.baud, ours.frame_timeout_ms / 1000)
    except ValueError as error:
        print(f"scanner: {error}")  # noqa: T201
        return 1
    keeper = ScannerKeeper(
        scanner=scanner,
        on_code=heard.put,
        on_health=heard.put,
        rules=scan_rules(settings),
    )
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    keeper.start()
    try:
        return _print_scans(heard, stopping, count)
    finally:
        keeper.stop()


def _print_scans(heard: queue.SimpleQueue[Code | Health], stopping: threading.Event, count: int) -> int:
    """Print what comes until told to stop."""
    left = count or -1
    while left and not stopping.is_set():
        try:
            news = heard.get(timeout=TICK_S)
        except queue.Empty:
            continue
        print(said_of(news), flush=True)  # noqa: T201
        left -= 0 if isinstance(news, Health) else 1
    return 0


def said_of(news: Code | Health) -> str:
    """A scan as its class and length, health as itself. What a code holds is nobody's business, and ten digits nobody's number."""
    match news:
        case Lost(why):
            return f"scanner lost: {why}. {REMEDIES[Trouble(why)]}"
        case Well():
            return "scanner ready"
        case _:
            sizes = [held if isinstance(held, int) else len(held) for held in msgspec.structs.astuple(news)]
            return ", ".join((type(news).__name__, *(f"{size} characters" for size in sizes)))
