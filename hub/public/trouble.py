"""Pages for when something is not there, not allowed, or broken: plain words, and the next thing to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hub.office.pictures import spiral_path


def _page(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    """Show one; a kiosk gets an error of the contract instead, from the outermost layer."""
    if request.path_info.startswith("/v1"):
        return HttpResponse(status=status)
    return render(request, "public/trouble.html", {"title": title, "says": says}, status=status)


def missing(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404."""
    del exception
    return _page(request, 404, _("Den side findes ikke"), _("Måske er adressen skrevet forkert, eller siden er flyttet."))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403."""
    del exception
    return _page(request, 403, _("Det må du ikke her"), _("Din konto har ikke den rettighed. Spørg en administrator."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, because the form did not come from a page of ours, or is too old."""
    del reason
    return _page(request, 403, _("Siden var for gammel"), _("Gå tilbage, hent siden igen, og prøv én gang til."))


def bad(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400."""
    del exception
    return _page(request, 400, _("Det kunne vi ikke læse"), _("Prøv igen fra begyndelsen."))


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, 500, _("Noget gik galt hos os"), _("Intet, der stod her, er gemt forkert. Prøv igen om lidt."))


def icon(request: HttpRequest) -> HttpResponse:
    """Draw the spiral that stands beside the page's name."""
    del request
    path = f'<path d="{spiral_path(2.75)}" fill="none" stroke="#962F22" stroke-width="2" stroke-linecap="round"/>'
    return HttpResponse(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{path}</svg>', content_type="image/svg+xml")
