"""The start page of a branch: who comes today, who waits, what was refused, which kiosks are silent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hub import outside
from hub.acts import audit, moderation, queueing, retention
from hub.cases.base import CaseKind, case_kinds
from hub.models import Alarm, HubIdentity, Library, Occasion, Refusal
from hub.models.desk import SignupState
from hub.office import doors, mine
from hub.office.health import troubled
from hub.office.words import alarm_words, refusal_words

COMING = timedelta(days=7)
ERASED_EVERY = timedelta(days=2)
SHOWN = 5
"""How many refused letters the page shows at once."""


def start_context(request: HttpRequest) -> dict[str, Any]:
    """Gather the page."""
    library = mine.chosen_library(request)
    if library is None:
        return {"library": None}
    now = outside.now()
    today, tomorrow = _day(now)
    return {
        "library": library,
        "libraries": mine.libraries(request),
        "now": now,
        "today": _events(library, today, tomorrow),
        "meetings": _meetings(library, today, tomorrow),
        "coming": _events(library, tomorrow, tomorrow + COMING),
        "to_tell": _to_tell(library),
        "waiting": _waiting(library, now),
        "refusals": [(each, *refusal_words(each.reason)) for each in _refusals(library)[:SHOWN]],
        "more_refusals": max(0, _refusals(library).count() - SHOWN),
        "kiosks": troubled(library, now),
        "alarms": [
            (each, alarm_words(each.kind)) for each in Alarm.objects.filter(Q(library=library) | Q(library=None), closed_at=None)
        ],
        "may_tell": doors.may_open(request.user, "tell"),
        "may_open": doors.may_open(request.user, "guests"),
        "cases": _cases(library),
        "begin": queueing.ready_to_begin().filter(library=library),
        "too_many": _too_many(library, now),
        "late_erasing": _late_erasing(request, now),
    }


def _cases(library: Library) -> list[tuple[CaseKind, int]]:
    """Count what waits for a decision, by kind."""
    return [(case_kinds()[name], count) for name, count in moderation.counts([library]).items() if count]


def _too_many(library: Library, now: datetime) -> list[tuple[Occasion, int]]:
    """Give what was promised to more than there is room for, and by how much: a restore does that, or a smaller room."""
    ahead = Q(end__gt=now) | Q(end=None, start__gt=now) | Q(start=None)
    found = Occasion.objects.filter(ahead, library=library, overbooked=True).exclude(state="cancelled").select_related("seats")
    return [(each, max(0, each.seats.taken - (each.seats.capacity or 0))) for each in found.order_by("start")]


def _late_erasing(request: HttpRequest, now: datetime) -> bool:
    """Whether those who can help it have to hear that nothing was deleted for two days."""
    last = retention.last_run()
    first = HubIdentity.objects.values_list("epoch_since", flat=True).first()
    since = last or first or now
    return doors.may_open(request.user, "log") and since < now - ERASED_EVERY


def _day(now: datetime) -> tuple[datetime, datetime]:
    """Give when today begins and ends, here."""
    begins = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return begins, begins + timedelta(days=1)


def _events(library: Library, begins: datetime, ends: datetime) -> QuerySet[Occasion]:
    """Give the events that begin in a span, or go on in it."""
    starts = Q(start__gte=begins, start__lt=ends)
    goes_on = Q(start__lt=begins, end__gt=begins) if ends - begins <= timedelta(days=1) else Q(pk__in=())
    found = Occasion.objects.filter(library=library, kind="event", shown=True).filter(starts | goes_on)
    return found.select_related("seats").order_by("start")


def _meetings(library: Library, begins: datetime, ends: datetime) -> QuerySet[Occasion]:
    """Give the groups that meet in a span."""
    found = Occasion.objects.filter(
        library=library, kind="group", shown=True, meetings__start__gte=begins, meetings__start__lt=ends
    )
    return found.select_related("seats").annotate(at=F("meetings__start")).order_by("at")


def _to_tell(library: Library) -> QuerySet[Occasion]:
    """Give the occasions whose people have to hear something."""
    untold = Q(signups__told_at=None) & ~Q(signups__tell="") & ~Q(signups__status=SignupState.ERASED)
    return (
        Occasion.objects.filter(library=library)
        .annotate(people=Count("signups", filter=untold))
        .filter(people__gt=0)
        .order_by("start")
    )


def _waiting(library: Library, now: datetime) -> QuerySet[Occasion]:
    """Give what somebody waits for, soonest first."""
    ahead = Q(end__gt=now) | Q(end=None, start__gt=now) | Q(start=None)
    found = Occasion.objects.filter(library=library, seats__waiting__gt=0).filter(ahead).exclude(state="cancelled")
    return found.select_related("seats").order_by(F("start").asc(nulls_last=True))


def _refusals(library: Library) -> QuerySet[Refusal]:
    """Give what was refused and nobody has closed, newest first."""
    return Refusal.objects.filter(library=library, closed_at=None).select_related("device").order_by("-at")


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """A group is enough people: from now on they are on the list of those to be told."""
    occasion = mine.occasion_or_404(request, pk)
    queueing.begin(occasion, who=mine.who(request), now=outside.now())
    return HttpResponseRedirect(reverse("admin:index"))


@require_POST
def close_refusal(request: HttpRequest, op: str) -> HttpResponse:
    """Staff have dealt with a refused letter."""
    now = outside.now()
    for refusal in Refusal.objects.filter(pk=op, library__in=mine.libraries(request), closed_at=None):
        Refusal.objects.filter(pk=op).update(closed_at=now)
        audit.note(mine.who(request), "refusal_closed", f"{refusal.event} {refusal.code}", refusal.library, now)
    return HttpResponseRedirect(reverse("admin:index"))


@require_POST
def close_alarm(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has looked at it."""
    now = outside.now()
    for alarm in Alarm.objects.filter(Q(library__in=mine.libraries(request)) | Q(library=None), pk=pk, closed_at=None):
        Alarm.objects.filter(pk=pk).update(closed_at=now)
        audit.note(mine.who(request), "alarm_closed", alarm.kind, alarm.library, now)
    return HttpResponseRedirect(reverse("admin:index"))
