"""Our slips before an independent printer: skipped, with the reason, where it is not installed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import ImageChops

from devices.catalogue import printer_at
from devices.printer.encode import SlipEncoder
from devices.printer.profiles import GENERIC, Profile, profile
from devices.printer.tcp import TcpTransport
from devices.printer.thermal import ThermalPrinter
from kiosk.ports import DeviceError, Proof, Trouble
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import PAPER_80
from tests.devices.referee import Referee, absence
from tests.slips.samples import ALL, CANCELLED, FONTS, LINK, SIGNUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.ports import Printer

pytestmark = pytest.mark.skipif(bool(absence()), reason=absence() or "the referee is here")


@pytest.fixture(scope="module")
def referee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Referee]:
    """Run the referee once for all tests of this file."""
    with Referee(tmp_path_factory.mktemp("referee")) as found:
        yield found


@pytest.fixture
def printer(referee: Referee) -> Iterator[Printer]:
    """Give our printer, connected to the referee."""
    found = printer_at(f"tcp://127.0.0.1:{referee.port}", font_folder=FONTS)
    found.open()
    yield found
    found.close()


def test_the_referee_sees_one_cut_slip_with_our_dots(referee: Referee, printer: Printer) -> None:
    """One receipt, ended by a cut, the picture equal to what we drew, and its QR code readable."""
    before = len(referee.receipts(0))

    printer.print_slip(SIGNUP)

    receipts = referee.receipts(before + 1)
    assert len(receipts) == before + 1
    assert receipts[-1].boundary == "cut"
    dots = SlipLayout(PAPER_80, font_folder=FONTS).dots(SIGNUP).convert("L")
    seen = receipts[-1].picture.convert("L")
    assert ImageChops.difference(dots, seen.crop((0, 0, *dots.size))).getbbox() is None
    assert [barcode.text for barcode in zxingcpp.read_barcodes(seen)] == [LINK]


@pytest.mark.parametrize(("fault", "trouble"), [("paper-out", Trouble.PAPER_OUT), ("cover-open", Trouble.COVER_OPEN)])
def test_a_fault_is_refused_and_nothing_comes_out_later(referee: Referee, printer: Printer, fault: str, trouble: Trouble) -> None:
    """What was refused is not held; the next slip is the only one."""
    before = len(referee.receipts(0))
    referee.fail(fault)
    with pytest.raises(DeviceError) as caught:
        printer.print_slip(SIGNUP)
    referee.mend(fault)

    printer.print_slip(CANCELLED)

    assert caught.value.reason == trouble.value
    assert len(referee.receipts(before + 1)) == before + 1


def test_near_the_end_of_the_roll_the_referee_prints(referee: Referee, printer: Printer) -> None:
    """Near end is a note for staff."""
    before = len(referee.receipts(0))
    referee.fail("paper-near-end")

    printer.print_slip(CANCELLED)
    trouble = printer.trouble()
    referee.mend("paper-near-end")

    assert trouble is Trouble.PAPER_LOW
    assert len(referee.receipts(before + 1)) == before + 1


def _with(referee: Referee, kind: Profile) -> ThermalPrinter:
    """Give a printer of a profile. The referee knows neither process ids nor what they prove, so they are left out."""
    plain = replace(kind, process_id=False)
    encode = SlipEncoder(profile=plain, font_folder=FONTS)
    return ThermalPrinter(transport=TcpTransport("127.0.0.1", referee.port), encode=encode, profile=plain)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("kind", [GENERIC, profile("epson-tm-t20iii")], ids=["generic", "epson"])
def test_what_is_not_sent_is_white_for_the_referee_too(referee: Referee, kind: Profile, name: str) -> None:
    """Narrow bands, left margins and motion units: the same dots, by somebody else's reading of the manual."""
    before = len(referee.receipts(0))
    printer = _with(referee, kind)
    printer.open()

    assert printer.print_slip(ALL[name]) is Proof.CONFIRMED

    seen = referee.receipts(before + 1)[-1]
    dots = SlipLayout(PAPER_80, font_folder=FONTS).dots(ALL[name]).convert("L")
    assert seen.boundary == "cut"
    assert ImageChops.difference(dots, seen.picture.convert("L").crop((0, 0, *dots.size))).getbbox() is None
    printer.close()


def test_a_slip_in_the_printers_own_letters_has_a_code_that_can_be_read(referee: Referee) -> None:
    """Text in one code page, the printer's own QR code, and one cut."""
    before = len(referee.receipts(0))
    printer = _with(referee, profile("epson-tm-t20iii-text"))
    printer.open()

    assert printer.print_slip(SIGNUP) is Proof.CONFIRMED

    seen = referee.receipts(before + 1)
    assert len(seen) == before + 1
    assert seen[-1].boundary == "cut"
    assert [barcode.text for barcode in zxingcpp.read_barcodes(seen[-1].picture.convert("L"))] == [LINK]
    printer.close()


@pytest.mark.parametrize("fault", ["paper-out", "cover-open", "offline"])
def test_an_epson_that_tells_unasked_is_heard(referee: Referee, fault: str) -> None:
    """The four bytes of the automatic status, as somebody else sends them."""
    printer = _with(referee, profile("epson-tm-t20iii"))
    printer.open()
    printer.print_slip(CANCELLED)
    pause = threading.Event()

    referee.fail(fault)

    assert any(printer.stirred() or pause.wait(0.05) for _ in range(60))
    assert printer.trouble() not in (None, Trouble.PAPER_LOW)
    referee.mend(fault)
    printer.close()
