"""Switching one's own authenticator on and off."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from hub import outside
from hub.acts import audit
from hub.office import mine
from hub.office.pictures import code_picture


def page(request: HttpRequest) -> HttpResponse:
    """Show the QR to scan, or that it is on."""
    devices = TOTPDevice.objects.filter(user_id=request.user.pk)
    if request.method == "POST":
        _posted(request)
        return HttpResponseRedirect(reverse("admin:authenticator"))
    confirmed = devices.filter(confirmed=True).exists()
    fresh = None if confirmed else devices.get_or_create(user_id=request.user.pk, confirmed=False, defaults={"name": "app"})[0]
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Totrins-log ind"),
        "confirmed": confirmed,
        "qr": None if fresh is None else code_picture(fresh.config_url),
    }
    return render(request, "office/authenticator.html", context)


def _posted(request: HttpRequest) -> None:
    """Confirm with six digits, or switch off."""
    devices = TOTPDevice.objects.filter(user_id=request.user.pk)
    now, by = outside.now(), mine.who(request)
    if "off" in request.POST:
        devices.delete()
        audit.note(by, "totp_off", "", None, now)
        return
    fresh = devices.filter(confirmed=False).first()
    if fresh is None or not fresh.verify_token(request.POST.get("otp", "")):
        messages.error(request, _("Koden passede ikke. Prøv den næste, appen viser."))
        return
    fresh.confirmed = True
    fresh.save()
    otp_login(request, fresh)
    audit.note(by, "totp_on", "", None, now)
