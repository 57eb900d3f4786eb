"""The queue of what waits for a decision, oldest first: read it, press one button, and take it back if it was the wrong one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from msgspec import Struct

from hub import outside
from hub.acts import moderation as acts
from hub.cases.base import Case, CaseKind, Ruling, Verdict, Words, case_kinds
from hub.models import Decision, Library
from hub.office import doors, mine
from hub.office.words import HELD

SHOWN = 30
LATELY = timedelta(days=7)
LATELY_SHOWN = 8
LONGEST_WORDS = 200


class Row(Struct, frozen=True):
    """A case as the page shows it."""

    case: Case
    kind: CaseKind
    held: tuple[Words, ...]


class Decided(Struct, frozen=True):
    """A decision as the page shows it; `text` is empty where it is not kept any more."""

    decision: Decision
    kind: CaseKind
    text: str
    why: Words


def page(request: HttpRequest) -> HttpResponse:
    """Show the queue."""
    branches, kind = _asked(request)
    waiting = acts.queue(branches, kind)
    counts = acts.counts(branches)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Til afgørelse"),
        "rows": [_row(case) for case in waiting[:SHOWN]],
        "more": max(0, len(waiting) - SHOWN),
        "total": sum(counts.values()),
        "kinds": [(each, counts[each.name], each.name == kind) for each in case_kinds().values()],
        "kind": kind,
        "libraries": mine.libraries(request),
        "branch": request.GET.get("branch", ""),
        "query": _query(request.GET.get("branch", ""), kind),
        "may_act": doors.may_open(request.user, "moderation-decide"),
        "lately": _lately(branches, outside.now()),
    }
    return render(request, "office/moderation.html", context)


def _asked(request: HttpRequest) -> tuple[QuerySet[Library], str]:
    """Read the filters: a branch of one's own, a kind we know; anything else is all of them."""
    branches, asked = mine.libraries(request), request.GET.get("branch", "")
    kind = request.GET.get("kind", "")
    chosen = branches.filter(key=asked)
    return (chosen if asked and chosen.exists() else branches), (kind if kind in case_kinds() else "")


def _query(branch: str, kind: str) -> str:
    """Write the filters as an address, to come back to the same page."""
    return urlencode({name: value for name, value in (("branch", branch), ("kind", kind)) if value})


def _row(case: Case) -> Row:
    """Add the kind's words."""
    return Row(case, case_kinds()[case.kind], tuple(HELD.get(each, each) for each in case.held))


def _lately(branches: QuerySet[Library], now: datetime) -> list[Decided]:
    """Give what was decided in the last days, newest first, for those who think better of it."""
    kinds = case_kinds()
    found = Decision.objects.filter(library__in=branches, undone_at=None, at__gt=now - LATELY, kind__in=list(kinds))
    shown: list[Decided] = []
    for decision in found.select_related("library").order_by("-at", "-pk")[:LATELY_SHOWN]:
        kind = kinds[decision.kind]
        case = kind.one(decision.item, [decision.library])
        shown.append(Decided(decision, kind, "" if case is None else case.text, kind.reasons.get(decision.why, "")))
    return shown


def _back(request: HttpRequest) -> HttpResponse:
    """Go back to the queue as it was filtered."""
    query = _query(request.POST.get("branch", ""), request.POST.get("kind", ""))
    return HttpResponseRedirect(f"{reverse('admin:moderation')}{'?' if query else ''}{query}")


@require_POST
def decide(request: HttpRequest, kind: str, item: str) -> HttpResponse:
    """Decide, in one click: `approved`, or `refused` with a reason behind a colon."""
    found = case_kinds().get(kind)
    case = None if found is None else found.one(item, mine.libraries(request))
    ruling = _ruling(request)
    if case is None or ruling is None:
        raise Http404
    try:
        acts.decide(case, ruling, who=mine.who(request), now=outside.now())
    except acts.NoReasonError:
        messages.error(request, _("Vælg en grund, eller skriv selv en: den, der har skrevet, kan læse den på kiosken."))
    except acts.DecidedError:
        messages.warning(request, _("En kollega var hurtigere: det er afgjort."))
    else:
        messages.success(request, _("Afgjort. Du kan fortryde det nederst på siden."))
    return _back(request)


def _ruling(request: HttpRequest) -> Ruling | None:
    """Read the button and the words."""
    verdict, _colon, why = request.POST.get("decision", "").partition(":")
    words = " ".join(request.POST.get("words", "").split())[:LONGEST_WORDS]
    if verdict not in set(Verdict):
        return None
    return Ruling(Verdict(verdict), why, words)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it wait again."""
    decision = get_object_or_404(Decision, pk=pk, library__in=mine.libraries(request), kind__in=list(case_kinds()))
    try:
        acts.undo(decision, who=mine.who(request), now=outside.now())
    except acts.DecidedError:
        messages.warning(request, _("Det kan ikke fortrydes mere."))
    else:
        messages.success(request, _("Fortrudt. Det står i køen igen."))
    return _back(request)
