"""Every fault of the model's line does what its name says: one that passes as a good answer would prove nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.ports import UplinkError
from kiosk.sync.uplink import LineUplink, Timing
from kiosk.wire import OP_BATCH
from tests.contracts.faults import LineFault
from tests.hub import pg
from tests.long.model.hubs import ModelHub
from tests.long.model.kiosk import ModelKiosk
from tests.long.model.proxy import FaultyLine

pytestmark = pg.once

NOTHING_ARRIVES = {LineFault.REFUSE, LineFault.RESET_BEFORE, LineFault.CUT_REQUEST}
ARRIVES = {LineFault.LOST_ACK, LineFault.CUT_HEADERS, LineFault.CUT_BODY, LineFault.GARBAGE_GZIP, LineFault.SLOW}
GOES_WELL = {LineFault.DUP, LineFault.LATE_COPY}
LATER = {LineFault.DELAY, LineFault.REORDER}
STRANGERS = set(LineFault) - NOTHING_ARRIVES - ARRIVES - GOES_WELL - LATER
PAUSES = {LineFault.BUSY_503: "busy", LineFault.SLOW_DOWN_429: "slow_down"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelHub]:
    """A hub with one branch and one event."""
    with ModelHub(tmp_path_factory.mktemp("served") / "hub", workers=1) as hub:
        hub.does("library", key="b")
        hub.does("event", library="b", key="e", title="Højtlæsning", capacity=1000)
        yield hub


@pytest.fixture
def kiosk(served: ModelHub, tmp_path: Path) -> Iterator[ModelKiosk]:
    """A kiosk taken in there."""
    made = ModelKiosk(tmp_path / "kiosk", FaultyLine(served.port), seed=1, timing=Timing(connect_s=3.0, read_s=3.0, total_s=1.0))
    made.dice.seed(str(tmp_path))
    made.enrol(served.does("code", library="b"))
    yield made
    made.stop()
    made.way.close()


def sent(kiosk: ModelKiosk) -> str:
    """Hand over what waits; give the reason when that went wrong."""
    try:
        LineUplink(kiosk.line).send(kiosk.letters.next_batch(kiosk.clock, OP_BATCH))
    except UplinkError as error:
        return error.reason
    return ""


@pytest.mark.parametrize("fault", list(LineFault), ids=str)
def test_a_fault_does_what_it_is_called(served: ModelHub, kiosk: ModelKiosk, fault: LineFault) -> None:
    """Whether the kiosk hears of trouble, and whether the hub has the letter then."""
    letter = kiosk.sign_up("e")
    kiosk.way.next(fault)

    reason = sent(kiosk)

    there = letter in served.does("state", library="b")["ops"]
    assert (reason == "") is (fault in GOES_WELL)
    assert there is (fault in ARRIVES | GOES_WELL)
    if fault in STRANGERS:
        assert reason == PAUSES.get(fault, "not_ours")
    assert kiosk.way.acted == {fault: 1}


def test_what_was_given_up_arrives_before_or_behind_the_next(served: ModelHub, kiosk: ModelKiosk) -> None:
    """A delayed request is there before the next answer; one that was overtaken as well, and a copy comes a day later."""
    first, before = kiosk.sign_up("e"), kiosk.way.passed
    for fault in (LineFault.DELAY, LineFault.REORDER, LineFault.LATE_COPY):
        kiosk.way.next(fault)
        sent(kiosk)

    assert first in served.does("state", library="b")["ops"]
    assert kiosk.way.passed == before + 3
    assert kiosk.way.a_day_later() == 1
    assert kiosk.way.passed == before + 4


def test_an_old_answer_is_played_again(served: ModelHub, kiosk: ModelKiosk) -> None:
    """And names nothing that was asked now."""
    kiosk.sign_up("e")
    kiosk.push()
    second = kiosk.sign_up("e")
    kiosk.way.next(LineFault.OLD_REPLAY)

    assert kiosk.push().reason == "no_verdict"
    assert second not in served.does("state", library="b")["ops"]
