"""Seats that wait at a kiosk: lent, taken from the loan, and taken back.

A kiosk that holds lent seats promises them firmly while it has no network. So what it promised is kept, also when the loan was
taken back or its time was up before the promise came here: above the capacity, if need be, and marked for staff.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from hub.acts import audit, feed, seating
from hub.models import Device, Occasion, SeatLoan, Seats

SILENT_AFTER = timedelta(minutes=15)
"""A kiosk that has not spoken for this long may have promised what we do not know of."""

LONGEST = timedelta(hours=72)


class NoFreeSeatsError(Exception):
    """There are not that many free seats, nobody counts them, or somebody waits."""


class SilentError(Exception):
    """The kiosk has been silent: taking the loan back may leave more promises than seats. It takes a second word."""


def silent(device: Device, now: datetime) -> bool:
    """Whether nobody has heard of a kiosk for a while."""
    return device.beat_at is None or device.beat_at < now - SILENT_AFTER


def lend_out(occasion: Occasion, device: Device, seats: int, until: datetime, *, who: str, now: datetime) -> None:
    """Lend, write it down, and tell the kiosks. Raises NoFreeSeatsError."""
    with transaction.atomic():
        feed.lock(occasion.library_id)
        seating.lock([occasion.pk])
        if not lend(occasion, device.pk, seats, min(until, now + LONGEST)):
            raise NoFreeSeatsError
        seating.tell(occasion.library_id, occasion.pk, now)
        audit.note(who, "seats_lent", f"{occasion.key} {seats} {device.place}", occasion.library, now)


def take_back(loan: SeatLoan, *, sure: bool, who: str, now: datetime) -> None:
    """Take a loan back by hand. Raises SilentError where the kiosk is silent and nobody has said that they are sure."""
    if silent(loan.device, now) and not sure:
        raise SilentError
    with transaction.atomic():
        feed.lock(loan.occasion.library_id)
        give_back(loan.pk, now)
        seating.tell(loan.occasion.library_id, loan.occasion_id, now)
        audit.note(who, "seats_back", f"{loan.occasion.key} {loan.device.place}", loan.occasion.library, now)


def lend(occasion: Occasion, device_id: str, seats: int, until: datetime) -> bool:
    """Lend free seats to a kiosk, to give away while it has no network; say whether there were enough."""
    room = Q(capacity__gte=F("taken") + F("lent") + seats)
    if Seats.objects.filter(pk=occasion.pk, waiting=0).filter(room).update(lent=F("lent") + seats, dirty=True) == 0:
        return False
    SeatLoan.objects.create(occasion=occasion, device_id=device_id, seats=seats, left=seats, until=until)
    return True


def take_lent(occasion_id: int, device_id: str, seats: int, now: datetime) -> bool:
    """Take seats from what the kiosk has on loan; say whether there were enough."""
    loans = SeatLoan.objects.filter(occasion_id=occasion_id, device_id=device_id, returned_at=None, until__gt=now, left__gte=seats)
    loan = loans.order_by("id").first()
    if loan is None:
        return False
    SeatLoan.objects.filter(pk=loan.pk).update(left=F("left") - seats, used=F("used") + seats)
    Seats.objects.filter(pk=occasion_id).update(lent=F("lent") - seats, taken=F("taken") + seats, dirty=True)
    return True


def owed(occasion_id: int, device_id: str, seats: int) -> SeatLoan | None:
    """Find a loan, running or not, from which the kiosk may have promised these seats: never more than it was lent."""
    loans = SeatLoan.objects.filter(occasion_id=occasion_id, device_id=device_id, seats__gte=F("used") + seats)
    return loans.order_by("id").first()


def keep_late_promise(occasion: Occasion, device_id: str, seats: int) -> bool:
    """Keep what a kiosk promised on a loan that has ended meanwhile; say whether there was one."""
    loan = owed(occasion.pk, device_id, seats)
    if loan is None:
        return False
    SeatLoan.objects.filter(pk=loan.pk).update(used=F("used") + seats)
    seating.keep_promise(occasion, seats)
    return True


@transaction.atomic
def give_back(loan_id: int, now: datetime) -> None:
    """Take a loan back: what is left of it is free again."""
    loan = SeatLoan.objects.get(pk=loan_id)
    seating.lock([loan.occasion_id])
    loan.refresh_from_db()
    if loan.returned_at is None:
        SeatLoan.objects.filter(pk=loan.pk).update(returned_at=now, left=0)
        Seats.objects.filter(pk=loan.occasion_id).update(lent=F("lent") - loan.left, dirty=True)
