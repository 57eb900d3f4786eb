"""What staff do with events, groups and the branch itself; kiosks hear of it in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from hub.acts import audit, feed, queueing, seating
from hub.feeds.base import feed_kinds
from hub.models import BranchProfile, Library, Occasion, Seats, Signup
from hub.models.content import MoveUp, OccasionState
from hub.models.desk import SignupState, Tell

GOING = (SignupState.CONFIRMED, SignupState.WAITLIST)


def save(occasion: Occasion, *, capacity: int | None, who: str, now: datetime) -> None:
    """Keep an event or a group as it is now, with so many seats, and tell its kiosks and those who are to be told."""
    with transaction.atomic():
        feed.lock(occasion.library_id)
        before = Occasion.objects.filter(pk=occasion.pk).first()
        occasion.save()
        Seats.objects.get_or_create(occasion=occasion)
        _tell_people(before, occasion)
        seating.lock([occasion.pk])
        seating.set_capacity(occasion, capacity)
        if occasion.move_up == MoveUp.AUTO:
            queueing.fill(occasion, now)
        publish(occasion, now)
        audit.note(who, "occasion_saved", occasion.key, occasion.library, now)


def publish(occasion: Occasion, now: datetime) -> None:
    """Tell the feed of an occasion and its seats."""
    with transaction.atomic():
        library = feed.lock(occasion.library_id)
        feed.publish(library, occasion.kind, occasion.key, now)
        seating.tell(library.pk, occasion.pk, now)


def show(occasion: Occasion, *, shown: bool, who: str, now: datetime) -> None:
    """Put an occasion on the kiosks, or take it off them."""
    with transaction.atomic():
        feed.lock(occasion.library_id)
        Occasion.objects.filter(pk=occasion.pk).update(shown=shown)
        publish(occasion, now)
        audit.note(who, "occasion_shown" if shown else "occasion_hidden", occasion.key, occasion.library, now)


def _tell_people(before: Occasion | None, after: Occasion) -> None:
    """Mark who has to hear from staff, because what they signed up to is not what it was."""
    if before is None or before.state == after.state:
        return
    word = {OccasionState.CANCELLED: Tell.CALLED_OFF, OccasionState.MOVED: Tell.MOVED}.get(OccasionState(after.state))
    if word is not None:
        Signup.objects.filter(occasion=after, status__in=GOING).order_by("id").update(tell=word, told_at=None, told_by="")


def save_profile(profile: BranchProfile, *, who: str, now: datetime) -> None:
    """Keep what a branch says of itself."""
    with transaction.atomic():
        library = feed.lock(profile.library_id)
        profile.save()
        feed.publish(library, "settings", "library", now)
        audit.note(who, "profile_saved", library.key, library, now)


def add_library(key: str, name: str, *, now: datetime) -> Library:
    """Take in a branch."""
    with transaction.atomic():
        library = Library.objects.create(key=key, name=name)
        BranchProfile.objects.create(library=library)
        feed.publish(feed.lock(library.pk), "settings", "library", now)
        return library


def publish_all(library: Library, now: datetime) -> list[str]:
    """Compare the feed with the content, mend it, and name what was wrong (nothing, when every write was one of ours)."""
    with transaction.atomic():
        locked = feed.lock(library.pk)
        return [f"{kind} {key}" for kind, key, data in _all(locked) if feed.publish_data(locked, kind, key, data, now)]


def _all(library: Library) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    """Give all that is or was in the feed, but for the seats, which are told later anyway; None = it is there no more."""
    for kind in feed_kinds().values():
        if kind.name != "seats":
            there = dict(kind.rows(library))
            known = library.feedrow_set.filter(kind=kind.name, deleted=False).values_list("key", flat=True)
            yield from ((kind.name, key, there.get(key)) for key in sorted(set(known) | set(there)))


def republish_settings(library: Library, now: datetime) -> None:
    """Tell a branch's kiosks of new keys."""
    with transaction.atomic():
        feed.publish(feed.lock(library.pk), "settings", "library", now)


def rename_library(library: Library, *, now: datetime) -> None:
    """Give a branch another name."""
    with transaction.atomic():
        locked = feed.lock(library.pk)
        Library.objects.filter(pk=library.pk).update(name=library.name)
        locked.name = library.name
        feed.publish(locked, "settings", "library", now)
