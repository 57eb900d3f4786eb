"""Our slips before an independent printer: skipped, with the reason, where it is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import ImageChops

from devices.catalogue import printer_at
from kiosk.ports import DeviceError, Trouble
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import PAPER_80
from tests.devices.referee import Referee, absence
from tests.slips.samples import CANCELLED, FONTS, LINK, SIGNUP

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
    found = printer_at(f"tcp://127.0.0.1:{referee.port}", paper_mm=80, font_folder=FONTS, status=True)
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
