"""Keeping what the catalogue said of works and their covers, for as long as a branch wants them, and telling the branches."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from msgspec.structs import replace

from hub.acts import feed, pictures
from hub.acts.books import branches_of
from hub.feeds.books import kept
from hub.models import Blob, FeedRow, Library, Occasion
from hub.models.books import WantedBook, Work, WorkName
from hub.sources.catalogue import CatalogueWork

WORK_LASTS = timedelta(days=7)
COVER_LASTS = timedelta(days=30)
NOTHING_LASTS = timedelta(days=1)
"""For how long an answer is good: a work, a cover, and that there was none."""

LONGEST_SIDE = 960
MOST_PIXELS = 30_000_000
"""A cover: as wide as the catalogue's largest, and no more dots than a large scan has."""

SLACK = timedelta(hours=1)
"""A round that begins a little earlier than last time still takes what is due tonight."""


def due_names(now: datetime) -> list[str]:
    """Name what is wanted and has to be asked for."""
    wanted = set(WantedBook.objects.values_list("name", flat=True))
    there = WorkName.objects.exclude(work=None).filter(asked_at__gt=now + SLACK - WORK_LASTS)
    nothing = WorkName.objects.filter(work=None, asked_at__gt=now + SLACK - NOTHING_LASTS)
    return sorted(wanted - {*there.values_list("name", flat=True), *nothing.values_list("name", flat=True)})


def take(answered: Mapping[str, CatalogueWork | None], now: datetime) -> None:
    """Keep a batch of answers, all or nothing, and tell the branches. What is not in it stays as it is."""
    with transaction.atomic():
        branches = _locked()
        for work_id in sorted({each for name, found in answered.items() for each in _keep(name, found, now)}):
            _tell(branches, work_id, now)


def _keep(name: str, found: CatalogueWork | None, now: datetime) -> set[str]:
    """Keep one answer; give the works whose branches must hear of it."""
    before = WorkName.objects.filter(name=name).first()
    touched = {str(before.work_id)} if before and before.work_id else set()
    if found is not None:
        data = msgspec.json.encode(found).decode()
        Work.objects.update_or_create(pk=found.work_id, defaults={"data": data, "asked_at": now})
        touched.add(found.work_id)
    values = {"work_id": found.work_id if found else None, "asked_at": now}
    WorkName.objects.update_or_create(pk=name, defaults=values)
    return touched


def _locked() -> dict[int, Library]:
    """Lock every branch, in one order for all: a work belongs to none, and a branch may begin to want it just now."""
    return {pk: feed.lock(pk) for pk in Library.objects.order_by("pk").values_list("pk", flat=True)}


def _tell(branches: Mapping[int, Library], work_id: str, now: datetime) -> None:
    """Tell every branch that has the work on its kiosks, or is to have it."""
    told = FeedRow.objects.filter(kind="book", key=work_id, deleted=False).values_list("library_id", flat=True)
    for library_id in sorted({*branches_of(work_id), *told}):
        feed.publish(branches[library_id], "book", work_id, now)


def due_covers(now: datetime) -> dict[str, tuple[str, ...]]:
    """Name the works whose cover has to be asked for, each with its manifestations, the best first."""
    due: dict[str, tuple[str, ...]] = {}
    for work in Work.objects.order_by("work_id"):
        lasts = COVER_LASTS if work.cover_id else NOTHING_LASTS
        if work.cover_asked_at is None or work.cover_asked_at <= now + SLACK - lasts:
            due[work.work_id] = kept(work).pids
    return due


def take_cover(work_id: str, content: bytes, now: datetime) -> None:
    """Scale a cover, keep it, and tell the branches. Raises PictureError."""
    blob = pictures.keep(io.BytesIO(content), now, longest=LONGEST_SIDE, most_pixels=MOST_PIXELS)
    _set_cover(work_id, blob, now)


def note_no_cover(work_id: str, now: datetime) -> None:
    """The catalogue has no real cover of a work: one that we had goes."""
    _set_cover(work_id, None, now)


def _set_cover(work_id: str, blob: Blob | None, now: datetime) -> None:
    """Give a work its cover, and drop the one before."""
    with transaction.atomic():
        branches = _locked()
        before = Work.objects.values_list("cover_id", flat=True).get(pk=work_id)
        Work.objects.filter(pk=work_id).update(cover=blob, cover_asked_at=now)
        _tell(branches, work_id, now)
        if before and (blob is None or before != blob.pk):
            _drop_blob(str(before))


def _drop_blob(sha256: str) -> None:
    """Delete a picture that nothing names any more."""
    if not Occasion.objects.filter(picture_id=sha256).exists() and not Work.objects.filter(cover_id=sha256).exists():
        Blob.objects.filter(pk=sha256).delete()


def forget_unwanted(now: datetime) -> int:
    """Drop what no branch wants any more; count the works that went."""
    with transaction.atomic():
        branches = _locked()
        WorkName.objects.exclude(name__in=WantedBook.objects.values("name")).delete()
        gone = list(Work.objects.filter(names=None).values_list("work_id", "cover_id"))
        for work_id, cover in gone:
            Work.objects.filter(pk=work_id).delete()
            _tell(branches, work_id, now)
            if cover:
                _drop_blob(cover)
    return len(gone)


def forget_disallowed(*, covers: bool, abstracts: bool, now: datetime) -> None:
    """Drop what the library's agreement does not allow any more."""
    for work in Work.objects.order_by("work_id"):
        if work.cover_id and not covers:
            note_no_cover(work.work_id, now)
        if kept(work).abstract and not abstracts:
            _drop_abstract(work, now)


def _drop_abstract(work: Work, now: datetime) -> None:
    """Drop the catalogue's own words on a work."""
    with transaction.atomic():
        branches = _locked()
        plain = msgspec.json.encode(replace(kept(work), abstract="")).decode()
        Work.objects.filter(pk=work.pk).update(data=plain)
        _tell(branches, work.work_id, now)
