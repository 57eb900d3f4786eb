"""Paper out, cable out, a printer that says nothing: the sign-up is safe, and its code is on the glass instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from devices.printer.pretend import PretendPrinter
from devices.scanner.pretend import PretendScanner
from kiosk.nouns import Lost, Part, Well
from kiosk.visit import events as e
from kiosk.visit.states import Done, Home, Message, SlipState
from kiosk.visit.views import DoneView, Paper
from tests.faults.branch import EVENT, SmallBranch
from tests.faults.headless import Headless, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.visit.states import Kiosk


@pytest.fixture
def branch(tmp_path: Path, printer: PretendPrinter, scanner: PretendScanner) -> Iterator[SmallBranch]:
    folder = tmp_path / "branch"
    folder.mkdir()
    with SmallBranch(folder, printer=f"tcp://127.0.0.1:{printer.port}", scanner=f"serial:{scanner.link}") as made:
        yield made


@pytest.fixture
def glass(branch: SmallBranch) -> Iterator[Headless]:
    """A glass whose printer and scanner are well."""
    with running(branch.config, devices=True) as made:
        made.until(lambda kiosk: kiosk.house.part(Part.PRINTER) == Well() and kiosk.house.part(Part.SCANNER) == Well())
        made.until(lambda kiosk: bool(kiosk.house.programme.events) and kiosk.house.seal_ready)
        yield made


def slip_is(*states: SlipState) -> Callable[[Kiosk], bool]:
    return lambda kiosk: isinstance(kiosk.place, Done) and kiosk.place.slip in states


def code_on_the_glass(glass: Headless) -> str:
    """The four letters that stand on the glass, and the code beside them that a phone can read."""
    assert glass.scene is not None
    view = glass.scene.view
    assert isinstance(view, DoneView)
    assert view.paper is Paper.NONE
    assert view.code is not None
    assert view.code.payload
    return view.code.letters


def test_with_everything_well_the_slip_comes(glass: Headless, printer: PretendPrinter) -> None:
    """One slip, and the kiosk knows it."""
    glass.sign_up(EVENT, "Åse")

    glass.until(slip_is(SlipState.PRINTED))

    assert len(printer.slips) == 1


TROUBLES: dict[str, Callable[[PretendPrinter], None]] = {
    "paper out": lambda printer: printer.fail_after(4, "paper_out"),
    "cover open": lambda printer: printer.fail_after(4, "cover_open"),
    "mute": lambda printer: printer.fail_after(4, "mute"),
    "unplugged": lambda printer: printer.unplug(),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_trouble_in_the_middle_of_a_slip_puts_the_code_on_the_glass(
    branch: SmallBranch, glass: Headless, printer: PretendPrinter, trouble: str
) -> None:
    """Given a printer that was well when the slip began, the sign-up is kept, and the visitor gets the code to write down."""
    TROUBLES[trouble](printer)

    glass.sign_up(EVENT, "Åse")
    kiosk = glass.until(slip_is(SlipState.FAILED, SlipState.UNKNOWN), within=40.0)

    assert isinstance(kiosk.place, Done)
    code = kiosk.place.receipt.code
    assert code_on_the_glass(glass) == code
    branch.reckon({code: "Åse"}).check(unpromised_at_most=0)


def test_a_printer_known_to_be_out_of_paper_is_not_asked(glass: Headless, printer: PretendPrinter) -> None:
    """Given the trouble before the sign-up, the code is there at once, and when there is paper nothing comes out late."""
    printer.paper_out()
    glass.sign_up(EVENT, "Åse")
    glass.until(slip_is(SlipState.FAILED, SlipState.UNKNOWN), within=40.0)
    glass.until(lambda kiosk: kiosk.house.part(Part.PRINTER) == Lost("paper_out"))

    kiosk = glass.sign_up(EVENT, "Bo")
    assert slip_is(SlipState.FAILED)(kiosk)
    assert code_on_the_glass(glass)
    printer.well()
    glass.until(lambda kiosk: kiosk.house.part(Part.PRINTER) == Well())

    before = len(printer.slips)
    glass.sign_up(EVENT, "Carl")
    glass.until(slip_is(SlipState.PRINTED))
    assert len(printer.slips) == before + 1


def test_a_scanner_pulled_out_and_put_in_again_scans_again(glass: Headless, scanner: PretendScanner) -> None:
    """Given the cable pulled and put back, the part is lost and well again, and the glass went on meanwhile."""
    scanner.unplug()
    glass.until(lambda kiosk: isinstance(kiosk.house.part(Part.SCANNER), Lost))
    glass.do(e.GlassTouched(), e.HomePressed())
    assert glass.kiosk.place == Home()

    scanner.plug()
    glass.until(lambda kiosk: kiosk.house.part(Part.SCANNER) == Well())
    scanner.scan("9788702405170")

    glass.until(lambda kiosk: isinstance(kiosk.place, Message))
