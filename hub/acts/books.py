"""Which books a branch wants: staff say so, and events that mention one. Its kiosks hear of it in the same transaction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hub.acts import audit, feed
from hub.models import Library, Occasion
from hub.models.books import WantedBook, WantReason, WorkName
from hub.sources.catalogue import WORK_ID, isbn13, line

ISBN = re.compile(r"(?<![0-9-])97[89](?:[- ]?[0-9]){10}(?![0-9])", re.ASCII)
"""An ISBN of 13 digits as people write it, with or without hyphens."""


class BadNameError(Exception):
    """It is neither an ISBN nor a work's id."""


def want_book(library: Library, name: str, *, who: str, now: datetime, pick_by: str = "", pick_words: str = "") -> WantedBook:
    """Put a book on a branch's kiosks, by ISBN (10 or 13 digits) or work id; what the catalogue says of it comes at night.

    `pick_by` = the first name of whoever on the staff stands by it, `pick_words` = why. Raises BadNameError.
    """
    plain = plain_name(name)
    values = {"pick_by": line(pick_by, 40), "pick_words": line(pick_words, 250), "at": now}
    with transaction.atomic():
        locked = feed.lock(library.pk)
        wanted, _ = WantedBook.objects.update_or_create(library=locked, name=plain, reason=WantReason.STAFF, defaults=values)
        publish(locked, [plain], now)
        audit.note(who, "book_wanted", plain, locked, now)
        return wanted


def unwant_book(library: Library, name: str, *, who: str, now: datetime) -> bool:
    """Take back that staff want a book; say whether they did. An event may still mention it. Raises BadNameError."""
    plain = plain_name(name)
    with transaction.atomic():
        locked = feed.lock(library.pk)
        gone, _ = WantedBook.objects.filter(library=locked, name=plain, reason=WantReason.STAFF).delete()
        publish(locked, [plain], now)
        if gone:
            audit.note(who, "book_unwanted", plain, locked, now)
        return bool(gone)


def plain_name(name: str) -> str:
    """Bring a name to one form: 13 digits, or the work's id. Raises BadNameError."""
    said = unicodedata.normalize("NFKC", name).strip()
    if len(said) <= 64 and WORK_ID.fullmatch(said):
        return said
    number = isbn13(said)
    if not number:
        raise BadNameError
    return number


def note_mentions(library: Library, now: datetime) -> None:
    """Want the books that coming events and groups mention by ISBN or work id, and no others for that reason."""
    with transaction.atomic():
        locked = feed.lock(library.pk)
        before = WantedBook.objects.filter(library=locked, reason=WantReason.EVENT)
        known = set(before.values_list("name", flat=True))
        mentioned = _mentioned(locked, now)
        before.filter(name__in=known - mentioned).delete()
        fresh = [WantedBook(library=locked, name=name, reason=WantReason.EVENT, at=now) for name in sorted(mentioned - known)]
        WantedBook.objects.bulk_create(fresh)
        publish(locked, sorted(known ^ mentioned), now)


def _mentioned(library: Library, now: datetime) -> set[str]:
    """Read the names of books in the words and links of what is shown and not over."""
    coming = Q(start=None) | Q(end__gt=now) | Q(end=None, start__gt=now)
    shown = Occasion.objects.filter(coming, library=library, shown=True)
    return {name for words in shown.values_list("summary", "body", "link") for text in words for name in names_in(text)}


def names_in(text: str) -> set[str]:
    """Find ISBNs with a right check digit, and works' ids, in a text."""
    numbers = (isbn13(found.group()) for found in ISBN.finditer(text))
    works = (found.group() for found in WORK_ID.finditer(text.replace("%3A", ":")))
    return {name for name in (*numbers, *works) if name and len(name) <= 64}


def publish(locked: Library, names: Iterable[str], now: datetime) -> None:
    """Tell a branch's feed of the works these names lead to. Inside a transaction that holds the feed's lock."""
    works = WorkName.objects.filter(name__in=list(names)).exclude(work=None).values_list("work_id", flat=True)
    for work_id in sorted({str(each) for each in works}):
        feed.publish(locked, "book", work_id, now)


def branches_of(work_id: str) -> list[int]:
    """Name the branches that want a work by any of its names."""
    names = WorkName.objects.filter(work_id=work_id).values("name")
    wanted = WantedBook.objects.filter(name__in=names).values_list("library_id", flat=True)
    return sorted(set(wanted))
