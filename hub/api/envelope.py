"""The outermost layer under /v1: whatever goes wrong inside, the kiosk gets an error of ours and no page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.api.answers import Problem, problem

INSTEAD = {400: "bad_json", 404: "no_such_path", 405: "bad_method", 413: "too_big", 503: "busy"}


class Envelope:
    """Puts an error of ours where the framework would send a page of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand round the rest."""
        self._inner = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let a request through, and look at what comes back."""
        inside = request.path_info == "/v1" or request.path_info.startswith("/v1/")
        response = self._inner(request)
        if not inside or response.status_code < 400 or response.get("X-Ours"):
            del response["X-Ours"]
            return response
        return _instead(response)


def _instead(response: HttpResponseBase) -> HttpResponse:
    """Write the same as an error of ours."""
    status = response.status_code if response.status_code in INSTEAD else 500
    ours = problem(Problem(status, INSTEAD.get(status, "hub_error"), retry_after=5 if status == 503 else 0))
    if "Allow" in response:
        ours["Allow"] = response["Allow"]
    return ours
