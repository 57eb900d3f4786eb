"""The printer's part of what is looked at in the guest: slips by the kernel's USB printer driver, to a printer at the other end."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageChops

from devices.catalogue import printer_at
from devices.plugged import Kind, look
from devices.printer.mechanism import Mechanism
from devices.printer_keeper import PrinterKeeper
from kiosk.nouns import Lost, Well
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import PAPER_80
from tests.long.gadgets import Gadget, wait_until
from tests.slips.samples import FONTS, SIGNUP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.ports import Trouble

USB = "1d6b:0003"
PAUSES = (0.1, 0.2)
TICK_S = 0.05

PAPER = Gadget("Pretend Receipt Printer", port=2, product=0x0003, function="printer.0", traits={"q_len": b"10"})


class FarEnd:
    """The printer behind the cable: reads what the kernel brings, answers, and prints to pictures."""

    def __init__(self) -> None:
        """Begin with paper."""
        self.mechanism = Mechanism(folder=None, width=PAPER_80.dots)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @contextlib.contextmanager
    def plugged(self) -> Iterator[None]:
        """Put it in, serve, and pull it out. Its own end can only be opened once the kernel at ours has said hello."""
        PAPER.plug()
        wait_until(lambda: any(each.kind is Kind.PRINTER and Path(each.path).exists() for each in look()), "the kernel's printer")
        self._stopping.clear()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            self._thread.join(5)
            PAPER.unplug()
            wait_until(lambda: not any(each.kind is Kind.PRINTER for each in look()), "the printer gone")
            self.mechanism.power_off()

    def _serve(self) -> None:
        """Bring bytes to the mechanism and its answers back."""
        end = os.open("/dev/g_printer0", os.O_RDWR | os.O_NONBLOCK)
        while not self._stopping.is_set():
            data = b""
            if select.select([end], [], [], TICK_S)[0]:
                with contextlib.suppress(BlockingIOError):
                    data = os.read(end, 65_536)
            answer = self.mechanism.receive(data)
            if answer:
                os.write(end, answer)
        os.close(end)


def check_the_list_has_a_printer_by_vendor_and_product() -> None:
    """The address can be used as it is shown."""
    with FarEnd().plugged():
        found = [each.address for each in look() if each.kind is Kind.PRINTER]
        assert found == [f"usb:{USB}"], found


def check_a_slip_comes_out_of_a_usb_printer_dot_by_dot() -> None:
    """Through usblp and back: its answers arrive, and the picture is the one that was drawn."""
    far = FarEnd()
    with far.plugged(), kept() as (keeper, health):
        wait_until(lambda: health[-1:] == [Well()], "a printer that is well")
        assert printed(keeper) is None
        assert far.mechanism.wait_for(1, 20)

    drawn = SlipLayout(PAPER_80, font_folder=FONTS).dots(SIGNUP)
    came = far.mechanism.slips[0].convert("1")
    assert came.width == drawn.width
    box = ImageChops.invert(came.convert("L")).getbbox()
    wanted = ImageChops.invert(drawn.convert("L")).getbbox()
    assert box
    assert wanted
    assert ImageChops.difference(came.crop(box).convert("L"), drawn.crop(wanted).convert("L")).getbbox() is None


def check_a_usb_printer_says_that_its_paper_is_out() -> None:
    """Before a job: nothing is sent, and the reason comes."""
    far = FarEnd()
    with far.plugged(), kept() as (keeper, health):
        wait_until(lambda: health[-1:] == [Well()], "a printer that is well")
        far.mechanism.fail("paper_out")
        wait_until(lambda: health[-1] == Lost("paper_out"), "the news that the paper is out")
        far.mechanism.mend()
        wait_until(lambda: health[-1] == Well(), "the news that there is paper")
        assert printed(keeper) is None


def check_a_usb_printer_that_was_pulled_out_comes_back() -> None:
    """Lost while it is out, well when it is in again, and the next slip comes out."""
    far = FarEnd()
    with kept() as (keeper, health):
        with far.plugged():
            wait_until(lambda: health[-1:] == [Well()], "a printer that is well")
        wait_until(lambda: health[-1] == Lost("gone"), "the news that it is gone")
        with far.plugged():
            wait_until(lambda: health[-1] == Well(), "the printer again")
            assert printed(keeper) is None
            assert far.mechanism.wait_for(1, 20)


@contextlib.contextmanager
def kept() -> Iterator[tuple[PrinterKeeper, list[object]]]:
    """Keep the printer; gives its keeper, and the health that comes."""
    health: list[object] = []
    printer = printer_at(f"usb:{USB}", font_folder=FONTS)
    keeper = PrinterKeeper(printer=printer, on_health=health.append, poll=0.3, mend=0.3, pauses=PAUSES)
    keeper.start()
    try:
        yield keeper, health
    finally:
        keeper.stop()


def printed(keeper: PrinterKeeper) -> Trouble | None:
    """Print, and wait for what is said of it."""
    said: list[Trouble | None] = []
    keeper.print_slip(SIGNUP, said.append)
    wait_until(lambda: bool(said), "word of the slip")
    return said[0]


CHECKS: dict[str, Callable[[], None]] = {name: check for name, check in globals().items() if name.startswith("check_")}
