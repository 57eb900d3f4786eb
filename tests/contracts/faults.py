"""What can go wrong between a question and a whole answer, each as the bytes that a real server would send."""

from __future__ import annotations

import gzip
import json
import socket
import struct
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

PORTAL = b"<!doctype html><html><head><title>Velkommen</title></head><body><form>Accept our terms</form></body></html>"


class Fault(Enum):
    """The faults a server of ours can be told to have."""

    MOVED = "301"
    BAD_REQUEST = "400"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
    GONE = "410"
    TOO_MANY = "429"
    SERVER_ERROR = "500"
    UNAVAILABLE = "503"
    RESET = "reset in the middle of the body"
    STALL = "silence before the headers"
    DRIP = "one byte at a time"
    DRIP_HEADERS = "headers one byte at a time"
    SHORT = "body shorter than Content-Length"
    CHUNK_CUT = "chunked and cut"
    CHUNKED = "chunked and whole"
    GZIP = "gzip"
    GZIP_BROKEN = "gzip with wrong bytes"
    GZIP_CUT = "gzip without its end"
    GZIP_BOMB = "gzip of very much"
    BROTLI = "a coding that was not asked for"
    WRONG_TYPE = "wrong content type"
    NO_TYPE = "no content type"
    PORTAL = "a captive portal's page"
    EMPTY = "empty body"
    NOT_JSON = "invalid JSON"
    NOT_UTF8 = "invalid UTF-8"
    BOM = "byte order mark"
    HUGE = "very much"
    DEEP = "JSON nested very deep"
    OBJECT = "an object instead of a list"


class LineFault(Enum):
    """What can go wrong on the way to a hub and back. Source: the table of faults in the contract of sync."""

    REFUSE = "reset at accept"
    RESET_BEFORE = "reset after the request was read, before the hub hears of it"
    CUT_REQUEST = "the request's last bytes never reach the hub"
    LOST_ACK = "the hub acted, the answer is lost"
    CUT_HEADERS = "the answer ends in its headers"
    CUT_BODY = "half the body, the whole length promised"
    DUP = "delivered twice, one after the other"
    DELAY = "given up by the kiosk, and delivered all the same before its next request"
    REORDER = "given up by the kiosk, and delivered behind its next request"
    LATE_COPY = "delivered now, and once more a day later"
    CAPTIVE_200 = "a portal's page"
    CAPTIVE_302 = "a redirect to a portal that answers 200"
    OTHER_JSON = "JSON of somebody else"
    EMPTY_200 = "a 200 without a body"
    HTML_404 = "a 404 page"
    OLD_REPLAY = "an earlier true answer to the same path"
    PROXY_500 = "a 500 of somebody before the hub"
    PROXY_502 = "a 502 of somebody before the hub"
    BUSY_503 = "a 503 with Retry-After"
    SLOW_DOWN_429 = "a 429 with Retry-After"
    GARBAGE_GZIP = "a header that promises gzip, and none"
    SLOW = "an answer that drips beyond the time a request may take in all"


@dataclass(frozen=True, slots=True)
class Wire:
    """The connection to a client: where bytes go, and the event that ends all waiting."""

    link: socket.socket
    stopping: threading.Event
    body: bytes
    kind: str

    def send(self, status: str, headers: tuple[str, ...] = (), body: bytes = b"", length: int | None = None) -> None:
        """Send one answer in one piece; `length` lies about the body."""
        size = len(body) if length is None else length
        head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {size}", "Connection: close", *headers, "", ""])
        self.link.sendall(head.encode("latin-1") + body)

    def ok(self, *headers: str, body: bytes | None = None, kind: str | None = None, length: int | None = None) -> None:
        """Send a 200 with the good body, or another."""
        what = f"Content-Type: {self.kind if kind is None else kind}"
        self.send("200 OK", (what, *headers), self.body if body is None else body, length)

    def drip(self, words: bytes) -> None:
        """Send one byte after the other, each well within the time for silence."""
        for byte in words:
            self.link.sendall(bytes([byte]))
            if self.stopping.wait(0.02):
                return

    def reset(self) -> None:
        """Close so that the client gets a reset instead of an end."""
        self.link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.link.close()


