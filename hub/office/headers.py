"""What browsers are told about every page: nothing from elsewhere, no frames, no memory of what was on it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Headers:
    """Adds the headers to pages; the kiosks' door needs none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand round the rest."""
        self._inner = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add what is not there yet."""
        response = self._inner(request)
        if request.path_info.startswith("/v1/"):
            return response
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        if not request.path_info.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        return response
