"""The second step of logging in: setting one's own authenticator up, its recovery codes, and switching it off."""

from __future__ import annotations

import base64
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from hub import outside
from hub.acts import audit, second_step
from hub.office import mine
from hub.office.pictures import code_picture


def page(request: HttpRequest) -> HttpResponse:
    """Show the QR to scan, or that it is on; after a form, perhaps the recovery codes, this once."""
    if request.method == "POST":
        codes = _posted(request)
        return _show(request, codes) if codes else HttpResponseRedirect(reverse("admin:authenticator"))
    return _show(request, [])


def _show(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Draw the page."""
    user: Any = request.user
    confirmed = second_step.device_of(user) is not None
    fresh = None if confirmed else _unconfirmed(user)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Totrins-log ind"),
        "confirmed": confirmed,
        "demanded": second_step.demanded(user),
        "qr": None if fresh is None else code_picture(fresh.config_url),
        "typed": "" if fresh is None else _in_fours(base64.b32encode(fresh.bin_key).decode("ascii").rstrip("=")),
        "codes": codes,
        "codes_left": second_step.codes_left(user),
    }
    return render(request, "office/authenticator.html", context)


def _unconfirmed(user: Any) -> TOTPDevice:
    """Give the authenticator that has yet to prove itself."""
    return TOTPDevice.objects.get_or_create(user_id=user.pk, confirmed=False, defaults={"name": "app"})[0]


def _in_fours(key: str) -> str:
    """Write a key so that it can be typed."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def _posted(request: HttpRequest) -> list[str]:
    """Confirm with six digits, make new recovery codes, or switch off; give codes to show."""
    user: Any = request.user
    now, by = outside.now(), mine.who(request)
    if "off" in request.POST:
        if second_step.demanded(user):
            messages.error(request, _("Jeres bibliotek kræver totrins-log ind, og det kan ikke slås fra."))
            return []
        second_step.forget(user)
        audit.note(by, "totp_off", "", None, now)
        return []
    if "codes" in request.POST and user.is_verified():
        audit.note(by, "recovery_made", "", None, now)
        return second_step.fresh_codes(user)
    return _confirmed(request, user)


def _confirmed(request: HttpRequest, user: Any) -> list[str]:
    """Switch it on where the six digits are right."""
    fresh = TOTPDevice.objects.filter(user_id=user.pk, confirmed=False).first()
    if fresh is None or second_step.device_of(user) is not None:
        return []
    if not fresh.verify_token(request.POST.get("otp", "").replace(" ", "")):
        messages.error(request, _("Koden passede ikke. Prøv den næste, appen viser."))
        return []
    fresh.confirmed = True
    fresh.save()
    otp_login(request, fresh)
    audit.note(mine.who(request), "totp_on", "", None, outside.now())
    return second_step.fresh_codes(user)
