"""The log: who did what, to what, and when; narrowed, and as a table file."""

from __future__ import annotations

import csv
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from msgspec import Struct

from hub import outside
from hub.acts import audit, retention
from hub.models import AuditLog, Library
from hub.office import mine
from hub.office.paper import plain_cell
from hub.office.words import ACT_GROUPS, act_words

A_PAGE = 60
MOST_ROWS = 50_000
"""How many lines a file holds at most: a spreadsheet still opens it."""

PARTS = ("who", "what", "branch", "from", "to")


class Asked(Struct, frozen=True):
    """How the log is narrowed; empty = not."""

    who: str = ""
    what: str = ""
    branch: str = ""
    begins: str = ""
    ends: str = ""


def page(request: HttpRequest) -> HttpResponse:
    """Show it, newest first."""
    asked, now = _asked(request), outside.now()
    found = _narrowed(request, asked)
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Log"),
        "asked": asked,
        "lines": [(line, act_words(line.act)) for line in shown],
        "shown": shown,
        "names": _mine(request).order_by("who").values_list("who", flat=True).distinct(),
        "groups": ACT_GROUPS,
        "acts": sorted(
            (str(act_words(act)), act) for act in _mine(request).order_by("act").values_list("act", flat=True).distinct()
        ),
        "libraries": mine.libraries(request),
        "query": urlencode({part: request.GET[part] for part in PARTS if request.GET.get(part)}),
        "erased_at": retention.last_run(),
        "now": now,
    }
    return render(request, "office/log.html", context)


def csv_file(request: HttpRequest) -> HttpResponse:
    """Give what the page shows as a table, and write down who took it."""
    found = _narrowed(request, _asked(request))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="log.csv"'
    response.write("\ufeff")
    table = csv.writer(response, delimiter=";", quoting=csv.QUOTE_ALL)
    table.writerow([_("Hvornår"), _("Hvem"), _("Hvad"), _("Med hvad"), _("Bibliotek")])
    count = 0
    for line in found[:MOST_ROWS]:
        at = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S")
        branch = "" if line.library is None else line.library.name
        table.writerow([plain_cell(word) for word in (at, line.who, str(act_words(line.act)), line.what, branch)])
        count += 1
    audit.note(mine.who(request), "log_exported", f"({count})", None, outside.now())
    return response


def _asked(request: HttpRequest) -> Asked:
    """Read the filters."""
    return Asked(*(request.GET.get(part, "")[:150] for part in PARTS))


def _mine(request: HttpRequest) -> QuerySet[AuditLog]:
    """Give the lines somebody may see: those of their branches, and those of none."""
    return AuditLog.objects.filter(Q(library__in=mine.libraries(request)) | Q(library=None))


def _narrowed(request: HttpRequest, asked: Asked) -> QuerySet[AuditLog]:
    """Apply the filters; one that makes no sense narrows nothing."""
    found = _mine(request).select_related("library").order_by("-at", "-pk")
    wanted = {
        Q(who=asked.who): asked.who,
        Q(act__in=ACT_GROUPS[asked.what][1] if asked.what in ACT_GROUPS else (asked.what,)): asked.what,
        Q(library__in=Library.objects.filter(key=asked.branch)): asked.branch,
    }
    for condition, said in wanted.items():
        found = found.filter(condition) if said else found
    begins, ends = _midnight(asked.begins), _midnight(asked.ends)
    found = found if begins is None else found.filter(at__gte=begins)
    return found if ends is None else found.filter(at__lt=ends + timedelta(days=1))


def _midnight(day: str) -> datetime | None:
    """Read a day as the moment it begins here."""
    try:
        found = parse_date(day)
    except ValueError:
        return None
    return None if found is None else timezone.make_aware(datetime.combine(found, time.min))
