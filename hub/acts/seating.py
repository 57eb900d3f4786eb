"""Seats: given, freed and told of. Only the hub gives them, in its own order of arrival.

Every function here is called inside a transaction; whoever touches a sign-up has locked it before the seats.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q

from hub.acts import feed
from hub.feeds.base import feed_kinds
from hub.feeds.seats import many_data
from hub.models import Occasion, SeatLoan, Seats
from hub.moments import rfc3339

DEBOUNCE = timedelta(seconds=10)
"""How often the counts of one occasion are told at most."""

MOST_TOLD = 200
"""How many are told in one transaction; the rest waits for the next question."""


def lock(occasions: Iterable[int]) -> None:
    """Lock the seats of these occasions, in ascending order."""
    list(Seats.objects.select_for_update(no_key=True).filter(pk__in=sorted(set(occasions))).order_by("pk").values_list("pk"))


TAKE = """
    UPDATE hub_seats SET taken = taken + %s, dirty = true
    WHERE occasion_id = %s AND waiting = 0 AND (capacity IS NULL OR capacity >= taken + lent + %s)
"""
"""Written by hand, for every sign-up asks it."""


def take(occasion_id: int, seats: int) -> bool:
    """Take seats if there are enough and nobody waits; say whether."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [seats, occasion_id, seats])
        return int(cursor.rowcount) == 1


def take_waiting(occasion_id: int, seats: int) -> bool:
    """Give freed seats to somebody who waits; say whether there were enough."""
    room = Q(capacity=None) | Q(capacity__gte=F("taken") + F("lent") + seats)
    free = Seats.objects.filter(pk=occasion_id).filter(room)
    return free.update(taken=F("taken") + seats, waiting=F("waiting") - seats, dirty=True) == 1


def keep_promise(occasion: Occasion, seats: int) -> None:
    """Take seats that were promised before a restore, even when there are not enough: staff find a way."""
    Seats.objects.filter(pk=occasion.pk).update(taken=F("taken") + seats, dirty=True)
    counts = Seats.objects.get(pk=occasion.pk)
    if counts.capacity is not None and counts.taken > counts.capacity:
        Occasion.objects.filter(pk=occasion.pk).update(overbooked=True)


def queue(occasion_id: int, seats: int) -> None:
    """Put somebody at the end of the queue."""
    Seats.objects.filter(pk=occasion_id).update(waiting=F("waiting") + seats, dirty=True)


def free(occasion_id: int, seats: int, *, waited: bool) -> None:
    """Free seats, or places in the queue."""
    column = "waiting" if waited else "taken"
    Seats.objects.filter(pk=occasion_id).update(**{column: F(column) - seats}, dirty=True)


def set_capacity(occasion: Occasion, capacity: int | None) -> None:
    """Change how many may come. Seats that were given stay given, and the occasion is marked when there are too many."""
    Seats.objects.filter(pk=occasion.pk).update(capacity=capacity, dirty=True)
    counts = Seats.objects.get(pk=occasion.pk)
    over = capacity is not None and counts.taken > capacity
    Occasion.objects.filter(pk=occasion.pk).exclude(overbooked=over).update(overbooked=over)


# ------------------------------------------------------------------------------------------------------------ telling


ANY_DUE = """
    SELECT EXISTS (
        SELECT 1 FROM hub_seats s JOIN hub_occasion o ON o.id = s.occasion_id
        WHERE o.library_id = %s AND s.dirty AND (s.published_at IS NULL OR s.published_at <= %s)
    ) OR EXISTS (
        SELECT 1 FROM hub_seatloan n JOIN hub_occasion o ON o.id = n.occasion_id
        WHERE o.library_id = %s AND n.returned_at IS NULL AND n.until <= %s
    )
"""
"""Written by hand, for every question for the feed asks it first."""


def _any_due(library_id: int, now: datetime) -> bool:
    """Whether there is anything to tell, or to take back."""
    moment = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(ANY_DUE, [library_id, moment(now - DEBOUNCE), library_id, moment(now)])
        return bool(cursor.fetchone()[0])


def tell_due(library_id: int, now: datetime) -> bool:
    """Take back what was lent too long, and tell the feed of counts that changed, each occasion once in ten seconds at most.

    Says whether there was anything to do.
    """
    if not _any_due(library_id, now):
        return False
    from hub.acts import lending  # loans are seats too, and import this module

    late = SeatLoan.objects.filter(occasion__library_id=library_id, returned_at=None, until__lte=now)
    for loan_id in late.values_list("pk", flat=True):
        with transaction.atomic():
            lending.give_back(loan_id, now)
    _tell_changed(library_id, now)
    return True


def _tell_changed(library_id: int, now: datetime) -> None:
    """Tell of all that is due at a branch at once. Who finds somebody at it leaves it to them: counts are a hint."""
    due = Q(dirty=True) & (Q(published_at=None) | Q(published_at__lte=now - DEBOUNCE))
    with transaction.atomic():
        library = feed.lock_if_free(library_id)
        if library is None:
            return
        waiting = Seats.objects.select_for_update(no_key=True, of=("self",)).filter(occasion__library_id=library_id).filter(due)
        counted = list(waiting.select_related("occasion").order_by("pk")[:MOST_TOLD])
        told = {key: data and data | {"at": rfc3339(now)} for key, data in many_data(counted).items()}
        feed.publish_many(library, "seats", told, now)
        Seats.objects.filter(pk__in=[each.pk for each in counted]).update(dirty=False, published_at=now)


def tell(library_id: int, occasion_id: int, now: datetime) -> None:
    """Tell the feed of one occasion's seats: the branch's row first, then the seats."""
    library = feed.lock(library_id)
    lock([occasion_id])
    seats = Seats.objects.select_related("occasion").get(pk=occasion_id)
    data = feed_kinds()["seats"].one(library, seats.occasion.key)
    feed.publish_data(library, "seats", seats.occasion.key, None if data is None else data | {"at": rfc3339(now)}, now)
    Seats.objects.filter(pk=occasion_id).update(dirty=False, published_at=now)
