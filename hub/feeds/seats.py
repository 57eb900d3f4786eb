"""Seats, as kiosks are told of them: a hint that may be minutes old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from hub.feeds.base import Data, FeedKind
from hub.models import Library, SeatLoan, Seats
from hub.moments import rfc3339


class SeatsFeed(FeedKind):
    """Kind `seats`; its key is the occasion's. `at`, when the counts were published, is added by whoever publishes."""

    name = "seats"

    def rows(self, library: Library) -> Iterator[tuple[str, Data]]:
        """Give the seats of all that is shown."""
        return ((each.occasion.key, seats_data(each)) for each in _counted(library))

    def one(self, library: Library, key: str) -> Data | None:
        """Give one occasion's seats."""
        found = _counted(library).filter(occasion__key=key).first()
        return None if found is None else seats_data(found)


def _counted(library: Library) -> QuerySet[Seats]:
    """Give the seats of what is shown and takes sign-ups, or did."""
    return Seats.objects.filter(occasion__library=library, occasion__shown=True).select_related("occasion").order_by("occasion_id")


def seats_data(seats: Seats) -> Data:
    """Write the counts of one occasion."""
    return _data(seats, _on_loan([seats.occasion_id]))


def many_data(counted: Sequence[Seats]) -> dict[str, Data | None]:
    """Write the counts of several occasions by key, with one question for their loans; None for what is not shown."""
    loans = _on_loan([each.occasion_id for each in counted])
    return {
        each.occasion.key: _data(each, [loan for loan in loans if loan.occasion_id == each.occasion_id])
        if each.occasion.shown
        else None
        for each in counted
    }


def _on_loan(occasions: Sequence[int]) -> list[SeatLoan]:
    """Give what kiosks hold of these occasions."""
    return list(SeatLoan.objects.filter(occasion_id__in=occasions, returned_at=None, left__gt=0).order_by("id"))


def _data(seats: Seats, loans: Sequence[SeatLoan]) -> Data:
    """Write the counts. Seats lent to a kiosk count as taken for the others; it is told what it holds, and until when."""
    held: dict[str, int] = {}
    until: dict[str, datetime] = {}
    for loan in loans:
        held[loan.device_id] = held.get(loan.device_id, 0) + loan.left
        until[loan.device_id] = min(loan.until, until.get(loan.device_id, loan.until))
    return {
        "capacity": seats.capacity,
        "taken": seats.taken + seats.lent,
        "waiting": seats.waiting,
        "lent": held,
        "lent_until": {device: rfc3339(moment) for device, moment in until.items()},
    }
