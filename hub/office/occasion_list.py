"""The list of events or groups: what lies ahead, day by day, and narrowed."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub import outside
from hub.models import Occasion
from hub.office import doors, mine
from hub.office.words import Words

WHENS: tuple[tuple[str, Words], ...] = (("ahead", _("fra i dag")), ("past", _("før i dag")), ("all", _("alle")))


class When(SimpleListFilter):
    """From today on unless somebody asks for more."""

    title = _("hvornår")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        """Give the choices."""
        return list(WHENS)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow by the day; what has no time yet lies ahead."""
        today = timezone.localtime(outside.now()).replace(hour=0, minute=0, second=0, microsecond=0)
        past = Q(end__lt=today) | Q(end=None, start__lt=today)
        match self.value():
            case "all":
                return queryset
            case "past":
                return queryset.filter(past).order_by("-start")
            case _:
                return queryset.filter(Q(end__gte=today) | Q(end=None, start__gte=today) | Q(end=None, start=None))


def list_context(request: HttpRequest, kind: str, cl: Any) -> dict[str, Any]:
    """Gather what our list shows beyond Django's rows."""
    asked = request.GET.get("library__id__exact", "")
    return {
        "kind": kind,
        "days": _days(kind, list(cl.result_list)),
        "whens": WHENS,
        "when": request.GET.get("when", WHENS[0][0]),
        "libraries": mine.libraries(request),
        "branch": int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0,
        "add": reverse(f"admin:hub_{kind}_add"),
        "may_open": doors.may_open(request.user, "guests"),
        "before": cl.get_query_string({"p": cl.page_num - 1}),
        "after": cl.get_query_string({"p": cl.page_num + 1}),
    }


def _days(kind: str, rows: list[Occasion]) -> list[dict[str, Any]]:
    """Group events by their day; groups have none."""
    if kind != "event":
        return [{"day": None, "rows": rows}] if rows else []
    return [{"day": day, "rows": list(each)} for day, each in groupby(rows, key=_day)]


def _day(occasion: Occasion) -> Any:
    """Give the day an event begins."""
    return None if occasion.start is None else timezone.localtime(occasion.start).date()
