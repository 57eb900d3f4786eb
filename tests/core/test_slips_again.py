"""A slip that did not come, or may have come: what is asked, what is printed again, and which answer is whose."""

from __future__ import annotations

from kiosk.slips.text import as_text
from kiosk.visit.effects import PrintSlip
from kiosk.visit.events import MinutePassed, PrintPressed, SlipFailed, SlipPrinted
from kiosk.visit.views import DoneView, Paper
from tests.core.samples import at
from tests.core.walks import kept


def test_a_slip_nobody_saw_is_asked_about() -> None:
    """We do not know, and say so; the code is there."""
    visitor = kept()
    shown = visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "unknown")).sees(DoneView)

    assert shown.paper_line == "Kom sedlen ud? Ellers er koden her."
    assert shown.code is not None


def test_a_slip_printed_again_after_nobody_saw_the_first_is_a_copy() -> None:
    """Two slips may be about, and each says which one it is: with both times, however often it is tried."""
    visitor = kept()
    visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "unknown"), MinutePassed(at(1)))
    assert "print" in [press.id for press in visitor.sees(DoneView).presses]

    first = as_text(visitor.do(PrintPressed()).asked(PrintSlip).slip)
    visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "paper_out"))
    second = as_text(visitor.do(PrintPressed()).asked(PrintSlip).slip)

    assert first == second
    assert first.startswith(
        "Kopi\nFørste seddel: tirsdag 24. november kl.\u00a014.20\nDenne kopi: tirsdag 24. november kl.\u00a015.20\n"
    )


def test_a_slip_printed_again_after_none_came_out_is_no_copy() -> None:
    """The printer refused it before the first dot."""
    visitor = kept()
    visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "paper_out"))

    assert "Kopi" not in as_text(visitor.do(PrintPressed()).asked(PrintSlip).slip)


def test_an_answer_never_marks_another_slip() -> None:
    """The first slip's late answer finds the second one on its way."""
    visitor = kept()
    first = visitor.asked(PrintSlip).number
    visitor.do(SlipFailed(visitor.kiosk.ticket, first, "paper_out"), PrintPressed())
    second = visitor.asked(PrintSlip).number

    visitor.do(SlipPrinted(visitor.kiosk.ticket, first))

    assert second != first
    assert visitor.sees(DoneView).paper is Paper.COMING
    assert visitor.do(SlipPrinted(visitor.kiosk.ticket, second)).sees(DoneView).paper is Paper.OUT
