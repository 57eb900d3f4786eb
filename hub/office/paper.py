"""Lists to take along: on paper, as a table file, as a calendar file."""

from __future__ import annotations

import csv
import unicodedata
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hub import calendars, outside
from hub.acts import people
from hub.models import Occasion, Signup
from hub.office import mine
from hub.office.guests import listed

BACK = timedelta(days=1)
FORMULA = {"=", "+", "-", "@", "|", "%"}
"""What a cell begins with that a spreadsheet may calculate."""


def _guests(request: HttpRequest, pk: int, why: str) -> tuple[Occasion, list[people.Guest]]:
    """Open the names of those who come or wait."""
    occasion = mine.occasion_or_404(request, pk)
    going: list[Signup] = [each for each in listed(occasion) if each.status in ("confirmed", "waitlist")]
    return occasion, people.guests(occasion, going, who=mine.who(request), why=why, now=outside.now())


def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a page made for the printer."""
    occasion, guests = _guests(request, pk, "names_printed")
    return render(
        request, "office/print.html", {"occasion": occasion, "guests": guests, "now": outside.now(), "who": mine.who(request)}
    )


def csv_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a table: semicolons and a mark of the alphabet, as Danish spreadsheets expect."""
    occasion, guests = _guests(request, pk, "names_exported")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{occasion.key.replace(":", "-")}.csv"'
    response.write("\ufeff")
    table = csv.writer(response, delimiter=";", quoting=csv.QUOTE_ALL)
    table.writerow([_("Tilstand"), _("Fornavn"), _("Kontakt"), _("Pladser"), _("Kode"), _("Kom")])
    for guest in guests:
        signup = guest.signup
        at = timezone.localtime(signup.at).strftime("%Y-%m-%d %H:%M")
        words = [signup.get_status_display(), guest.person.first_name, guest.person.contact, str(signup.seats), signup.code, at]
        table.writerow([plain_cell(str(word)) for word in words])
    return response


def plain_cell(text: str) -> str:
    """Keep a spreadsheet from taking a visitor's words for a formula, behind blanks or in wide letters too."""
    begins = unicodedata.normalize("NFKC", text).lstrip()[:1]
    return f"'{text}" if begins in FORMULA or text[:1] in {"\t", "\r", "\n"} else text


def calendar(request: HttpRequest) -> HttpResponse:
    """Give the branch's coming events as a calendar file."""
    library = mine.chosen_library(request)
    now = outside.now()
    found = Occasion.objects.filter(library=library, shown=True, kind="event", start__gt=now - BACK).select_related("library")
    return calendars.response(found.order_by("start"), "samlingspunkt.ics", now)


def one_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one event, or every meeting of a group, as a calendar file: no name in it."""
    occasion = mine.occasion_or_404(request, pk)
    return calendars.response([occasion], f"{occasion.key.replace(':', '-')}.ics", outside.now())
