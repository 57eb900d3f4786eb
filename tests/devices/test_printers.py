"""The contract of printers: what every one of them does, whatever it hangs on; and what those with a status do besides."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from devices.catalogue import printer_at
from devices.printer.encode import job_bytes
from devices.printer.profiles import Profile, profile
from devices.printer.reader import Reader
from kiosk.ports import DeviceError, Trouble
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import PAPER_80
from tests.slips.samples import CANCELLED, FONTS, SIGNUP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from devices.printer.pretend import PretendPrinter
    from kiosk.ports import Printer

LAYOUT = SlipLayout(PAPER_80, font_folder=FONTS)


def _at(address: str, *, status: bool = True) -> Printer:
    """Give the printer at an address."""
    return printer_at(address, font_folder=FONTS, status=status)


@dataclass(frozen=True)
class Rig:
    """A printer, where its slips end up, and a way to lose it."""

    printer: Printer
    slips: Callable[[], list[Image.Image]]
    lose: Callable[[], object]


@dataclass(frozen=True)
class AnsweringRig:
    """A printer that answers, and its far end."""

    printer: Printer
    far: PretendPrinter
    profile: Profile


@pytest.fixture(params=["file", "network", "serial"])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """Give each kind of printer, opened."""
    if request.param == "file":
        folder = tmp_path / "slips"
        printer = _at(f"slips:{folder}")
        found = Rig(
            printer,
            lambda: [Image.open(path) for path in sorted(folder.glob("*.png"))],
            lambda: folder.rename(tmp_path / "away"),
        )
    else:
        far: PretendPrinter = request.getfixturevalue(f"{request.param}_printer")
        printer = _at(f"tcp://127.0.0.1:{far.port}" if request.param == "network" else f"serial:{tmp_path}/printer")
        found = Rig(printer, lambda: list(far.slips), far.unplug)
    printer.open()
    yield found
    printer.close()


@pytest.fixture(params=["network", "serial", "usb", "epson"])
def answering(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnsweringRig]:
    """Give each kind of printer that has a status, opened. `usb` is a pseudo-terminal in the place of /dev/usb/lp0."""
    far: PretendPrinter = request.getfixturevalue("network_printer" if request.param in ("network", "epson") else "serial_printer")
    addresses = {"usb": f"usb:{tmp_path}/printer", "serial": f"serial:{tmp_path}/printer"}
    name = "epson-tm-t20iii" if request.param == "epson" else "generic-80"
    printer = printer_at(addresses.get(request.param, f"tcp://127.0.0.1:{far.port}"), font_folder=FONTS, profile=name)
    printer.open()
    yield AnsweringRig(printer, far, profile(name))
    printer.close()


def test_a_slip_comes_out_dot_for_dot(rig: Rig) -> None:
    """What the layout drew is what is on the paper, cut after it."""
    rig.printer.print_slip(SIGNUP)
    rig.printer.print_slip(CANCELLED)

    assert [slip.tobytes() for slip in rig.slips()] == [LAYOUT.dots(SIGNUP).tobytes(), LAYOUT.dots(CANCELLED).tobytes()]


def test_a_well_printer_says_so(rig: Rig) -> None:
    """No trouble is None."""
    assert rig.printer.trouble() is None


def test_a_lost_printer_is_a_device_error_and_closing_it_is_not(rig: Rig) -> None:
    """Whatever the library raises, one error comes out; and close never raises, twice."""
    rig.lose()

    with pytest.raises(DeviceError) as caught:
        rig.printer.print_slip(SIGNUP)
    rig.printer.close()
    rig.printer.close()

    assert caught.value.reason == Trouble.GONE.value
    assert rig.slips() == []


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("paper_out", Trouble.PAPER_OUT),
        ("cover_open", Trouble.COVER_OPEN),
        ("offline", Trouble.OFFLINE),
        ("cutter", Trouble.CUTTER),
    ],
)
def test_a_printer_in_trouble_refuses_before_the_first_byte(answering: AnsweringRig, fault: str, trouble: Trouble) -> None:
    """A slip that cannot print now must not come out when staff load paper."""
    getattr(answering.far, fault)()

    with pytest.raises(DeviceError) as caught:
        answering.printer.print_slip(SIGNUP)
    answering.far.well()
    reported = answering.printer.trouble()
    answering.printer.print_slip(CANCELLED)

    assert caught.value.reason == trouble.value
    assert reported is None
    assert [slip.tobytes() for slip in answering.far.slips] == [LAYOUT.dots(CANCELLED).tobytes()]


def test_near_the_end_of_the_roll_it_prints(answering: AnsweringRig) -> None:
    """Near end is for staff, not for the visitor."""
    answering.far.paper_low()

    answering.printer.print_slip(SIGNUP)

    assert answering.printer.trouble() is Trouble.PAPER_LOW
    assert len(answering.far.slips) == 1


def test_a_mute_printer_is_silent_not_well(answering: AnsweringRig) -> None:
    """Silence is never taken for paper, and nothing is sent to who does not answer."""
    answering.far.mute()

    assert answering.printer.trouble() is Trouble.SILENT
    with pytest.raises(DeviceError) as caught:
        answering.printer.print_slip(SIGNUP)

    assert caught.value.reason == Trouble.SILENT.value
    assert answering.far.slips == ()


def test_paper_that_ends_in_a_slip_makes_it_unknown_and_the_rest_is_cleared(answering: AnsweringRig) -> None:
    """After the first byte nobody can tell; and the half slip must not come out for the next visitor."""
    answering.far.fail_after(4)

    with pytest.raises(DeviceError) as caught:
        answering.printer.print_slip(CANCELLED)
    answering.far.well()
    answering.printer.print_slip(SIGNUP)

    assert caught.value.reason == Trouble.UNKNOWN.value
    assert [slip.tobytes() for slip in answering.far.slips] == [LAYOUT.dots(SIGNUP).tobytes()]


def test_a_cover_opened_right_after_the_cut_makes_it_unknown(answering: AnsweringRig) -> None:
    """The printer has worked through the slip, but it is not well: the person must say whether it came out."""
    job = Reader().feed(job_bytes(LAYOUT.dots(CANCELLED), answering.profile))
    proofs = ("process id", "fence") if answering.profile.process_id else ("fence",)
    answering.far.fail_after(len((*job, *proofs)), "cover_open")

    with pytest.raises(DeviceError) as caught:
        answering.printer.print_slip(CANCELLED)

    assert caught.value.reason == Trouble.UNKNOWN.value
    assert len(answering.far.slips) == 1


def test_an_epson_says_by_itself_that_its_cover_was_opened(network_printer: PretendPrinter) -> None:
    """Nobody asks; it is heard, and only what was said unasked counts."""
    printer = printer_at(f"tcp://127.0.0.1:{network_printer.port}", font_folder=FONTS, profile="epson-tm-t20iii")
    printer.open()
    printer.print_slip(CANCELLED)
    while printer.stirred():
        pass

    network_printer.cover_open()

    pause = threading.Event()
    assert any(printer.stirred() or pause.wait(0.05) for _ in range(100))
    assert printer.trouble() is Trouble.COVER_OPEN
    printer.close()
