"""Programmes of a size that nobody writes by hand, put into the hub's tables row by row the same. Only where Django is set up."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hub.acts import content
from hub.models import FeedRow, Library, Occasion, Seats
from hub.outside import now


def branches(like: str, keys: list[str]) -> None:
    """Take in branches with the programme of another, row by row the same."""
    first = Library.objects.get(key=like)
    shown = list(Occasion.objects.filter(library=first).order_by("pk"))
    told = list(FeedRow.objects.filter(library=first))
    with transaction.atomic():
        for key in keys:
            branch = content.add_library(key, "Prøve", now=now())
            FeedRow.objects.filter(library=branch).delete()
            made = [_copied(each, library=branch) for each in shown]
            Occasion.objects.bulk_create(made)
            Seats.objects.bulk_create([Seats(occasion=each, capacity=100_000, dirty=False, published_at=now()) for each in made])
            FeedRow.objects.bulk_create([_copied(each, library=branch) for each in told])
            Library.objects.filter(pk=branch.pk).update(feed_head=first.feed_head)


def fill(library: str, like: str, many: int) -> None:
    """Put many more events like one into a branch's programme and feed, each with its seats."""
    where = Library.objects.get(key=library)
    first = Occasion.objects.get(library=where, key=like)
    told = {row.kind: row for row in FeedRow.objects.filter(library=where, key=like)}
    made = [_copied(first, library=where) for _ in range(many)]
    for number, each in enumerate(made):
        each.key = f"{like}-{number}"
    Occasion.objects.bulk_create(made)
    Seats.objects.bulk_create([Seats(occasion=each, dirty=False, published_at=now()) for each in made])
    rows = [_copied(told[kind], library=where) for _ in made for kind in ("event", "seats")]
    for number, row in enumerate(rows):
        row.key, row.seq = made[number // 2].key, where.feed_head + 1 + number
    FeedRow.objects.bulk_create(rows)
    Library.objects.filter(pk=where.pk).update(feed_head=where.feed_head + len(rows))


def _copied(row: Any, **more: Any) -> Any:
    """Copy a row under a new key of its own."""
    fields = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}
    fields.pop("library_id")
    return type(row)(**fields, **more)
