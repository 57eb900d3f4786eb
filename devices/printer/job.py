"""A print job as a value: where it stands, and where it may go from there."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from kiosk.ports import Trouble


class JobState(Enum):
    """Where a job stands. SENT = every byte has left us; where the printer cannot answer that is also how it ends."""

    QUEUED = "queued"
    CHECKING = "checking"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    NOT_PRINTED = "not_printed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class JobStep(Enum):
    """What happens to a job. BEGAN = the first byte leaves: from there it is never tried again."""

    TAKEN = "taken"
    BEGAN = "began"
    ALL_SENT = "all_sent"
    PROVED = "proved"
    REFUSED = "refused"
    LOST_SIGHT = "lost_sight"
    TOO_OLD = "too_old"
    CALLED_OFF = "called_off"


WAYS = {
    (JobState.QUEUED, JobStep.TAKEN): JobState.CHECKING,
    (JobState.QUEUED, JobStep.REFUSED): JobState.NOT_PRINTED,
    (JobState.QUEUED, JobStep.TOO_OLD): JobState.EXPIRED,
    (JobState.QUEUED, JobStep.CALLED_OFF): JobState.CANCELLED,
    (JobState.CHECKING, JobStep.BEGAN): JobState.SENDING,
    (JobState.CHECKING, JobStep.REFUSED): JobState.NOT_PRINTED,
    (JobState.CHECKING, JobStep.TOO_OLD): JobState.EXPIRED,
    (JobState.CHECKING, JobStep.CALLED_OFF): JobState.CANCELLED,
    (JobState.SENDING, JobStep.ALL_SENT): JobState.SENT,
    (JobState.SENDING, JobStep.LOST_SIGHT): JobState.UNKNOWN,
    (JobState.SENT, JobStep.PROVED): JobState.CONFIRMED,
    (JobState.SENT, JobStep.LOST_SIGHT): JobState.UNKNOWN,
}
"""Every step there is. What is not here cannot happen, and nothing leads back to before the first byte."""

UNSENT = frozenset(
    (JobState.QUEUED, JobState.CHECKING, JobState.NOT_PRINTED, JobState.EXPIRED, JobState.CANCELLED),
)
"""The states in which not a byte has left: no slip can come out."""


class Job(Struct, frozen=True):
    """One slip on its way to the paper, without what stands on it. Times are the wall clock's, for staff to read."""

    number: int
    kind: str
    queued_at: datetime
    state: JobState = JobState.QUEUED
    changed_at: datetime | None = None
    bytes_sent: int = 0
    trouble: Trouble | None = None

    @property
    def is_unsent(self) -> bool:
        """Whether not a byte has left."""
        return self.state in UNSENT

    def may(self, step: JobStep) -> bool:
        """Whether this can happen to it now."""
        return (self.state, step) in WAYS

    def after(self, step: JobStep, at: datetime, trouble: Trouble | None = None) -> Job:
        """Give the job as it is after a step. Raises ValueError for one that cannot happen: that is a bug."""
        if not self.may(step):
            raise ValueError(f"a job that is {self.state.value} cannot be {step.value}")
        return replace(self, state=WAYS[self.state, step], changed_at=at, trouble=trouble)

    def with_bytes(self, count: int) -> Job:
        """Give the job with so many bytes of it sent."""
        return replace(self, bytes_sent=count)
