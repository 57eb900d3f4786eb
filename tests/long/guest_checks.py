"""What is looked at inside the guest: our drivers on the kernel's real ones. Run by tests/long/guest.py, never by pytest.

Each `check_...` is one sentence that is true or not. Its name and what was wrong (empty = nothing) go to the file that is named.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import termios
import traceback
import tty
from pathlib import Path
from typing import TYPE_CHECKING

from devices.plugged import Kind, look
from devices.scanner.addresses import scanner_at
from devices.scanner.rules import ScanRules
from devices.scanner_keeper import ScannerKeeper
from kiosk.codes import BookCode, PersonalCode, SlipCode
from kiosk.nouns import Lost, SlipToken, Well
from kiosk.ports import DeviceError
from tests.long import guest_printing
from tests.long.gadgets import KEYBOARD_REPORT, Gadget, typed, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOK, OTHER = "9788702269161", "9788772880044"
TOKEN = "BCDFGHJKMNPQ2345"
HOST = "hub.example.dk"
PAUSES = (0.1, 0.2)
QUIET_S = 0.5

SERIAL = Gadget("Pretend Barcode Scanner", port=0, product=0x0001, function="acm.0")
TYPING = Gadget(
    "Pretend Typing Scanner",
    port=1,
    product=0x0002,
    function="hid.0",
    traits={"protocol": b"1", "subclass": b"1", "report_length": b"8", "report_desc": KEYBOARD_REPORT},
)


def send(text: str) -> None:
    """Let the serial scanner send bytes."""
    line = os.open("/dev/ttyGS0", os.O_RDWR | os.O_NOCTTY)
    tty.setraw(line)
    os.write(line, text.encode())
    os.close(line)


def press(text: str) -> None:
    """Let the typing scanner type."""
    wait_until(Path("/dev/hidg0").exists, "the keyboard's own end")
    end = os.open("/dev/hidg0", os.O_RDWR)
    for report in typed(text):
        os.write(end, report)
    os.close(end)


@contextlib.contextmanager
def plugged(gadget: Gadget, kind: Kind, usb: str) -> Iterator[str]:
    """Put a gadget in, give the path that the kernel gave it, and pull it out."""
    gadget.plug()
    try:
        wait_until(lambda: any(each.kind is kind and each.usb == usb and Path(each.path).exists() for each in look()), usb)
        yield next(each.path for each in look() if each.kind is kind and each.usb == usb)
    finally:
        gadget.unplug()
        wait_until(lambda: not any(each.usb == usb for each in look()), f"{usb} gone")


@contextlib.contextmanager
def kept(address: str) -> Iterator[tuple[list[object], list[object]]]:
    """Keep a scanner; gives the codes and the health that come."""
    codes: list[object] = []
    health: list[object] = []
    keeper = ScannerKeeper(
        scanner=scanner_at(address, 9600),
        on_code=codes.append,
        on_health=health.append,
        rules=ScanRules(hub_host=HOST),
        pauses=PAUSES,
    )
    keeper.start()
    try:
        yield codes, health
    finally:
        keeper.stop()


def check_a_usb_scanner_on_a_serial_port_is_found_read_lost_and_found_again() -> None:
    """CDC-ACM by vendor and product: unplug, plug, and the next code comes."""
    with kept("usb:1d6b:0001") as (codes, health):
        with plugged(SERIAL, Kind.SERIAL, "1d6b:0001"):
            wait_until(lambda: health[-1:] == [Well()], "the scanner")
            send(f"{BOOK}\r")
            wait_until(lambda: codes == [BookCode(BOOK)], "the book")
        wait_until(lambda: health[-1] == Lost("gone"), "the news that it is gone")
        with plugged(SERIAL, Kind.SERIAL, "1d6b:0001"):
            wait_until(lambda: health[-1] == Well(), "the scanner again")
            send("0101901234\r")
            wait_until(lambda: codes[1:] == [PersonalCode()], "the code after it")


def check_a_scanner_that_types_is_found_read_lost_and_found_again() -> None:
    """HID by vendor and product, upper and lower case, an address of our own with its marks."""
    with kept("hid:1d6b:0002") as (codes, health):
        with plugged(TYPING, Kind.KEYBOARD, "1d6b:0002"):
            wait_until(lambda: health[-1:] == [Well()], "the scanner")
            press(f"https://{HOST}/k/{TOKEN}\r")
            wait_until(lambda: codes == [SlipCode(SlipToken(TOKEN))], "the slip")
        wait_until(lambda: health[-1] == Lost("gone"), "the news that it is gone")
        with plugged(TYPING, Kind.KEYBOARD, "1d6b:0002"):
            wait_until(lambda: health[-1] == Well(), "the scanner again")
            press(f"{BOOK}\r")
            wait_until(lambda: codes[1:] == [BookCode(BOOK)], "the book")


def check_a_grabbed_scanner_types_into_nothing_else() -> None:
    """Before the grab its keys reach the console and any reader of the device; after it they reach us alone."""
    with plugged(TYPING, Kind.KEYBOARD, "1d6b:0002") as path, console() as screen:
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        press("a")
        assert waits(reader), "this check cannot fail: nobody hears an open keyboard"
        assert waits(screen), "this check cannot fail: the console hears no keyboard"
        for end in (reader, screen):
            while waits(end):  # the key is let go of a moment later
                os.read(end, 4096)

        with kept("hid:1d6b:0002") as (codes, health):
            wait_until(lambda: health[-1:] == [Well()], "the grab")
            press(f"{OTHER}\r")
            wait_until(lambda: codes == [BookCode(OTHER)], "the book")
            assert not waits(reader), "another program read the scan"
            assert not waits(screen), "the scan was typed into the console"
        os.close(reader)


def check_a_scanner_that_another_program_holds_is_not_shared() -> None:
    """The grab is refused, and says so with its own reason."""
    with plugged(TYPING, Kind.KEYBOARD, "1d6b:0002"):
        first, second = scanner_at("hid:1d6b:0002", 9600), scanner_at("hid:1d6b:0002", 9600)
        first.open()
        assert reason_of(second.open) == "held"
        first.close()
        second.open()
        second.close()


def check_the_tests_of_keyboards_pass_where_there_are_keyboards() -> None:
    """The contract suite and the hostile keyboard, which most machines skip."""
    where = Path(__file__).parents[1] / "devices"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--timeout=0", "-k", "keyboard"]
    tests = subprocess.run(
        [*command, "test_scanners.py", "test_grab.py"], cwd=where, capture_output=True, text=True, timeout=200, check=False
    )
    assert tests.returncode == 0, tests.stdout[-6000:]
    assert "skipped" not in tests.stdout.splitlines()[-1], tests.stdout[-1000:]


def check_a_user_without_the_right_is_told_so() -> None:
    """Another reason than gone: there it is, and it may not be opened."""
    with plugged(TYPING, Kind.KEYBOARD, "1d6b:0002") as keys, plugged(SERIAL, Kind.SERIAL, "1d6b:0001") as port:
        os.seteuid(65534)
        try:
            assert reason_of(scanner_at(f"hid:{keys}", 9600).open) == "forbidden"
            assert reason_of(scanner_at(f"serial:{port}", 9600).open) == "forbidden"
        finally:
            os.seteuid(0)


def check_the_list_has_the_address_of_each() -> None:
    """Without names by id, as in this guest: by vendor and product."""
    with plugged(TYPING, Kind.KEYBOARD, "1d6b:0002"), plugged(SERIAL, Kind.SERIAL, "1d6b:0001"):
        found = {each.address: (each.name, each.scans) for each in look()}
        assert found["usb:1d6b:0001"] == ("Samlingspunkt Pretend Barcode Scanner", True), found
        assert found["hid:1d6b:0002"] == ("Samlingspunkt Pretend Typing Scanner", True), found


@contextlib.contextmanager
def console() -> Iterator[int]:
    """Open the console in front, where an ungrabbed keyboard types, one key at a time."""
    screen = os.open("/dev/tty1", os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    tty.setraw(screen)
    termios.tcflush(screen, termios.TCIFLUSH)
    try:
        yield screen
    finally:
        os.close(screen)


def waits(end: int) -> bool:
    """Whether there is something to read."""
    return bool(select.select([end], [], [], QUIET_S)[0])


def reason_of(act: object) -> str:
    """Do something that a device refuses; gives the reason."""
    assert callable(act)
    try:
        act()
    except DeviceError as error:
        return error.reason
    return "nothing was wrong"


def main(said: Path) -> None:
    """Do every check, and write how each went."""
    with said.open("w", encoding="utf-8") as out:
        scanners = {name: check for name, check in globals().items() if name.startswith("check_")}
        for name, check in (scanners | guest_printing.CHECKS).items():
            wrong = ""
            try:
                check()
            except Exception:  # noqa: BLE001 - whatever it is, it goes to whoever reads, and the next check is done
                wrong = traceback.format_exc()
            out.write(json.dumps([name, wrong]) + "\n")
            out.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
