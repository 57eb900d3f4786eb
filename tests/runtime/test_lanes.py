"""Lanes: slow things one after the other, never on the glass's thread; a bug ends nothing and tells nothing."""

from __future__ import annotations

import io
import json
import logging
import threading
from typing import TYPE_CHECKING

import pytest

from kiosk.runtime import log
from kiosk.runtime.lanes import Lane
from tests.runtime.clocks import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the log says."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    log.set_up(stream)
    yield stream
    root.handlers[:], root.level = before[0], before[1]


def _quote_a_name() -> None:
    """Raise an error whose message quotes what was typed."""
    int("Åse Nielsen 0101505000")


def _fail() -> None:
    """Have a bug."""
    raise IndexError


def _wait_for(gate: threading.Event) -> None:
    """Hang."""
    gate.wait(PATIENCE_S)


def test_jobs_are_done_in_their_order_in_a_thread_of_their_own() -> None:
    """Given jobs queued before the start, they are done after it, oldest first, all in one other thread."""
    done: list[tuple[int, int]] = []
    lane = Lane("test")
    for i in range(50):
        lane.do(lambda i=i: done.append((i, threading.get_ident())))  # type: ignore[misc]

    lane.start()
    lane.stop(within=PATIENCE_S)

    assert [i for i, _ in done] == list(range(50))
    assert len({thread for _, thread in done}) == 1
    assert threading.get_ident() not in {thread for _, thread in done}


def test_a_bug_does_not_end_the_lane_and_says_nothing_of_what_it_was_about(said: io.StringIO) -> None:
    """Given a job that raises with a name in its message, the next job is done, and the log names only kind and lane."""
    done = threading.Event()
    lane = Lane("store")
    lane.start()

    lane.do(_quote_a_name)
    lane.do(done.set)

    assert done.wait(PATIENCE_S)
    lane.stop()
    line = json.loads(said.getvalue())
    assert (line["level"], line["said"], line["lane"], line["kind"]) == ("error", "bug", "store", "ValueError")
    assert line["place"].startswith("kiosk.runtime.lanes:")
    assert "Nielsen" not in said.getvalue()
    assert "0101505000" not in said.getvalue()


def test_a_bug_at_the_beginning_does_not_end_the_lane(said: io.StringIO) -> None:
    """Given a lane whose first work fails, jobs are done all the same."""
    done = threading.Event()
    lane = Lane("store", begin=_fail)
    lane.start()

    lane.do(done.set)

    assert done.wait(PATIENCE_S)
    lane.stop()
    assert json.loads(said.getvalue())["kind"] == "IndexError"


def test_the_tick_comes_again_and_again_while_nothing_is_asked() -> None:
    """Given a lane with a tick, three ticks come without any job, and none after the lane has stopped."""
    ticked = threading.Semaphore(0)
    lane = Lane("store", tick=ticked.release, every=0.01)
    lane.start()

    assert all(ticked.acquire(timeout=PATIENCE_S) for _ in range(3))

    lane.stop(within=PATIENCE_S)
    while ticked.acquire(blocking=False):
        pass
    assert not ticked.acquire(timeout=0.1)


def test_stopping_does_not_wait_for_ever() -> None:
    """Given a job that hangs, stopping gives up on it."""
    gate = threading.Event()
    lane = Lane("store")
    lane.start()
    lane.do(lambda: _wait_for(gate))

    lane.stop(within=0.05)

    assert not gate.is_set()
    gate.set()


def test_a_lane_that_never_ran_can_be_stopped() -> None:
    """A start that failed half way stops what it made."""
    Lane("never").stop()
