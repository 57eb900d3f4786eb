"""What every answer of ours looks like: a JSON object that names hub, epoch and time."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.http import HttpResponse

from hub.acts.identity import last_known, stamp
from hub.models import HubIdentity
from hub.moments import rfc3339
from hub.outside import now as clock

TEXTS = {
    "bad_json": "the body is no JSON object",
    "bad_token": "this secret is not known",
    "waiting": "staff have not approved this kiosk yet",
    "revoked": "this kiosk is shut out",
    "no_such_code": "no such code, or it is too old",
    "no_such_blob": "no such picture in this library's feed",
    "no_such_path": "no such path",
    "bad_method": "not this method here",
    "code_used": "another kiosk used this code",
    "too_big": "too much in one request",
    "bad_envelope": "the outer shape of the request is wrong",
    "slow_down": "too many tries",
    "busy": "the hub cannot take it just now",
    "hub_error": "the hub failed",
}
"""English, for logs."""


class Problem(Exception):  # noqa: N818 - the contract's own word
    """A request that gets an error of ours."""

    def __init__(self, status: int, code: str, *, retry_after: int = 0, wipe: bool | None = None) -> None:
        """Keep status and code, and what goes with them."""
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.wipe = wipe


def ours(now: datetime, who: HubIdentity | None = None) -> dict[str, str]:
    """Give what every answer carries, also while the database does not answer; `who` where this request has read it."""
    try:
        hub, epoch = stamp(now) if who is None else last_known(who.hub, who.epoch)
    except DatabaseError:
        hub, epoch = last_known()
    return {"hub": hub, "epoch": epoch, "now": rfc3339(now)}


def answer(data: dict[str, Any], now: datetime, who: HubIdentity | None = None) -> HttpResponse:
    """Send a 200."""
    return written(200, json.dumps(ours(now, who) | data))


def written(status: int, text: str) -> HttpResponse:
    """Send JSON that is written already."""
    response = HttpResponse(text, status=status, content_type="application/json")
    response["Cache-Control"] = "private, no-store"
    return response


def problem(trouble: Problem) -> HttpResponse:
    """Send an error of ours."""
    error: dict[str, Any] = {"code": trouble.code, "text": TEXTS[trouble.code]}
    body: dict[str, Any] = ours(clock()) | {"error": error}
    if trouble.wipe is not None:
        body["wipe"] = error["wipe"] = trouble.wipe
    response = written(trouble.status, json.dumps(body))
    if trouble.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if trouble.retry_after:
        response["Retry-After"] = str(trouble.retry_after)
    return response
