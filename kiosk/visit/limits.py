"""How long each place may stand untouched before the kiosk asks, and how long it waits for the answer."""

from __future__ import annotations

from kiosk.visit.look import TextSize
from kiosk.visit.states import (
    Asking,
    Cancelling,
    Keeping,
    Kiosk,
    NotKept,
    Resting,
    Review,
    SignupPage,
    SlipEntry,
    StaffDoor,
    StaffRoom,
)

QUIET_S = 25.0
"""Seconds without a touch before the question. Source: EN 301 549, 11.2.2.1, and our own rule."""

ANSWER_S = 20.0
"""Seconds to answer it: at least 20 by the same clause."""

STAFF_QUIET_S = 40.0
"""With the answer a minute in all: an open settings screen is an open door."""

FORMS = (Asking, Review, NotKept, SlipEntry, SignupPage)
STAFF = (StaffDoor, StaffRoom)


def quiet_after(kiosk: Kiosk) -> float | None:
    """Seconds without a touch until WentQuiet; None where nobody is asked.

    Nobody is here at rest. While something is being kept nothing may interrupt, and the store always answers.
    """
    if isinstance(kiosk.place, (Resting, Keeping, Cancelling)):
        return None
    return STAFF_QUIET_S if isinstance(kiosk.place, STAFF) else QUIET_S * _patience(kiosk)


def answer_within(kiosk: Kiosk) -> float:
    """Seconds of »Er du der stadig?« until TimeRanOut."""
    return ANSWER_S if isinstance(kiosk.place, STAFF) else ANSWER_S * _patience(kiosk)


def _patience(kiosk: Kiosk) -> int:
    """Twice the time for whoever types, and for whoever reads the largest letters."""
    return 2 if isinstance(kiosk.place, FORMS) or kiosk.look.size is TextSize.LARGEST else 1
