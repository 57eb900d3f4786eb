"""A printer on a bad line: never two slips for one job, and the next one is whole."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from devices.printer.job import JobState
from kiosk.nouns import Lost, Well
from kiosk.ports import Trouble
from tests.devices.rig import Rig, running
from tests.devices.schedules import cut_through

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_a_line_cut_within_a_slip(kind: str, tmp_path: Path) -> None:
    """Each time the visitor is told the truth, and the slip after it comes out whole, once. The long tests try every hundredth."""
    cut_through(kind, tmp_path, range(2, 101, 7))


def _by_number(rig: Rig, number: int) -> JobState:
    return next(job.state for job in rig.keeper.jobs() if job.kind == str(number))


@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_a_stalled_line_makes_a_slip_unknown_in_time(kind: str, tmp_path: Path) -> None:
    """Bytes that stand in a buffer are no paper; nobody waits for ever."""
    with running(kind, tmp_path) as rig:
        rig.line.sent = 0
        rig.line.stall_after = rig.size() // 2
        number = rig.ask()

        assert rig.wait_for(number, 8)
        assert rig.answers[number] is Trouble.UNKNOWN
        assert rig.confirmed()
        rig.check()


@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_a_line_of_9600_baud_only_takes_longer(kind: str, tmp_path: Path) -> None:
    """The proof comes late, and it is waited for as long as the slip needs."""
    with running(kind, tmp_path) as rig:
        rig.line.rate = 9600.0 if kind == "tcp" else 11_520.0
        number = rig.ask()

        assert rig.wait_for(number)
        rig.check()
        assert rig.confirmed()


@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_a_visitor_who_leaves_while_the_printer_is_asked_gets_no_slip(kind: str, tmp_path: Path) -> None:
    """The questions take half a second on a slow line; that is long enough to walk away."""
    with running(kind, tmp_path) as rig:
        rig.printer._line.answer_seconds = 3.0
        rig.line.rate = 20.0
        number = rig.ask()
        pause = threading.Event()
        while _by_number(rig, number) is JobState.QUEUED:
            pause.wait(0.01)
        assert _by_number(rig, number) is JobState.CHECKING

        rig.leave()
        rig.line.heal()
        assert rig.confirmed()

        assert _by_number(rig, number) is JobState.CANCELLED
        assert number not in rig.answers
        rig.check()


@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_a_printer_that_says_well_and_prints_nothing_is_not_believed(kind: str, tmp_path: Path) -> None:
    """Status is no proof: only what waits its turn is."""
    with running(kind, tmp_path) as rig:
        rig.far.busy()
        number = rig.ask()

        assert rig.wait_for(number)
        assert rig.answers[number] is Trouble.UNKNOWN
        assert rig.confirmed()
        rig.check()


@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_noise_never_makes_a_slip_that_did_not_come(kind: str, tmp_path: Path) -> None:
    """Whatever the printer seems to say."""
    with running(kind, tmp_path, seed=7) as rig:
        rig.line.noise = 0.4
        for _ in range(8):
            rig.wait_for(rig.ask(), 5)

        assert rig.confirmed()
        rig.check()


@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_a_printer_that_falls_silent_is_lost_and_comes_back(kind: str, tmp_path: Path) -> None:
    """Silence is never paper; and when it speaks again, it prints."""
    with running(kind, tmp_path) as rig:
        rig.line.mute = True
        assert rig.health.wait_for_last(Lost("silent"))
        assert rig.wait_for(rig.ask(), 5)

        assert rig.confirmed()
        rig.check()


def test_old_answers_on_the_line_are_not_taken_for_new_ones(tmp_path: Path) -> None:
    """Half an automatic status and an old »paper out« lie there when the connection is made."""
    with running("tcp", tmp_path) as rig:
        rig.line.stale = b"\x7e\x10\x00\x0f\x00\x0c\x18\x00"
        rig.line.pull()
        assert rig.health.wait_for(lambda heard: heard[-2:] == [Lost("gone"), Well()] or heard[-1:] == [Well()])

        assert rig.wait_for(rig.ask())
        assert rig.answers[1] is None


def test_a_printer_that_takes_no_connections_is_gone_until_it_does(tmp_path: Path) -> None:
    """Plugged in again while the kiosk is trying to connect."""
    with running("tcp", tmp_path) as rig:
        rig.line.refuse = True
        rig.line.pull()
        assert rig.health.wait_for_last(Lost("gone"))
        refused = rig.ask()
        assert rig.answers[refused] is Trouble.GONE

        assert rig.confirmed()
        rig.check()


def test_one_old_answer_that_comes_late_frightens_nobody(tmp_path: Path) -> None:
    """»Off line«, from before, slips in before the answer that was asked for: the printer is asked once more."""
    with running("tcp", tmp_path) as rig:
        for _ in range(5):
            rig.line.lie = b"\x1a"
            number = rig.ask()
            assert rig.wait_for(number)
            assert rig.answers[number] is None

        # A slow machine may find the line silent for a moment; what the old answer said of paper must never be believed.
        believed = {health.why for health in rig.health.all if isinstance(health, Lost)}
        assert believed <= {"silent", "gone"}
        assert rig.health.all[-1] == Well()


@pytest.mark.parametrize("kind", ["tcp", "serial"])
@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "cutter", "offline"])
def test_trouble_at_any_command_of_a_slip(kind: str, fault: str, tmp_path: Path) -> None:
    """Before the slip it is refused, within it nobody knows; after mending nothing comes out twice or late."""
    with running(kind, tmp_path) as rig:
        for commands in (0, 1, 2, 3, 4):
            if commands:
                rig.far.fail_after(commands, fault)
            else:
                getattr(rig.far, fault)()
            number = rig.ask()
            assert rig.wait_for(number), commands
            rig.leave()
            before = len(rig.far.slips)
            rig.far.well()
            threading.Event().wait(0.05)
            assert len(rig.far.slips) <= before + 1

            assert rig.confirmed(), commands
        rig.check()


def test_a_printer_that_does_not_throw_away_is_watched_and_the_next_visitor_waits(tmp_path: Path) -> None:
    """Half a slip is in it, and staff are warned; nobody else's slip is sent until it is well again."""
    with running("tcp", tmp_path) as rig:
        rig.far.deaf()
        rig.far.fail_after(2, "paper_out")
        first = rig.ask()
        assert rig.wait_for(first)
        assert rig.answers[first] is Trouble.UNKNOWN
        assert rig.health.wait_for_last(Lost("old_slip"))

        second = rig.ask()
        assert rig.answers[second] is Trouble.OLD_SLIP

        rig.far.well()
        assert rig.health.wait_for_last(Well("old_slip"))
        assert rig.confirmed()
        assert rig.health.wait_for_last(Well())
        rig.check()
        assert _by_number(rig, second) is JobState.NOT_PRINTED
