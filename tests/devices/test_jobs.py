"""A print job as a value: whatever happens to it in whatever order, it never goes back to before its first byte."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer.job import UNSENT, WAYS, Job, JobState, JobStep
from devices.printer.slip_queue import REMEMBERED, SlipQueue
from kiosk.nouns import DANISH
from kiosk.ports import Trouble
from kiosk.slips.blocks import Headline, Slip

NOW = datetime(2026, 11, 24, 14, 20, tzinfo=UTC)
FINAL = frozenset(
    (JobState.CONFIRMED, JobState.NOT_PRINTED, JobState.UNKNOWN, JobState.EXPIRED, JobState.CANCELLED),
)


@given(steps=st.lists(st.sampled_from(JobStep), max_size=20))
def test_no_order_of_steps_sends_a_job_twice(steps: list[JobStep]) -> None:
    """It begins once at most, is proved only after all of it was sent, and what is over stays as it is."""
    job = Job(1, "signup", NOW)
    lived = [job.state]
    for step in steps:
        if job.may(step):
            job = job.after(step, NOW)
            lived.append(job.state)
        else:
            with pytest.raises(ValueError, match="cannot be"):
                job.after(step, NOW)

    assert lived.count(JobState.SENDING) <= 1
    assert len(set(lived)) == len(lived)
    assert not any(state in FINAL for state in lived[:-1])
    if JobState.CONFIRMED in lived:
        assert lived == [JobState.QUEUED, JobState.CHECKING, JobState.SENDING, JobState.SENT, JobState.CONFIRMED]
    if JobState.SENDING in lived:
        assert job.state not in UNSENT


def test_every_state_can_be_reached_and_every_job_can_end() -> None:
    """No state is there for nothing, and none is a trap but SENT, which is the end where a printer cannot answer."""
    reached = {JobState.QUEUED, *WAYS.values()}
    ways_out = {state for state, _ in WAYS}

    assert reached == set(JobState)
    assert set(JobState) - ways_out == FINAL


def test_the_journal_holds_no_content_and_the_last_fifty() -> None:
    """Kind, times, state, bytes: nothing that stood on a slip."""
    queue = SlipQueue(clock=lambda: 0.0, wall=lambda: NOW)
    for _ in range(REMEMBERED + 10):
        queue.put(Slip("signup", DANISH, (Headline("Åse"),)), print, Trouble.PAPER_OUT)

    jobs = queue.journal()

    assert len(jobs) == REMEMBERED
    assert jobs[-1] == Job(REMEMBERED + 10, "signup", NOW, JobState.NOT_PRINTED, NOW, 0, Trouble.PAPER_OUT)
    assert "Åse" not in repr(jobs)


def test_the_bytes_that_left_are_counted() -> None:
    """Also when they were not all."""
    queue = SlipQueue(clock=lambda: 0.0, wall=lambda: NOW)
    queue.put(Slip("signup", DANISH, ()), print)
    taken = queue.take()
    assert taken is not None
    assert queue.begin(taken, 20.0)

    queue.wrote(taken.number, 1234, whole=False)
    queue.step(taken.number, JobStep.LOST_SIGHT, Trouble.UNKNOWN)

    assert [(job.state, job.bytes_sent) for job in queue.journal()] == [(JobState.UNKNOWN, 1234)]


def test_a_slip_too_old_or_whose_visitor_left_never_begins() -> None:
    """Asked right before the first byte; the answer is final."""
    now = [0.0]
    queue = SlipQueue(clock=lambda: now[0], wall=lambda: NOW)
    for _ in range(2):
        queue.put(Slip("signup", DANISH, ()), print)
    old = queue.take()
    assert old is not None
    now[0] = 20.0
    assert not queue.begin(old, 20.0)
    left = queue.take()
    assert left is not None
    queue.forget()

    assert not queue.begin(left, 60.0)
    assert [job.state for job in queue.journal()] == [JobState.EXPIRED, JobState.CANCELLED]
