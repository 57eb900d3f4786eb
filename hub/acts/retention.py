"""Deleting what has had its time. Stubs stay, or a late retry would make an erased sign-up again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from msgspec import Struct

from hub.acts import audit, feed
from hub.models import Ballot, FeedRow, Library, Note, Op, Refusal, Signup
from hub.models.desk import NoteState, SignupState

AFTER_EVENT = timedelta(days=14)
WITHOUT_DATE = timedelta(days=180)
NOTES = timedelta(days=30)
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
    done = Erased(_people(now), _notes(now), _stubs(now), _refusals(now), _tombstones(now))
    counts = f"{done.people} / {done.notes} / {done.stubs} / {done.refusals} / {done.tombstones}"
    audit.note(who, "retention", counts, None, now)
    return done


def _people(now: datetime) -> int:
    """Empty the boxes of sign-ups 14 days after the event, 180 days after sign-up where there is no date; free no seat."""
    dated = Q(occasion__end__lt=now - AFTER_EVENT) | Q(occasion__end=None, occasion__start__lt=now - AFTER_EVENT)
    undated = Q(occasion__end=None, occasion__start=None, at__lt=now - WITHOUT_DATE)
    old = Signup.objects.exclude(status=SignupState.ERASED).filter(dated | undated).values_list("pk", flat=True)
    blank = {"status": SignupState.ERASED, "box": "", "slip": "", "code": "", "made_at": "", "tell": ""}
    return Signup.objects.filter(pk__in=list(old)).update(**blank)


def _notes(now: datetime) -> int:
    """Drop notes nobody decided on, but no proposal: those are owed an answer."""
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
