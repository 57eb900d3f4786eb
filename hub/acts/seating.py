"""Seats: given, freed and told of. Only the hub gives them, in its own order of arrival.

Every function here is called inside a transaction; whoever touches a sign-up has locked it before the seats.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from hub.acts import feed
from hub.feeds.base import feed_kinds
from hub.models import Occasion, SeatLoan, Seats
from hub.moments import rfc3339

DEBOUNCE = timedelta(seconds=10)
"""How often the counts of one occasion are told at most."""


def lock(occasions: Iterable[int]) -> None:
    """Lock the seats of these occasions, in ascending order."""
    list(Seats.objects.select_for_update(no_key=True).filter(pk__in=sorted(set(occasions))).order_by("pk").values_list("pk"))


def take(occasion_id: int, seats: int) -> bool:
    """Take seats if there are enough and nobody waits; say whether."""
    room = Q(capacity=None) | Q(capacity__gte=F("taken") + F("lent") + seats)
    free = Seats.objects.filter(pk=occasion_id, waiting=0).filter(room)
    return free.update(taken=F("taken") + seats, dirty=True) == 1


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


def tell_due(library_id: int, now: datetime) -> None:
    """Take back what was lent too long, and tell the feed of counts that changed, each occasion once in ten seconds at most."""
    due = Q(dirty=True) & (Q(published_at=None) | Q(published_at__lte=now - DEBOUNCE))
    late = SeatLoan.objects.filter(occasion__library_id=library_id, returned_at=None, until__lte=now)
    waiting = Seats.objects.filter(occasion__library_id=library_id).filter(due)
    if not late.exists() and not waiting.exists():
        return
    from hub.acts import lending  # loans are seats too, and import this module

    for loan_id in late.values_list("pk", flat=True):
        with transaction.atomic():
            lending.give_back(loan_id, now)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            tell(library_id, pk, now)


def tell(library_id: int, occasion_id: int, now: datetime) -> None:
    """Tell the feed of one occasion's seats: the branch's row first, then the seats."""
    library = feed.lock(library_id)
    lock([occasion_id])
    seats = Seats.objects.select_related("occasion").get(pk=occasion_id)
    data = feed_kinds()["seats"].one(library, seats.occasion.key)
    feed.publish_data(library, "seats", seats.occasion.key, None if data is None else data | {"at": rfc3339(now)}, now)
    Seats.objects.filter(pk=occasion_id).update(dirty=False, published_at=now)
