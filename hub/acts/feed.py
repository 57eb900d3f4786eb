"""Publishing to a branch's feed, and reading it.

A number is taken from the branch's row, whose lock is held until the commit: so numbers become visible in their order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from msgspec import Struct

from hub.feeds.base import feed_kinds
from hub.models import FeedRow, Library

ROW_IS, ROW_SAYS = ("library", "kind", "key"), ("seq", "deleted", "data", "at")
PAGE_BYTES = 1024 * 1024
CURSOR = re.compile(r"([0-9a-f-]{36})\.([0-9]{1,16})", re.ASCII)


def lock(library_id: int) -> Library:
    """Lock a branch's row, without stopping sign-ups whose rows point at it. First in every act on content."""
    return Library.objects.select_for_update(no_key=True).get(pk=library_id)


def lock_if_free(library_id: int) -> Library | None:
    """Lock a branch's row unless somebody else has it just now."""
    return Library.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=library_id).first()


def publish(library: Library, kind: str, key: str, now: datetime) -> bool:
    """Tell the feed how an object is now; say whether that was news. Inside a transaction that holds `lock`."""
    data = feed_kinds()[kind].one(library, key)
    return publish_data(library, kind, key, data, now)


def publish_data(library: Library, kind: str, key: str, data: dict[str, Any] | None, now: datetime) -> bool:
    """Write an object's row anew under the next number; None leaves a tombstone."""
    return publish_many(library, kind, {key: data}, now) == 1


def publish_many(library: Library, kind: str, objects: Mapping[str, dict[str, Any] | None], now: datetime) -> int:
    """Write the rows of objects anew under the next numbers, in their order, and say how many were news."""
    known = {row.key: row for row in FeedRow.objects.filter(library=library, kind=kind, key__in=list(objects))}
    rows = [
        FeedRow(library_id=library.pk, kind=kind, key=key, deleted=data is None, data=_written(data), at=now)
        for key, data in objects.items()
    ]
    news = [row for row in rows if not _nothing_new(known.get(row.key), row.data, deleted=row.deleted)]
    if news:
        Library.objects.filter(pk=library.pk).update(feed_head=F("feed_head") + len(news))
        head = Library.objects.values_list("feed_head", flat=True).get(pk=library.pk)
        for seq, row in enumerate(news, head - len(news) + 1):
            row.seq = seq
        FeedRow.objects.bulk_create(news, update_conflicts=True, unique_fields=ROW_IS, update_fields=ROW_SAYS)
    return len(news)


def _written(data: dict[str, Any] | None) -> str:
    """Write an object's data as its row keeps it."""
    return "{}" if data is None else json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _nothing_new(known: FeedRow | None, text: str, *, deleted: bool) -> bool:
    """Whether kiosks were told just this before, or never heard of what is gone."""
    if known is None:
        return deleted
    return known.deleted == deleted and _timeless(known.data) == _timeless(text)


def _timeless(text: str) -> str:
    """Leave out when seats were counted: a new time alone is no news."""
    return re.sub(r'"at":"[^"]*",?', "", text)


class Page(Struct, frozen=True):
    """A page of the feed; `items` are JSON already."""

    reset: bool
    items: tuple[str, ...]
    next: str
    more: bool
    beyond: bool = False
    """The cursor was above the head: the database is older than what a kiosk has seen."""


def current(epoch: str, library: Library) -> str:
    """Give the cursor of whoever knows everything."""
    return f"{epoch}.{library.feed_head}"


def read_page(epoch: str, library: Library, cursor: str, limit: int) -> Page:
    """Read what changed after `cursor`. `library` was read before: the head first, then the rows."""
    head = library.feed_head
    seq = position(epoch, cursor)
    beyond = seq is not None and seq > head
    reset = seq is None or beyond or seq < library.feed_floor
    after = 0 if reset or seq is None else seq
    rows = FeedRow.objects.filter(library=library, seq__gt=after, seq__lte=head).order_by("seq")
    if reset:
        rows = rows.filter(deleted=False)
    items, last, more = _fill(rows.values_list("seq", "kind", "key", "deleted", "data")[: limit + 1], limit)
    return Page(reset, tuple(items), f"{epoch}.{last if more else head}", more, beyond)


def _fill(rows: Iterable[tuple[int, str, str, bool, str]], limit: int) -> tuple[list[str], int, bool]:
    """Take rows until the page is full; give the items, the last number and whether there are more."""
    items: list[str] = []
    size = last = 0
    for seq, kind, key, deleted, data in rows:
        head = json.dumps({"seq": seq, "kind": kind, "key": key, "deleted": deleted})
        item = f'{head[:-1]}, "data": {data}}}'
        size += len(item.encode())
        if items and (len(items) == limit or size > PAGE_BYTES):
            return items, last, True
        items.append(item)
        last = seq
    return items, last, False


def position(epoch: str, cursor: str) -> int | None:
    """Read a cursor of this epoch; None for any other text."""
    found = CURSOR.fullmatch(cursor)
    return int(found[2]) if found and found[1] == epoch else None
