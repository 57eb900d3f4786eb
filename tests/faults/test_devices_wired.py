"""The devices as the kiosk puts them together: the scanner answers with its own sound, and staff read what became of slips."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from devices.printer.pretend import PretendPrinter
from devices.scanner.pretend import PretendScanner
from kiosk.build_devices import SLIPS_TOLD, Devices, LatePrinter
from kiosk.nouns import DANISH, Part, Well
from kiosk.settings import Branch, Settings
from kiosk.slips.blocks import Headline, Slip
from kiosk.visit.effects import Sound
from kiosk.visit.events import HealthChanged
from tests.runtime.clocks import LetterBox

if TYPE_CHECKING:
    from collections.abc import Iterator

SLIP = Slip(kind="test", language=DANISH, blocks=(Headline("Prøve"),))
SETTINGS = Settings(branch=Branch(name="Prøve"))
WAKE = b"\x1bZ\r"


class Wired:
    """The kiosk's own assembly of devices on a pretend printer and a pretend scanner, both well."""

    def __init__(self, printer: str, scanner: str) -> None:
        self.box = LetterBox()
        self.printer = LatePrinter()
        settings = replace(
            SETTINGS,
            printer=replace(SETTINGS.printer, address=printer),
            scanner=replace(SETTINGS.scanner, address=scanner, profile="opticon"),
        )
        self.devices = Devices(settings, self.box.post, self.printer)

    def start(self) -> None:
        """Start, and wait until both are well."""
        self.devices.start()
        for part in (Part.PRINTER, Part.SCANNER):
            self.box.wait_until(HealthChanged(part, Well()))


@pytest.fixture
def wired(printer: PretendPrinter, scanner: PretendScanner) -> Iterator[Wired]:
    made = Wired(f"tcp://127.0.0.1:{printer.port}", f"serial:{scanner.link}")
    made.start()
    yield made
    made.devices.stop()


@pytest.mark.parametrize(("sound", "told"), [(Sound.SCANNED, b"\x1bB\r"), (Sound.NOT_UNDERSTOOD, b"\x1bE\r")])
def test_the_scanner_answers_a_scan_with_its_own_sound(wired: Wired, scanner: PretendScanner, sound: Sound, told: bytes) -> None:
    """Given an Opticon, a scan that was understood is one command to it, and one that was not is another."""
    heard_until(scanner, WAKE)

    wired.devices.beep(sound)

    assert heard_until(scanner, told).endswith(told)


def test_other_sounds_are_the_loudspeakers_alone(wired: Wired, scanner: PretendScanner) -> None:
    """Given a sound that is no answer to a scan, the scanner is told nothing before the next one that is."""
    heard_until(scanner, WAKE)

    wired.devices.beep(Sound.DONE)
    wired.devices.beep(Sound.SCANNED)

    assert heard_until(scanner, b"\x1bB\r") == b"\x1bB\r"


def test_staff_are_told_of_the_last_slips_newest_first(wired: Wired) -> None:
    """Given more slips than are told of, the last ones are there, with what became of each."""
    for _ in range(SLIPS_TOLD + 1):
        printed(wired.printer, SLIP)

    told = wired.printer.slips()

    assert [line.state for line in told] == ["confirmed"] * SLIPS_TOLD
    assert [line.at for line in told] == sorted((line.at for line in told), reverse=True)


def test_a_slip_that_did_not_come_out_has_its_reason(wired: Wired, printer: PretendPrinter) -> None:
    """Given no paper, the line says so by its code, for the screen to word."""
    printer.paper_out()

    printed(wired.printer, SLIP)

    line = wired.printer.slips()[0]
    assert (line.kind, line.state, line.why) == ("test", "not_printed", "paper_out")


def test_before_the_printer_is_there_nothing_is_told() -> None:
    """A kiosk that has just started has printed nothing."""
    assert LatePrinter().slips() == ()


def heard_until(scanner: PretendScanner, told: bytes) -> bytes:
    """Read what the scanner is told until this is the end of it."""
    heard = b""
    for _ in range(40):
        heard += scanner.heard(0.25)
        if heard.endswith(told):
            break
    return heard


def printed(printer: LatePrinter, slip: Slip) -> None:
    """Print and wait until it is known how that went."""
    over = threading.Event()
    printer.print_slip(slip, lambda _trouble: over.set())
    assert over.wait(10)
