"""Deciding on what visitors wrote, and thinking better of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hub.acts import audit
from hub.cases.base import Case, Ruling, Verdict, case_kinds
from hub.models import Decision, Library


class DecidedError(Exception):
    """Somebody else was quicker, or the case is gone."""


class NoReasonError(Exception):
    """Saying no takes a reason from the list, or words of one's own."""


def queue(libraries: Iterable[Library], kind: str = "") -> list[Case]:
    """Give what waits at these branches, of one kind or of all, oldest first."""
    kinds = [each for each in case_kinds().values() if kind in ("", each.name)]
    return sorted((case for each in kinds for case in each.waiting(libraries)), key=lambda case: (case.at, case.id))


def counts(libraries: Iterable[Library]) -> dict[str, int]:
    """Count what waits, by kind; every kind is named."""
    waiting = Counter(case.kind for case in queue(libraries))
    return {name: waiting[name] for name in case_kinds()}


def decide(case: Case, ruling: Ruling, *, who: str, now: datetime) -> None:
    """Keep a decision and let it take effect. Raises NoReasonError, DecidedError."""
    kind = case_kinds()[case.kind]
    if ruling.why and ruling.why not in kind.reasons:
        raise NoReasonError
    if ruling.verdict is Verdict.REFUSED and not ruling.why and not ruling.words:
        raise NoReasonError
    with transaction.atomic():
        if not kind.settle(case, ruling, now):
            raise DecidedError
        Decision.objects.create(
            kind=case.kind,
            item=case.id,
            library=case.library,
            verdict=ruling.verdict,
            why=ruling.why,
            words=ruling.words,
            who=who[:150],
            at=now,
        )
        audit.note(who, "note_decided", f"{case.kind} {case.code} {ruling.verdict} {ruling.why}".strip(), case.library, now)


def undo(decision: Decision, *, who: str, now: datetime) -> None:
    """Let a case wait again, as if it had not been decided. Raises DecidedError."""
    kind = case_kinds()[decision.kind]
    with transaction.atomic():
        case = kind.one(decision.item, [decision.library])
        if not Decision.objects.filter(pk=decision.pk, undone_at=None).update(undone_at=now):
            raise DecidedError
        if case is None or not kind.reopen(case, now):
            raise DecidedError
        audit.note(who, "decision_undone", f"{case.kind} {case.code}", case.library, now)
