"""Choosing between Danish and English, for whoever sits there."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


class Spoken:
    """Speaks Danish, or what somebody chose here; only the page a slip leads to listens to the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand round the rest."""
        self._inner = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Choose, let the request through, and say what was spoken."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.path_info.startswith("/k/"):
            chosen = chosen or translation.get_language_from_request(request)
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        response = self._inner(request)
        if not request.path_info.startswith("/v1/"):
            response.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86400,
            samesite="Strict",
            secure=settings.CONFIG.secure,
            httponly=True,
        )
    return response
