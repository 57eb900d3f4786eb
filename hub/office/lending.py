"""Lending: which kiosk holds which seats, lending some, and taking them back, with a warning where the kiosk is silent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hub import outside
from hub.acts import lending as acts
from hub.acts import queueing
from hub.models import Device, Occasion, SeatLoan
from hub.models.content import SignupMode
from hub.models.fleet import DeviceState
from hub.office import doors, mine

MOST_SEATS = 50
USUAL_HOURS = 24


def page(request: HttpRequest) -> HttpResponse:
    """Show every loan of somebody's branch that runs, and what seats can be lent of."""
    library, now = mine.chosen_library(request), outside.now()
    loans = SeatLoan.objects.filter(occasion__library=library, returned_at=None).select_related("device", "occasion")
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Pladser hos kioskerne"),
        "library": library,
        "libraries": mine.libraries(request),
        "loans": [(each, acts.silent(each.device, now)) for each in loans.order_by("until")],
        "occasions": [each for each in _lendable(library) if not queueing.over(each, now)],
        "devices": Device.objects.filter(library=library, state=DeviceState.ACTIVE),
        "chosen": request.GET.get("occasion", ""),
        "asking": request.GET.get("ask", ""),
        "most": MOST_SEATS,
        "hours": USUAL_HOURS,
        "longest": int(acts.LONGEST / timedelta(hours=1)),
        "may_act": doors.may_open(request.user, "lending-act"),
    }
    return render(request, "office/lending.html", context)


def _lendable(library: Any) -> list[Occasion]:
    """Give what has seats that are counted, and takes sign-ups."""
    found = Occasion.objects.filter(library=library, shown=True, signup=SignupMode.OPEN, seats__capacity__gt=0)
    return list(found.exclude(state="cancelled").select_related("seats").order_by("start", "title"))


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Lend, or take back; back to the list, or to the question whether somebody is sure."""
    if "back" in request.POST:
        return _take_back(request)
    return _lend(request, outside.now())


def _take_back(request: HttpRequest) -> HttpResponse:
    """Take a loan back; a silent kiosk takes a second word."""
    number = request.POST["back"]
    found = SeatLoan.objects.filter(occasion__library__in=mine.libraries(request)).select_related("device", "occasion__library")
    loan = get_object_or_404(found, pk=int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0)
    try:
        acts.take_back(loan, sure="sure" in request.POST, who=mine.who(request), now=outside.now())
    except acts.SilentError:
        return _to_list(f"?ask={loan.pk}")
    messages.success(request, _("Taget tilbage. Kiosken hører det, når den er på nettet."))
    return _to_list()


def _lend(request: HttpRequest, now: datetime) -> HttpResponse:
    """Lend, within bounds."""
    occasion = mine.occasion_or_404(request, _number(request, "occasion", 10**12))
    found = Device.objects.filter(library=occasion.library, state=DeviceState.ACTIVE)
    device = get_object_or_404(found, pk=request.POST.get("device", ""))
    until = now + timedelta(hours=_number(request, "hours", int(acts.LONGEST / timedelta(hours=1))))
    try:
        acts.lend_out(occasion, device, _number(request, "seats", MOST_SEATS), until, who=mine.who(request), now=now)
    except acts.NoFreeSeatsError:
        messages.error(request, _("Så mange ledige pladser er der ikke, eller nogen venter."))
    else:
        messages.success(request, _("Lånt ud. Kiosken kan love pladserne, når den har hørt det."))
    return _to_list()


def _number(request: HttpRequest, name: str, most: int) -> int:
    """Read a number of the form, at least 1."""
    text = request.POST.get(name, "")
    return max(1, min(most, int(text))) if text.isascii() and text.isdigit() and len(text) < 13 else 1


def _to_list(more: str = "") -> HttpResponse:
    """Lead to the list."""
    return HttpResponseRedirect(reverse("admin:lending") + more)
