"""Deleting what has had its time. Stubs stay, or a late retry would make an erased sign-up again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from msgspec import Struct

from hub.acts import audit, feed
from hub.models import AuditLog, Ballot, Decision, FeedRow, Library, Note, Occasion, Op, Refusal, Signup
from hub.models.desk import NoteState, SignupState

AFTER_EVENT = timedelta(days=14)
WITHOUT_DATE = timedelta(days=180)
NOTES = timedelta(days=30)
REFUSED_WORDS = timedelta(days=30)
DECIDED = timedelta(days=180)
STUBS = timedelta(days=400)
REFUSALS = timedelta(days=60)
TOMBSTONES = timedelta(days=180)


class Erased(Struct, frozen=True):
    """How much was deleted."""

    people: int
    notes: int
    stubs: int
    refusals: int
    tombstones: int


def erase_old(now: datetime, who: str) -> Erased:
    """Apply every rule, and write down how much went."""
    done = Erased(_people(now, who), _notes(now), _stubs(now), _refusals(now), _tombstones(now))
    counts = f"{done.people} / {done.notes} / {done.stubs} / {done.refusals} / {done.tombstones}"
    audit.note(who, "retention", counts, None, now)
    return done


def last_run() -> datetime | None:
    """Say when the rules were applied last."""
    return AuditLog.objects.filter(act="retention").order_by("-at").values_list("at", flat=True).first()


def _people(now: datetime, who: str) -> int:
    """Empty the boxes of sign-ups 14 days after the event, 180 days after sign-up where there is no date; free no seat.

    Each list has a line of its own in the log, so that a branch can see that its promise was kept.
    """
    dated = Q(occasion__end__lt=now - AFTER_EVENT) | Q(occasion__end=None, occasion__start__lt=now - AFTER_EVENT)
    undated = Q(occasion__end=None, occasion__start=None, at__lt=now - WITHOUT_DATE)
    old = Signup.objects.exclude(status=SignupState.ERASED).filter(dated | undated)
    blank = {"status": SignupState.ERASED, "box": "", "slip": "", "code": "", "made_at": "", "tell": ""}
    gone = 0
    for pk in sorted(set(old.values_list("occasion_id", flat=True))):
        with transaction.atomic():
            occasion = Occasion.objects.select_related("library").get(pk=pk)
            ids = list(old.filter(occasion=occasion).values_list("pk", flat=True))
            erased = Signup.objects.filter(pk__in=ids).update(**blank)
            audit.note(who, "names_erased", f"{occasion.key} ({erased})", occasion.library, now)
            gone += erased
    return gone


def _notes(now: datetime) -> int:
    """Drop notes nobody decided on, but no proposal: those are owed an answer. What was decided goes later, off the kiosks too."""
    refused = Note.objects.filter(state=NoteState.REFUSED, decided_at__lt=now - REFUSED_WORDS)
    refused.exclude(text="").update(text="", held="")
    for note in Note.objects.filter(decided_at__lt=now - DECIDED).select_related("library"):
        with transaction.atomic():
            library = feed.lock(note.library_id)
            note.delete()
            feed.publish(library, "note", note.op_id, now)
    Decision.objects.filter(at__lt=now - DECIDED).delete()
    return Note.objects.filter(state=NoteState.NEW, at__lt=now - NOTES).exclude(about="proposal").delete()[0]


def _stubs(now: datetime) -> int:
    """Drop ops nobody will send again."""
    with transaction.atomic():
        old = Op.objects.filter(at__lt=now - STUBS).filter(Q(signup=None) | Q(signup__status=SignupState.ERASED)).filter(note=None)
        ids = list(old.values_list("pk", flat=True))
        Signup.objects.filter(op_id__in=ids).delete()
        return Op.objects.filter(pk__in=ids).delete()[0]


def _refusals(now: datetime) -> int:
    """Drop what was refused long ago."""
    return Refusal.objects.filter(at__lt=now - REFUSALS).delete()[0]


def _tombstones(now: datetime) -> int:
    """Purge old tombstones and raise the floor below which a cursor starts anew, together."""
    gone = 0
    for pk in Library.objects.values_list("pk", flat=True):
        with transaction.atomic():
            library = feed.lock(pk)
            old = FeedRow.objects.filter(library=library, deleted=True, at__lt=now - TOMBSTONES)
            top = old.aggregate(top=Max("seq"))["top"]
            if top is not None:
                Library.objects.filter(pk=pk).update(feed_floor=max(library.feed_floor, top))
                gone += old.delete()[0]
    return gone


def forget_ballots(question: str) -> int:
    """Drop a question's ballots, when staff close it for good."""
    return Ballot.objects.filter(question=question).delete()[0]
