"""The fleet: how each kiosk is, taking in a new one, and shutting one out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hub import outside
from hub.acts import fleet as acts
from hub.acts.remote import standing
from hub.models import Device, Library
from hub.office import doors, mine
from hub.office.health import condition
from hub.office.kiosks_words import card, span
from hub.office.pictures import code_picture
from hub.office.remote_words import reason_words

HOURS = ((24, _("et døgn (jeg taster den i dag)")), (168, _("en uge (kiosken sendes med posten)")))


class NewKiosk(forms.Form):
    """Where the new kiosk is to stand."""

    library = forms.ModelChoiceField(Library.objects.none(), label=_("Bibliotek"))
    place = forms.CharField(label=_("Hvor skal den stå?"), max_length=100)
    hours = forms.TypedChoiceField(label=_("Hvor længe gælder koden?"), choices=HOURS, coerce=int)
    approve = forms.BooleanField(label=_("Nogen skal godkende kiosken her, før den virker"), required=False)


def fleet(request: HttpRequest) -> HttpResponse:
    """Show every kiosk of somebody's branches."""
    mine.must(request, "view_device")
    now = outside.now()
    devices = Device.objects.filter(library__in=mine.libraries(request)).select_related("library")
    conditions = [condition(each, now) for each in devices if each.state != "revoked"]
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Kiosker"),
        "kiosks": [card(each) for each in conditions],
        "silent": [each.device for each in conditions if each.silent],
        "revoked": [each for each in devices if each.state == "revoked"],
        "may_add": request.user.has_perm("hub.add_enrolcode"),
    }
    return render(request, "office/kiosks.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Ask where, then show the code: this once."""
    mine.must(request, "add_enrolcode")
    form = NewKiosk(request.POST or None)
    form.fields["library"].queryset = mine.libraries(request)  # type: ignore[attr-defined] # a choice among rows
    context: dict[str, Any] = {**admin.site.each_context(request), "title": _("Ny kiosk"), "form": form}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        fresh = acts.make_code(
            said["library"],
            said["place"],
            approve=said["approve"],
            hours=said["hours"],
            who=mine.who(request),
            now=outside.now(),
        )
        context |= {"fresh": fresh, "said": said, "qr": code_picture(fresh.letter), "address": settings.CONFIG.address}
    return render(request, "office/kiosk_new.html", context)


def one(request: HttpRequest, pk: str) -> HttpResponse:
    """Show one kiosk."""
    mine.must(request, "view_device")
    device = get_object_or_404(Device.objects.select_related("library"), pk=pk, library__in=mine.libraries(request))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": device.place,
        "device": device,
        "card": (shown := card(condition(device, outside.now()))),
        "condition": shown.condition,
        "feed_age": span(device.feed_age_s),
        "uptime": span(device.uptime_s),
        "standing": standing(device),
        "reason": reason_words(standing(device).reason),
        "may_set": doors.may_open(request.user, "remote-one"),
        "may_change": request.user.has_perm("hub.change_device"),
        "asking": request.GET.get("ask", ""),
    }
    return render(request, "office/kiosk.html", context)


@require_POST
def act(request: HttpRequest, pk: str) -> HttpResponse:
    """Approve, ask for a new secret, or shut out."""
    mine.must(request, "change_device")
    device = get_object_or_404(Device, pk=pk, library__in=mine.libraries(request))
    by, now = mine.who(request), outside.now()
    match request.POST.get("act"):
        case "approve":
            acts.approve(device, who=by, now=now)
        case "rotate":
            acts.ask_rotation(device, who=by, now=now)
        case "revoke":
            acts.revoke(device, wipe="wipe" in request.POST, who=by, now=now)
    return HttpResponseRedirect(reverse("admin:kiosk", args=[pk]))
