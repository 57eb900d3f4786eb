"""The printer's keeper: slips come out once or not at all, and the log says once that a printer is gone."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

import pytest

from devices.catalogue import printer_at
from devices.keeper import PrinterKeeper
from devices.keeping import HealthNews
from devices.printer.job import JobState
from kiosk.nouns import Health, Lost, Well
from kiosk.ports import Trouble
from tests.devices.doubles import PATIENCE, PAUSES, GatedPrinter, Heard
from tests.slips.samples import CANCELLED, FONTS, SIGNUP

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.printer.pretend import PretendPrinter
    from kiosk.ports import Printer


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Callable[..., PrinterKeeper]:
    """Give a way to start a keeper of a printer, stopped after the test."""

    def start(printer: Printer, health: Heard, clock: Callable[[], float] | None = None) -> PrinterKeeper:
        keeper = PrinterKeeper(printer=printer, on_health=health, poll=0.1, mend=0.05, pauses=PAUSES, clock=clock or time.monotonic)
        keeper.start()
        request.addfinalizer(keeper.stop)
        return keeper

    return start


def _network(far: PretendPrinter) -> Printer:
    """Give the near end of a pretend printer."""
    return printer_at(f"tcp://127.0.0.1:{far.port}", font_folder=FONTS)


def test_a_printer_comes_back_and_prints_again(
    network_printer: PretendPrinter, keep: Callable[..., PrinterKeeper], caplog: pytest.LogCaptureFixture
) -> None:
    """While it is lost a job is refused at once; after that the next one comes out."""
    caplog.set_level(logging.INFO, "devices")
    health, done = Heard(), Heard()
    keeper = keep(_network(network_printer), health)
    assert health.wait_for_last(Well())

    network_printer.unplug()
    assert health.wait_for_last(Lost("gone"))
    keeper.print_slip(SIGNUP, done)
    assert done.all == [Trouble.GONE]
    network_printer.plug()
    assert health.wait_for_last(Well())
    keeper.print_slip(CANCELLED, done)

    assert done.wait_for_last(None)
    assert len(network_printer.slips) == 1
    assert [record.getMessage() for record in caplog.records] == ["printer lost: gone", "printer back"]


def test_a_printer_that_was_switched_off_and_on_prints_on_a_new_connection(
    network_printer: PretendPrinter, keep: Callable[..., PrinterKeeper]
) -> None:
    """Between two polls the old connection died; not a byte was sent on it, so the visitor notices nothing."""
    health, done = Heard(), Heard()
    keeper = PrinterKeeper(printer=_network(network_printer), on_health=health, poll=60, pauses=PAUSES)
    keeper.start()
    assert health.wait_for_last(Well())
    network_printer.unplug()
    network_printer.plug()

    keeper.print_slip(SIGNUP, done)

    assert done.wait_for_last(None)
    assert len(network_printer.slips) == 1
    assert health.all == [Well()]
    keeper.stop()


def test_paper_out_and_paper_in_are_news(network_printer: PretendPrinter, keep: Callable[..., PrinterKeeper]) -> None:
    """Out of paper is lost; near the end is well with a note; and what was refused never comes out."""
    health, done = Heard(), Heard()
    keeper = keep(_network(network_printer), health)
    assert health.wait_for_last(Well())

    network_printer.paper_low()
    assert health.wait_for_last(Well("paper_low"))
    network_printer.paper_out()
    assert health.wait_for_last(Lost("paper_out"))
    keeper.print_slip(SIGNUP, done)
    network_printer.well()
    assert health.wait_for_last(Well())

    assert done.all == [Trouble.PAPER_OUT]
    assert network_printer.slips == ()


def test_a_job_of_which_nobody_knows_is_never_printed_twice(keep: Callable[..., PrinterKeeper]) -> None:
    """After the first byte there is no second try, only an honest answer."""
    printer, done = GatedPrinter(fails=["unknown"]), Heard()
    keeper = keep(printer, health := Heard())
    assert health.wait_for_last(Well())

    keeper.print_slip(SIGNUP, done)
    assert done.wait_for_last(Trouble.UNKNOWN)
    assert health.wait_for(lambda heard: heard[-2:] == [Lost("unknown"), Well()])
    keeper.print_slip(CANCELLED, done)
    assert done.wait_for_last(None)

    assert printer.attempts == ["signup", "cancelled"]
    assert printer.opened == 2


def test_a_slip_that_waits_is_not_printed_after_its_visitor_left(keep: Callable[..., PrinterKeeper]) -> None:
    """The first is at the printer; the second waits, and is forgotten."""
    printer, done = GatedPrinter(), Heard()
    printer.gate.clear()
    keeper = keep(printer, Heard())
    keeper.print_slip(SIGNUP, done)
    assert printer.at_gate.wait(PATIENCE)
    keeper.print_slip(CANCELLED, done)

    keeper.forget()
    printer.gate.set()
    assert done.wait_for_last(None)
    keeper.print_slip(SIGNUP, done)

    assert done.wait_for(lambda heard: heard == [None, None])
    assert printer.attempts == ["signup", "signup"]


def test_no_new_connection_is_tried_for_a_visitor_who_left(keep: Callable[..., PrinterKeeper]) -> None:
    """The printer was found gone while the visitor walked away: the slip is not tried again."""
    printer, done = GatedPrinter(fails=["gone"]), Heard()
    printer.gate.clear()
    keeper = keep(printer, health := Heard())
    keeper.print_slip(SIGNUP, done)
    assert printer.at_gate.wait(PATIENCE)

    keeper.forget()
    printer.gate.set()

    assert done.wait_for_last(Trouble.GONE)
    assert health.wait_for_last(Well())
    assert printer.attempts == ["signup"]


def test_a_visitor_who_leaves_while_the_new_connection_is_made_gets_no_slip(keep: Callable[..., PrinterKeeper]) -> None:
    """Connecting takes a second or two; that is long enough to walk away."""
    printer, done = GatedPrinter(fails=["gone"]), Heard()
    keeper = keep(printer, health := Heard())
    assert health.wait_for_last(Well())
    printer.when_opened = keeper.forget

    keeper.print_slip(SIGNUP, done)

    assert health.wait_for(lambda _: [job.state for job in keeper.jobs()] == [JobState.CANCELLED])
    assert done.all == []
    assert printer.attempts == ["signup"]


def test_health_is_told_when_it_changes_and_logged_when_it_goes_and_comes(caplog: pytest.LogCaptureFixture) -> None:
    """From one trouble into another is news for the glass, but not a second line in the log."""
    caplog.set_level(logging.INFO, "devices")
    health = Heard()
    news = HealthNews("printer", health)

    for why in ("paper_out", "paper_out", "cover_open"):
        news.lost(why)
    news.well()
    news.well()

    assert health.all == [Lost("paper_out"), Lost("cover_open"), Well()]
    assert [record.getMessage() for record in caplog.records] == ["printer lost: paper_out", "printer back"]


def test_a_slip_is_too_old_after_twenty_seconds(keep: Callable[..., PrinterKeeper]) -> None:
    """It waited behind a stuck one for so long that its visitor gave up."""
    now = [100.0]
    printer, done = GatedPrinter(), Heard()
    printer.gate.clear()
    keeper = keep(printer, Heard(), lambda: now[0])
    keeper.print_slip(SIGNUP, done)
    assert printer.at_gate.wait(PATIENCE)
    keeper.print_slip(CANCELLED, done)

    now[0] += 20.0
    printer.gate.set()

    assert done.wait_for(lambda heard: heard == [None, Trouble.SILENT])
    assert printer.attempts == ["signup"]


def test_of_a_printer_that_cannot_answer_the_visitor_is_asked(network_printer: PretendPrinter) -> None:
    """Every byte left us, and that is all anybody knows; the printer is not lost for it."""
    network_printer.mute()
    health, done = Heard(), Heard()
    printer = printer_at(f"tcp://127.0.0.1:{network_printer.port}", font_folder=FONTS, status=False)
    keeper = PrinterKeeper(printer=printer, on_health=health, poll=0.1, pauses=PAUSES)
    keeper.start()

    keeper.print_slip(SIGNUP, done)

    assert done.wait_for_last(Trouble.UNKNOWN)
    assert network_printer.wait_for(1, PATIENCE)
    assert [(job.kind, job.state, job.bytes_sent > 30_000) for job in keeper.jobs()] == [("signup", JobState.SENT, True)]
    keeper.stop()
    assert health.all == [Well()]


def test_a_cable_pulled_while_nobody_prints_is_noticed_at_once(network_printer: PretendPrinter) -> None:
    """Long before the printer is asked again how it is."""
    health = Heard()
    keeper = PrinterKeeper(printer=_network(network_printer), on_health=health, poll=60, pauses=PAUSES)
    keeper.start()
    assert health.wait_for_last(Well())

    network_printer.unplug()

    assert health.wait_for_last(Lost("gone"))
    keeper.stop()


def test_a_keeper_stops_within_two_seconds(network_printer: PretendPrinter) -> None:
    """Also while a printer is being waited for."""
    network_printer.fail_after(3)
    health: list[Health] = []
    keeper = PrinterKeeper(printer=_network(network_printer), on_health=health.append, pauses=PAUSES)
    keeper.start()
    keeper.print_slip(SIGNUP, Heard())

    keeper.stop()

    assert not any(thread.name == "printer" for thread in threading.enumerate())
