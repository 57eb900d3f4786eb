"""The pretend hub's door: HTTP on loopback, every answer by the contract, and the faults acted out."""

from __future__ import annotations

import hmac
import json
import socket
import struct
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Protocol, cast

from kiosk.sync.pretend_faults import AFTER, STATUSES, STRANGERS, Fault, Faults

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_REQUEST = 1024 * 1024
MOST_OPS = 100
DRIP_S = 0.05


class Desk(Protocol):
    """What stands behind the door."""

    faults: Faults
    state: str

    def stamp(self) -> dict[str, str]:
        """Give `hub`, `epoch` and `now`."""

    def bearer_hash(self) -> tuple[str, str]:
        """Give the device and the SHA-256 of its secret."""

    def take(self, ops: list[Any]) -> list[dict[str, Any]]:
        """Give a verdict on each op."""

    def writable(self) -> bool:
        """Whether the database can write."""


class Door(ThreadingHTTPServer):
    """Listens on loopback."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, desk: Desk) -> None:
        """Listen at `port`, 0 = any that is free."""
        self.desk = desk
        self.closing = threading.Event()
        self.last_answer = b""
        super().__init__(("127.0.0.1", port), Visitor)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a kiosk that hangs up is no news."""


class RefusedError(Exception):
    """A request that gets an error of ours."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class Visitor(BaseHTTPRequestHandler):
    """One request."""

    timeout = 10

    @property
    def _door(self) -> Door:
        """The door it came through."""
        return cast("Door", self.server)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Log nothing: a line here would be written to the error stream."""

    def do_GET(self) -> None:
        """Answer `/v1/health`; nothing else is read here."""
        if self.path != "/v1/health":
            self._error(404, "no_such_path")
        elif self._door.desk.writable():
            self._json(200, {"ok": True})
        else:
            self._error(503, "busy")

    def do_POST(self) -> None:
        """Answer `/v1/ops`, or act out a fault."""
        faults = self._door.desk.faults
        fault = faults.take()
        if fault == "refuse":
            self._hang_up()
            return
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST_REQUEST + 1))
        fault = fault or faults.poisoned(body.decode("utf-8", "replace"))
        if fault is not None and fault not in AFTER:
            self._instead(fault)
            return
        try:
            answer = self._take(body)
            if fault == "dup":
                answer = self._take(body)
        except RefusedError as refused:
            self._error(refused.status, refused.code)
            return
        self._answer(answer, fault)

    def _take(self, body: bytes) -> dict[str, Any]:
        """Check the envelope and take the ops. Raises RefusedError."""
        if self.path != "/v1/ops":
            raise RefusedError(404, "no_such_path")
        self._check_bearer()
        if len(body) > LARGEST_REQUEST:
            raise RefusedError(413, "too_big")
        try:
            data = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise RefusedError(400, "bad_json") from error
        return {"results": self._door.desk.take(_ops_in(data))}

    def _check_bearer(self) -> None:
        """Let only our device in. Raises RefusedError."""
        device, hashed = self._door.desk.bearer_hash()
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        name, _, secret = token.partition(".")
        right = hmac.compare_digest(sha256(secret.encode("utf-8", "replace")).hexdigest(), hashed)
        if scheme != "Bearer" or name != device or not right:
            raise RefusedError(401, "bad_token")
        if self._door.desk.state != "active":
            raise RefusedError(403, self._door.desk.state)

    # ------------------------------------------------------------------------------------------------- answering

    def _answer(self, data: dict[str, Any], fault: Fault | None) -> None:
        """Send a true answer, or what is left of it."""
        body = json.dumps(data | self._door.desk.stamp()).encode()
        self._door.last_answer = body
        match fault:
            case "lost_ack":
                self._hang_up()
            case "cut_body":
                self._send(200, "application/json", body[: len(body) // 2], {"Content-Length": str(len(body))})
            case "garbage_gzip":
                self._send(200, "application/json", body, {"Content-Encoding": "gzip"})
            case "slow":
                self._drip(body)
            case _:
                self._send(200, "application/json", body)

    def _instead(self, fault: Fault) -> None:
        """Act out a fault in which the hub does nothing."""
        if fault in STATUSES:
            self._error(*STATUSES[fault])
        elif fault == "old_replay" and self._door.last_answer:
            self._send(200, "application/json", self._door.last_answer)
        else:
            status, kind, body = STRANGERS.get(fault, STRANGERS["empty200"])
            self._send(status, kind, body, {"Location": "/portal"} if status == 302 else {})

    def _json(self, status: int, data: dict[str, Any], headers: Mapping[str, str] | None = None) -> None:
        """Send JSON of ours."""
        self._send(status, "application/json", json.dumps(data | self._door.desk.stamp()).encode(), headers)

    def _error(self, status: int, code: str) -> None:
        """Send an error of ours."""
        headers = {"Retry-After": "1"} if status in {429, 503} else {}
        if status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        self._json(status, {"error": {"code": code, "text": code}}, headers)

    def _send(self, status: int, kind: str, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | dict(headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, body: bytes) -> None:
        """Send so slowly that no single read is late."""
        self._send(200, "application/json", b"", {"Content-Length": str(len(body))})
        for byte in body:
            self.wfile.write(bytes([byte]))
            if self._door.closing.wait(DRIP_S):
                return

    def _hang_up(self) -> None:
        """End the connection without a word, with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True


def _ops_in(data: Any) -> list[Any]:
    """Read the outer shape only: 1 to 100 ops, each id once. Raises RefusedError."""
    ops = data.get("ops") if isinstance(data, dict) else None
    if not isinstance(ops, list) or not ops:
        raise RefusedError(422, "bad_envelope")
    if len(ops) > MOST_OPS:
        raise RefusedError(413, "too_big")
    ids = [op.get("id") for op in ops if isinstance(op, dict) and isinstance(op.get("id"), str)]
    if len(ids) != len(set(ids)):
        raise RefusedError(422, "bad_envelope")
    return ops
