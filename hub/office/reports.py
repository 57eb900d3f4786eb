"""Reports: how the kiosks are used, who signs up when, and what is printed. Never a number under five."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hub import outside
from hub.models import Library
from hub.office import mine
from hub.office.reports_cells import FEWEST
from hub.office.reports_data import Month, Table, all_tables, months
from hub.office.reports_plot import plot


def asked(request: HttpRequest) -> tuple[Library, Month]:
    """Give the branch and the month somebody asks for: their own branches, and months that are over."""
    library = mine.chosen_library(request)
    if library is None:
        raise Http404
    over = months(outside.now())
    return library, next((each for each in over if each.key == request.GET.get("month")), over[0])


def tables(request: HttpRequest) -> list[Table]:
    """Give every report that was asked for."""
    library, month = asked(request)
    return all_tables(library, mine.libraries(request), month)


def page(request: HttpRequest) -> HttpResponse:
    """Show the reports of a month."""
    library, month = asked(request)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Rapporter"),
        "library": library,
        "libraries": mine.libraries(request),
        "month": month,
        "months": months(outside.now()),
        "reports": [(each, plot(each), list(zip(each.rows, each.cells, strict=False))) for each in tables(request)],
        "fewest": FEWEST,
    }
    return render(request, "office/reports.html", context)
