"""Wire contract v1, endpoint by endpoint: read, do, answer."""

from __future__ import annotations

from typing import Any, cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from msgspec import convert
from ninja import NinjaAPI

from hub import outside
from hub.acts import beats, fleet, ops
from hub.acts.calling import Caller
from hub.acts.identity import identity
from hub.api import blobs, feeding, shapes
from hub.api.answers import Problem, answer, problem
from hub.api.openapi import problems, takes, takes_ops
from hub.api.reading import KioskBearer, body_object, clean, shaped
from hub.models import BranchProfile, Device, HubIdentity, Library
from hub.moments import rfc3339

MOST_OPS = 100
NEVER = "1970-01-01T00:00:00.000Z"
"""What is safe before the first backup."""

api = NinjaAPI(title="Samlingspunkt", version="1", docs_url=None, urls_namespace="v1")
kiosk = KioskBearer()


@api.exception_handler(Problem)
def _problem(_request: HttpRequest, trouble: Problem) -> HttpResponse:
    return _marked(problem(trouble))


@api.exception_handler(DatabaseError)
def _busy(_request: HttpRequest, _trouble: DatabaseError) -> HttpResponse:
    return _marked(problem(Problem(503, "busy", retry_after=5)))


def _marked(response: HttpResponse) -> HttpResponse:
    """Tell the outermost layer that this error is ours already."""
    response["X-Ours"] = "1"
    return response


def _caller(request: HttpRequest) -> Caller:
    """Give the kiosk that was let in."""
    return cast("Caller", request.auth)  # type: ignore[attr-defined] # django-ninja puts it there


@api.get("/health", response={200: shapes.HealthOut, **problems(503)}, summary="Can the database write?")
def health(request: HttpRequest) -> HttpResponse:
    """Write a little, and say that it went well."""
    del request
    now = outside.now()
    identity(now)
    HubIdentity.objects.update(checked_at=now)
    return answer({"ok": True}, now)


@api.post(
    "/enrol",
    response={200: shapes.EnrolledOut, **problems(400, 404, 409, 413, 422, 429, 503)},
    openapi_extra=takes(shapes.EnrolRequest),
    summary="One-time code -> device",
)
def enrol(request: HttpRequest) -> HttpResponse:
    """Take a kiosk in."""
    now = outside.now()
    asked = shaped(body_object(request), shapes.EnrolRequest)
    clean(asked.code, asked.app, asked.machine)
    try:
        device = fleet.enrol(asked.code, asked.secret_sha256, asked.app, asked.machine, now)
    except fleet.EnrolmentError as error:
        status = {"no_such_code": 404, "code_used": 409}.get(str(error), 429)
        raise Problem(status, str(error), retry_after=60 if status == 429 else 0) from error
    return answer(_enrolled(device), now)


def _enrolled(device: Device) -> dict[str, Any]:
    """Say what a kiosk is told when it is taken in."""
    from django.conf import settings

    seal = settings.KEYS.seals()[0]
    return {
        "device": device.pk,
        "state": device.state,
        "library": {"key": device.library.key, "name": device.library.name},
        "seal": {"id": seal.id, "public": seal.public},
        "poll_after_s": _profile(device.library).poll_after_s,
    }


def _profile(library: Library) -> BranchProfile:
    """Give the branch's profile, or what holds without one."""
    try:
        return library.profile
    except BranchProfile.DoesNotExist:
        return BranchProfile(library=library)


@api.post(
    "/token",
    auth=kiosk,
    response={200: shapes.PendingOut, **problems(400, 401, 403, 413, 422, 503)},
    openapi_extra=takes(shapes.TokenRequest),
    summary="Announce the next secret",
)
def token(request: HttpRequest) -> HttpResponse:
    """Take the hash of the next secret."""
    fleet.announce(_caller(request).device, shaped(body_object(request), shapes.TokenRequest).next_sha256)
    return answer({"pending": True}, outside.now())


@api.post(
    "/ops",
    auth=kiosk,
    response={200: shapes.VerdictsOut, **problems(400, 401, 403, 413, 422, 503)},
    openapi_extra=takes_ops(),
    summary="Hand over 1-100 ops",
)
def take_ops(request: HttpRequest) -> HttpResponse:
    """Give a verdict on each."""
    batch = _batch(body_object(request))
    now, caller = outside.now(), _caller(request)
    return answer({"results": ops.receive(ops.Counter(caller.device, caller.identity, now), batch)}, now, caller.identity)


def _batch(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Read the outer shape only: 1 to 100 objects, each id once. Raises Problem."""
    batch = data.get("ops")
    if not isinstance(batch, list) or not batch or not all(isinstance(op, dict) for op in batch):
        raise Problem(422, "bad_envelope")
    if len(batch) > MOST_OPS:
        raise Problem(413, "too_big")
    ids = [op["id"] for op in batch if isinstance(op.get("id"), str)]
    if len(ids) != len(set(ids)):
        raise Problem(422, "bad_envelope")
    return batch


@api.get(
    "/feed",
    auth=kiosk,
    response={200: shapes.FeedOut, 304: None, **problems(401, 403, 422, 503)},
    by_alias=True,
    summary="What changed since a cursor",
    openapi_extra={
        "parameters": [
            {"in": "query", "name": "cursor", "schema": {"type": "string"}, "required": False},
            {
                "in": "query",
                "name": "limit",
                "schema": {"type": "integer", "minimum": 1, "maximum": feeding.MOST_ITEMS},
                "required": False,
            },
        ]
    },
)
def read_feed(request: HttpRequest) -> HttpResponse:
    """Give a page, or say that there is nothing new."""
    return feeding.send(request, _caller(request))


@api.post(
    "/heartbeat",
    auth=kiosk,
    response={200: shapes.BeatOut, **problems(400, 401, 403, 413, 422, 503)},
    openapi_extra=takes(shapes.BeatRequest),
    summary="How the kiosk is",
)
def heartbeat(request: HttpRequest) -> HttpResponse:
    """Keep it, and say how often to come."""
    now, caller = outside.now(), _caller(request)
    said = shaped(body_object(request), shapes.BeatRequest)
    told = said.settings
    clean(said.app, said.clock, said.fault, told.version, told.refused, told.reason, *said.parts, *said.parts.values())
    beats.keep(caller.device, convert(said, beats.Beat, from_attributes=True), now)
    profile, safe_at = caller.profile, caller.identity.safe_at
    answers = {
        "poll_after_s": profile.poll_after_s,
        "beat_after_s": profile.beat_after_s,
        "safe_at": NEVER if safe_at is None else rfc3339(safe_at),
        "rotate": fleet.wants_rotation(caller.device, now),
        "app_wanted": profile.app_wanted or None,
    }
    return answer(answers, now, caller.identity)


@api.get(
    "/blobs/{sha256}", auth=kiosk, response={200: None, 206: None, 304: None, **problems(401, 403, 404, 503)}, summary="One picture"
)
def blob(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give a picture that the library's feed names."""
    return blobs.send(request, _caller(request).device.library_id, sha256)
