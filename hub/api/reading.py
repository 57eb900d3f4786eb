"""Reading a request: its body as a JSON object within bounds, and its device."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar, cast

import msgspec
from django.http import HttpRequest
from ninja.security import HttpBearer

from hub.acts.calling import Caller
from hub.acts.fleet import known_by
from hub.api.answers import Problem
from hub.kinds.fields import clean_text
from hub.models.fleet import DeviceState
from hub.outside import now

LARGEST_BODY = 1024 * 1024
TOKEN = re.compile(r"([0-9a-f-]{36})\.([0-9a-f]{64})", re.ASCII)

Shape = TypeVar("Shape")


def body_object(request: HttpRequest) -> dict[str, Any]:
    """Read the body. Raises Problem 400, 413 or 422."""
    raw = _raw(request)
    try:
        data = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Problem(400, "bad_json") from error
    if not isinstance(data, dict):
        raise Problem(422, "bad_envelope")
    return cast("dict[str, Any]", data)


def _raw(request: HttpRequest) -> bytes:
    """Take the body's bytes. Raises Problem 413."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) > LARGEST_BODY:
        raise Problem(413, "too_big")
    raw = request.read(LARGEST_BODY + 1)
    if len(raw) > LARGEST_BODY:
        raise Problem(413, "too_big")
    return raw


def shaped(data: dict[str, Any], shape: type[Shape]) -> Shape:
    """Read an object whose every field matters. Unknown fields do not. Raises Problem 422."""
    try:
        return msgspec.convert(data, shape, strict=True)
    except (msgspec.ValidationError, ValueError, UnicodeEncodeError) as error:
        raise Problem(422, "bad_envelope") from error


def clean(*texts: str) -> None:
    """Refuse text that must not travel. Raises Problem 422."""
    if not all(map(clean_text, texts)):
        raise Problem(422, "bad_envelope")


class KioskBearer(HttpBearer):
    """Lets in kiosks that staff let in."""

    def __call__(self, request: HttpRequest) -> Any:
        """Read the header. Raises Problem 401 or 403."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Problem(401, "bad_token")
        return self.authenticate(request, token.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Find who it is. Raises Problem 401 or 403."""
        del request
        parts = TOKEN.fullmatch(token)
        caller = None if parts is None else known_by(parts[1], parts[2], now())
        if caller is None:
            raise Problem(401, "bad_token")
        device = caller.device
        if device.state == DeviceState.WAITING:
            raise Problem(403, "waiting")
        if device.state == DeviceState.REVOKED:
            raise Problem(403, "revoked", wipe=device.wipe)
        return caller
