"""What the pretend hub answers to each request of the contract; faults and sockets are the door's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from kiosk.sync.pretend_members import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_REQUEST = 1024 * 1024
MOST_OPS = 100
MOST_ITEMS = 500

BLOB = re.compile(r"/v1/blobs/([0-9a-f]{64})")
RANGE = re.compile(r"bytes=([0-9]{1,9})-")

NUMBERS = ("uptime_s", "feed_age_s", "waiting", "parked", "oldest_s", "bad_rows", "disk_free_mb")
TEXTS = ("app", "boot", "clock", "cursor", "fault")
HEALTH = {"ready", "trouble", "gone"}


class Request(Struct, frozen=True):
    """What came in. Names of headers in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class Reply(Struct, frozen=True):
    """What goes out: JSON to be stamped, or bytes of their own."""

    status: int = 200
    data: dict[str, Any] | None = None
    raw: bytes = b""
    headers: dict[str, str] = {}


class Desk(Protocol):
    """What stands behind the routes."""

    state: str

    def admitted(self, header: str) -> str:
        """Give the device that signed in. Raises RefusedError."""

    def enrol(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Make a device. Raises RefusedError."""

    def announce(self, device: str, asked: dict[str, Any]) -> None:
        """Take the hash of a next secret. Raises RefusedError."""

    def take(self, ops: list[Any]) -> list[dict[str, Any]]:
        """Give a verdict on each op."""

    def beat(self, told: dict[str, Any]) -> dict[str, Any]:
        """Hear how a kiosk is; give what is asked of it."""

    def page(self, cursor: str, limit: int, tag: str) -> tuple[str, dict[str, Any] | None]:
        """Give the feed's tag and a page of it; None when cursor and `tag` are current."""

    def blob(self, name: str) -> tuple[str, bytes] | None:
        """Give a picture's type and bytes."""

    def writable(self) -> bool:
        """Whether the database can write."""


def respond(desk: Desk, request: Request) -> Reply:
    """Answer a request. Raises RefusedError for an error of ours."""
    path = urlsplit(request.target).path
    if path == "/v1/health":
        return Reply(data={"ok": True}) if desk.writable() else Reply(503, {"error": {"code": "busy", "text": "busy"}})
    if path == "/v1/enrol":
        return Reply(data=desk.enrol(_object(request)))
    device = desk.admitted(request.headers.get("authorization", ""))
    if desk.state != "active":
        raise RefusedError(403, desk.state)
    if request.method == "GET":
        return _got(desk, request, path)
    return Reply(data=_posted(desk, request, path, device))


def _posted(desk: Desk, request: Request, path: str, device: str) -> dict[str, Any]:
    """Answer a POST. Raises RefusedError."""
    if path not in {"/v1/ops", "/v1/token", "/v1/heartbeat"}:
        raise RefusedError(404, "no_such_path")
    asked = _object(request)
    if path == "/v1/token":
        desk.announce(device, asked)
        return {"pending": True}
    if path == "/v1/heartbeat":
        _check_beat(asked)
        return desk.beat(asked)
    return {"results": desk.take(_ops_in(asked))}


def _got(desk: Desk, request: Request, path: str) -> Reply:
    """Answer a GET. Raises RefusedError."""
    blob = BLOB.fullmatch(path)
    if blob is not None:
        return _blob(desk.blob(blob[1]), request.headers.get("range", ""), blob[1])
    if path != "/v1/feed":
        raise RefusedError(404, "no_such_path")
    asked = parse_qs(urlsplit(request.target).query, keep_blank_values=True)
    limit = asked.get("limit", ["200"])[0]
    if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit) <= MOST_ITEMS:
        raise RefusedError(422, "bad_envelope")
    cursor, tag = asked.get("cursor", [""])[0], request.headers.get("if-none-match", "")
    now, page = desk.page(cursor, int(limit), tag.removeprefix("W/"))
    headers = {"ETag": now, "Cache-Control": "private, no-store"}
    # As a proxy that compresses would have it.
    return Reply(304, headers=headers | {"ETag": f"W/{now}"}) if page is None else Reply(data=page, headers=headers)


def _blob(found: tuple[str, bytes] | None, wanted: str, name: str) -> Reply:
    """Give a picture, or the rest of it."""
    if found is None:
        raise RefusedError(404, "no_such_blob")
    kind, content = found
    headers = {"Content-Type": kind, "ETag": f'"{name}"', "Cache-Control": "immutable", "Accept-Ranges": "bytes"}
    part = RANGE.fullmatch(wanted)
    if part is None or int(part[1]) >= len(content):
        return Reply(200, raw=content, headers=headers)
    begin = int(part[1])
    ranged = {"Content-Range": f"bytes {begin}-{len(content) - 1}/{len(content)}"}
    return Reply(206, raw=content[begin:], headers=headers | ranged)


def _object(request: Request) -> dict[str, Any]:
    """Read a body. Raises RefusedError."""
    if request.method != "POST":
        raise RefusedError(405, "bad_method")
    if len(request.body) > LARGEST_REQUEST:
        raise RefusedError(413, "too_big")
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "bad_json") from error
    if not isinstance(data, dict):
        raise RefusedError(422, "bad_envelope")
    return data


def _ops_in(data: dict[str, Any]) -> list[Any]:
    """Read the outer shape only: 1 to 100 ops, each id once. Raises RefusedError."""
    ops = data.get("ops")
    if not isinstance(ops, list) or not ops:
        raise RefusedError(422, "bad_envelope")
    if len(ops) > MOST_OPS:
        raise RefusedError(413, "too_big")
    ids = [op.get("id") for op in ops if isinstance(op, dict) and isinstance(op.get("id"), str)]
    if len(ids) != len(set(ids)):
        raise RefusedError(422, "bad_envelope")
    return ops


def _check_beat(told: dict[str, Any]) -> None:
    """See that a heartbeat is as the contract has it. Raises RefusedError."""
    parts = told.get("parts")
    good = (
        all(type(told.get(name)) is int and 0 <= told[name] < 2**31 for name in NUMBERS),
        all(isinstance(told.get(name), str) for name in TEXTS),
        len(str(told.get("app"))) <= 40 and len(str(told.get("fault"))) <= 200,
        isinstance(parts, dict) and set(parts.values()) <= HEALTH,
    )
    if not all(good):
        raise RefusedError(422, "bad_envelope")
