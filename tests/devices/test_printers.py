"""The contract of printers: what every one of them does, whatever it hangs on; and what those with a status do besides."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from devices.catalogue import printer_at
from devices.printer.encode import job_bytes
from devices.printer.thermal import ThermalPrinter
from devices.printer.transport import SerialTransport
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
    return printer_at(address, paper_mm=80, font_folder=FONTS, status=status)


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


@pytest.fixture(params=["network", "serial"])
def answering(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnsweringRig]:
    """Give each kind of printer that has a status, opened."""
    far: PretendPrinter = request.getfixturevalue(f"{request.param}_printer")
    printer = _at(f"tcp://127.0.0.1:{far.port}" if request.param == "network" else f"serial:{tmp_path}/printer")
    printer.open()
    yield AnsweringRig(printer, far)
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
    ("fault", "trouble"), [("paper_out", Trouble.PAPER_OUT), ("cover_open", Trouble.COVER_OPEN), ("offline", Trouble.OFFLINE)]
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
    bands = -(-LAYOUT.dots(CANCELLED).height // 128)
    answering.far.fail_after(len(("set up", "cut", "proof")) + bands, "cover_open")

    with pytest.raises(DeviceError) as caught:
        answering.printer.print_slip(CANCELLED)

    assert caught.value.reason == Trouble.UNKNOWN.value
    assert len(answering.far.slips) == 1


def test_half_a_picture_on_a_serial_line_does_not_swallow_the_next_slip(serial_printer: PretendPrinter, tmp_path: Path) -> None:
    """The printer still waits for the missing dots when the line is opened again; they are sent as white."""
    whole = job_bytes(LAYOUT.dots(CANCELLED))
    jobs = [whole[:4000], whole]
    printer = ThermalPrinter(transport=SerialTransport(str(tmp_path / "printer"), 115_200), encode=lambda _: jobs.pop(0))
    printer.open()
    timer = threading.Timer(0.3, printer.cancel)
    timer.start()
    with pytest.raises(DeviceError):
        printer.print_slip(CANCELLED)
    timer.join()
    printer.close()

    printer.open()
    printer.print_slip(CANCELLED)

    printer.close()
    assert serial_printer.slips[-1].height >= LAYOUT.dots(CANCELLED).height
    assert len(serial_printer.slips) == 1


def test_a_printer_declared_silent_counts_sent_as_printed(network_printer: PretendPrinter) -> None:
    """Some printers cannot answer, and the settings say so."""
    network_printer.mute()
    printer = _at(f"tcp://127.0.0.1:{network_printer.port}", status=False)
    printer.open()

    printer.print_slip(SIGNUP)

    assert printer.trouble() is None
    assert network_printer.wait_for(1, 5)
    printer.close()


def test_a_call_under_way_can_be_cancelled(network_printer: PretendPrinter) -> None:
    """The kiosk closes within two seconds, whatever the printer does."""
    network_printer.fail_after(2, "mute")
    printer = _at(f"tcp://127.0.0.1:{network_printer.port}")
    printer.open()
    timer = threading.Timer(0.6, printer.cancel)
    timer.start()
    start = time.monotonic()

    with pytest.raises(DeviceError):
        printer.print_slip(SIGNUP)

    assert time.monotonic() - start < 2.0
    timer.join()
    printer.close()


def test_a_file_printer_writes_the_bytes_too(tmp_path: Path) -> None:
    """The same bytes as a receipt printer gets, numbered on from what is there."""
    for _ in range(2):
        printer = _at(f"slips:{tmp_path}")
        printer.open()
        printer.print_slip(SIGNUP)
    raw = _at(f"file:{tmp_path}/raw.bin")
    raw.open()
    raw.print_slip(SIGNUP)
    raw.close()

    assert sorted(path.name for path in tmp_path.glob("0*")) == [
        "001-signup.bin",
        "001-signup.png",
        "002-signup.bin",
        "002-signup.png",
    ]
    assert (tmp_path / "001-signup.bin").read_bytes() == (tmp_path / "raw.bin").read_bytes()
