"""A slip that may have come out before is marked as a copy, with both times."""

from __future__ import annotations

from datetime import datetime

from kiosk.slips.blocks import Copy, Slip
from kiosk.words.texts import Words


def marked(slip: Slip, first_at: datetime | None, now: datetime, words: Words) -> Slip:
    """Give the slip, as a copy where one was sent before of which nobody knows. None = there was none."""
    if first_at is None:
        return slip
    first, again = (words(f"slip.copy.{which}", time=words.moment(at)) for which, at in (("first", first_at), ("now", now)))
    return slip.as_copy(Copy(words("slip.copy"), first, again))
