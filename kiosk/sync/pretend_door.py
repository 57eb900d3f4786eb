"""The pretend hub's door: HTTP on loopback, every answer by the contract, and the faults acted out."""

from __future__ import annotations

import json
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit

from kiosk.sync.pretend_faults import AFTER, STATUSES, STRANGERS, Fault, Faults
from kiosk.sync.pretend_members import RefusedError
from kiosk.sync.pretend_routes import LARGEST_REQUEST, Desk, Reply, Request, respond

if TYPE_CHECKING:
    from collections.abc import Mapping

DRIP_S = 0.05


class FaultyDesk(Desk, Protocol):
    """What stands behind the door."""

    faults: Faults

    def stamp(self) -> dict[str, str]:
        """Give `hub`, `epoch` and `now`."""


class Door(ThreadingHTTPServer):
    """Listens on loopback."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, desk: FaultyDesk) -> None:
        """Listen at `port`, 0 = any that is free."""
        self.desk = desk
        self.closing = threading.Event()
        self.last_answers: dict[str, tuple[bytes, dict[str, str]]] = {}
        super().__init__(("127.0.0.1", port), Visitor)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a kiosk that hangs up is no news."""


class Visitor(BaseHTTPRequestHandler):
    """One request."""

    timeout = 10

    @property
    def _door(self) -> Door:
        """The door it came through."""
        return cast("Door", self.server)

    @property
    def _place(self) -> str:
        """What was asked for, without the question's details."""
        return urlsplit(self.path).path

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Log nothing: a line here would be written to the error stream."""

    def do_GET(self) -> None:
        """Answer a GET."""
        self._serve("GET")

    def do_POST(self) -> None:
        """Answer a POST."""
        self._serve("POST")

    def _serve(self, method: str) -> None:
        """Answer, or act out a fault. The hub's own health has none."""
        faults = self._door.desk.faults
        fault = faults.take(self._place) if self._place != "/v1/health" else None
        if fault == "refuse":
            self._hang_up()
            return
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST_REQUEST + 1))
        fault = fault or faults.poisoned(body.decode("utf-8", "replace"))
        if fault is not None and fault not in AFTER:
            self._instead(fault)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(method, self.path, headers, body)
        try:
            reply = respond(self._door.desk, request)
            if fault == "dup":
                reply = respond(self._door.desk, request)
        except RefusedError as refused:
            self._error(refused.status, refused.code, wipe=refused.wipe)
            return
        self._answer(reply, fault)

    # ------------------------------------------------------------------------------------------------- answering

    def _answer(self, reply: Reply, fault: Fault | None) -> None:
        """Send a true answer, or what is left of it."""
        body, headers = reply.raw, {"Content-Type": "application/json"} | reply.headers
        if reply.data is not None:
            body = json.dumps(reply.data | self._door.desk.stamp()).encode()
        if fault is None and reply.status == 200:
            self._door.last_answers[self._place] = (body, headers)
        if fault is None:
            self._send(reply.status, body, headers)
        else:
            self._spoilt(fault, reply.status, body, headers)

    def _spoilt(self, fault: Fault, status: int, body: bytes, headers: dict[str, str]) -> None:
        """Send what is left of a true answer."""
        match fault:
            case "lost_ack":
                self._hang_up()
            case "cut_headers":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
                self._hang_up()
            case "cut_body":
                self._send(status, body[: len(body) // 2], headers | {"Content-Length": str(len(body))})
            case "garbage_gzip":
                self._send(status, body, headers | {"Content-Encoding": "gzip"})
            case "slow":
                self._drip(body, headers)
            case _:
                self._send(status, body, headers)

    def _instead(self, fault: Fault) -> None:
        """Act out a fault in which the hub does nothing."""
        if fault == "reset_before":
            self._hang_up()
        elif fault in STATUSES:
            self._error(*STATUSES[fault])
        elif fault == "old_replay" and self._place in self._door.last_answers:
            self._send(200, *self._door.last_answers[self._place])
        else:
            status, kind, body = STRANGERS.get(fault, STRANGERS["empty200"])
            self._send(status, body, {"Content-Type": kind} | ({"Location": "/portal"} if status == 302 else {}))

    def _error(self, status: int, code: str, *, wipe: bool = False) -> None:
        """Send an error of ours."""
        headers = {"Content-Type": "application/json"} | ({"Retry-After": "1"} if status in {429, 503} else {})
        if status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        error = {"code": code, "text": code} | ({"wipe": wipe} if code == "revoked" else {})
        self._send(status, json.dumps({"error": error} | self._door.desk.stamp()).encode(), headers)

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | dict(headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, body: bytes, headers: dict[str, str]) -> None:
        """Send so slowly that no single read is late."""
        self._send(200, b"", headers | {"Content-Length": str(len(body))})
        for byte in body:
            self.wfile.write(bytes([byte]))
            if self._door.closing.wait(DRIP_S):
                return

    def _hang_up(self) -> None:
        """End the connection without a word, with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