def _reset(wire: Wire) -> None:
    wire.ok(body=wire.body[: len(wire.body) // 2], length=len(wire.body))
    # The client has to read the half before the reset throws it away.
    wire.stopping.wait(0.05)
    wire.reset()


def _stall(wire: Wire) -> None:
    wire.stopping.wait(5)


def _drip(wire: Wire) -> None:
    wire.ok(body=b"", length=len(wire.body) + 1000)
    wire.drip(wire.body + b" " * 1000)


def _chunks(wire: Wire, end: bytes) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {wire.kind}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    half = len(wire.body) // 2
    pieces = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (wire.body[:half], wire.body[half:])]
    wire.link.sendall(head.encode() + b"".join(pieces) + end)


def _bomb() -> bytes:
    return gzip.compress(b"[" + b" " * 5_000_000 + b"]", 1)


_PACKED = "Content-Encoding: gzip"

ACTS: dict[Fault, Callable[[Wire], None]] = {
    Fault.MOVED: lambda wire: wire.send("301 Moved", ("Location: http://192.0.2.1/api",)),
    Fault.BAD_REQUEST: lambda wire: wire.send("400 Bad Request", ("Content-Type: application/json",), b'{"message":"x"}'),
    Fault.FORBIDDEN: lambda wire: wire.send("403 Forbidden"),
    Fault.NOT_FOUND: lambda wire: wire.send("404 Not Found"),
    Fault.GONE: lambda wire: wire.send("410 Gone"),
    Fault.TOO_MANY: lambda wire: wire.send("429 Too Many Requests", ("Retry-After: 120",)),
    Fault.SERVER_ERROR: lambda wire: wire.send("500 Internal Server Error"),
    Fault.UNAVAILABLE: lambda wire: wire.send("503 Service Unavailable", ("Retry-After: 120",)),
    Fault.RESET: _reset,
    Fault.STALL: _stall,
    Fault.DRIP: _drip,
    Fault.DRIP_HEADERS: lambda wire: wire.drip(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 1000),
    Fault.SHORT: lambda wire: wire.ok(length=len(wire.body) + 10),
    Fault.CHUNK_CUT: lambda wire: _chunks(wire, b""),
    Fault.CHUNKED: lambda wire: _chunks(wire, b"0\r\n\r\n"),
    Fault.GZIP: lambda wire: wire.ok(_PACKED, body=gzip.compress(wire.body)),
    Fault.GZIP_BROKEN: lambda wire: wire.ok(_PACKED, body=b"\x1f\x8b" + wire.body),
    Fault.GZIP_CUT: lambda wire: wire.ok(_PACKED, body=gzip.compress(wire.body)[:-12]),
    Fault.GZIP_BOMB: lambda wire: wire.ok(_PACKED, body=_bomb()),
    Fault.BROTLI: lambda wire: wire.ok("Content-Encoding: br"),
    Fault.WRONG_TYPE: lambda wire: wire.ok(kind="application/octet-stream"),
    Fault.NO_TYPE: lambda wire: wire.send("200 OK", (), wire.body),
    Fault.PORTAL: lambda wire: wire.ok(body=PORTAL, kind="text/html; charset=utf-8"),
    Fault.EMPTY: lambda wire: wire.ok(body=b""),
    Fault.NOT_JSON: lambda wire: wire.ok(body=wire.body[:-1]),
    Fault.NOT_UTF8: lambda wire: wire.ok(body=b'[{"uuid": "\xff\xfe"}]'),
    Fault.BOM: lambda wire: wire.ok(body=b"\xef\xbb\xbf" + wire.body),
    Fault.HUGE: lambda wire: wire.ok(body=b"[" + b" " * 3_000_000 + b"]"),
    Fault.DEEP: lambda wire: wire.ok(body=b"[" * 100_000 + b"]" * 100_000),
    Fault.OBJECT: lambda wire: wire.ok(body=json.dumps({"message": "Something went wrong"}).encode()),
}
"""How each fault is acted out."""
