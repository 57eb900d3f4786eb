"""A kiosk that its hub has revoked: whatever happens, the glass says so, and only the staff's door still opens."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.visit.states import (
    Cancelled,
    Cancelling,
    Done,
    Home,
    Keeping,
    Kiosk,
    Matter,
    Message,
    Resting,
    StaffDoor,
    StaffRoom,
)

CLOSED = Message(Matter.CLOSED)

SPARED = (Resting, StaffDoor, StaffRoom, Keeping, Cancelling, Done, Cancelled)
"""Places that stay: nobody is there, or staff are, or something was just kept and its visitor is told so before anything else."""


def settled(kiosk: Kiosk) -> Kiosk:
    """The kiosk where its house lets it be. A half-written sign-up is dropped with its place: it could never be delivered."""
    if kiosk.house.closed:
        return kiosk if isinstance(kiosk.place, SPARED) or kiosk.place == CLOSED else replace(kiosk.only(CLOSED), notice=None)
    return kiosk.only(Home()) if kiosk.place == CLOSED else kiosk
