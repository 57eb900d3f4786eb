"""A line that fails in every way of `LineFault`: HTTP-aware, on loopback, before a real hub."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress

from tests.contracts.faults import PORTAL, LineFault

Head = dict[str, str]

HUB_PATIENCE_S = 20.0

JSON_OF_OTHERS = b'{"results": [], "items": [], "more": false, "reset": false, "next": "x", "now": "2026-11-23T09:00:00Z"}'


def said(status: str, kind: str, body: bytes, *headers: str) -> bytes:
    """Write a whole answer."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(head).encode() + body


STRANGERS: dict[LineFault, bytes] = {
    LineFault.CAPTIVE_200: said("200 OK", "text/html", PORTAL),
    LineFault.CAPTIVE_302: said("302 Found", "text/html", b"", "Location: /portal"),
    LineFault.OTHER_JSON: said("200 OK", "application/json", JSON_OF_OTHERS),
    LineFault.EMPTY_200: said("200 OK", "application/json", b""),
    LineFault.HTML_404: said("404 Not Found", "text/html", b"<html>404</html>"),
    LineFault.PROXY_500: said("500 Internal Server Error", "text/html", b"<html>500</html>"),
    LineFault.PROXY_502: said("502 Bad Gateway", "text/html", b"<html>502</html>"),
    LineFault.BUSY_503: said("503 Service Unavailable", "text/html", b"", "Retry-After: 1"),
    LineFault.SLOW_DOWN_429: said("429 Too Many Requests", "text/html", b"", "Retry-After: 1"),
}
"""Those who answer in the hub's place."""


class FaultyLine:
    """Passes requests on to `hub_port`, one connection each; faults are lined up, one a request."""

    def __init__(self, hub_port: int) -> None:
        self.hub_port = hub_port
        self.passed = 0
        """How many requests the hub was given."""
        self.acted: dict[LineFault, int] = {}
        """How often each fault was acted out."""
        self._faults: list[LineFault] = []
        self._before_next: list[bytes] = []
        self._behind_next: list[bytes] = []
        self._a_day_later: list[bytes] = []
        self._last: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self._guard = threading.Thread(target=self._listen, daemon=True)
        self._guard.start()

    @property
    def address(self) -> str:
        """Where kiosks find it."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def next(self, *faults: LineFault) -> None:
        """Line up a fault for each of the next requests."""
        with self._lock:
            self._faults.extend(faults)

    def clear(self) -> None:
        """Let everything go well from here on; what is still on its way arrives first."""
        with self._lock:
            self._faults.clear()

    def a_day_later(self) -> int:
        """Deliver the copies that were held back, newest first; nobody reads the answers. Give how many there were."""
        with self._lock:
            late, self._a_day_later = self._a_day_later[::-1], []
        for request in late:
            self._pass_on(request)
        return len(late)

    def close(self) -> None:
        """Stop."""
        self._ending.set()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._guard.join(5)

    # ---------------------------------------------------------------------------------------------------- a request

    def _listen(self) -> None:
        """Take connections until the door is shut."""
        while True:
            try:
                link, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(link,), daemon=True).start()

    def _serve(self, link: socket.socket) -> None:
        """Do one request, with its fault."""
        with link, suppress(OSError):
            link.settimeout(10)
            with self._lock:
                fault = self._faults.pop(0) if self._faults else None
                if fault is not None:
                    self.acted[fault] = self.acted.get(fault, 0) + 1
            if fault is LineFault.REFUSE:
                _reset(link)
                return
            request = read_message(link)
            if request:
                self._act(link, request, fault)

    def _act(self, link: socket.socket, request: bytes, fault: LineFault | None) -> None:
        """Act a fault out, or pass on."""
        path = request.split(b" ", 2)[1].split(b"?")[0].decode("latin-1")
        if fault in STRANGERS:
            link.sendall(STRANGERS[fault])
        elif fault is LineFault.OLD_REPLAY:
            link.sendall(self._last.get(path, STRANGERS[LineFault.EMPTY_200]))
        elif fault in GIVEN_UP:
            GIVEN_UP[fault](self, request)
            _reset(link)
        else:
            self._answer(link, request, path, fault)

    def _answer(self, link: socket.socket, request: bytes, path: str, fault: LineFault | None) -> None:
        """Let the hub act, and spoil its answer."""
        self._overdue(self._before_next)
        answer = self._pass_on(request)
        if fault is LineFault.DUP:
            answer = self._pass_on(request)
        if fault is LineFault.LATE_COPY:
            self._a_day_later.append(request)
        self._overdue(self._behind_next)
        if fault in SPOILT:
            SPOILT[fault](self, link, answer)
            return
        if answer.startswith(b"HTTP/1.1 200"):
            self._last[path] = answer
        if answer:
            link.sendall(answer)
        else:
            _reset(link)

    def _overdue(self, held: list[bytes]) -> None:
        """Deliver what the kiosk has given up."""
        with self._lock:
            now, held[:] = held[:], []
        for request in now:
            self._pass_on(request)

    def _pass_on(self, request: bytes) -> bytes:
        """Give the hub a request and read its answer; empty when the hub is not there."""
        try:
            with socket.create_connection(("127.0.0.1", self.hub_port), HUB_PATIENCE_S) as link:
                link.sendall(request)
                self.passed += 1
                return read_message(link)
        except OSError:
            return b""

    def _cut_request(self, request: bytes) -> None:
        """Give the hub all but the last bytes, and end."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.hub_port), 2) as link:
            link.sendall(request[:-7])

    def _drip(self, link: socket.socket, answer: bytes) -> None:
        """Send one byte after the other, until the kiosk has had enough."""
        for byte in answer:
            link.sendall(bytes([byte]))
            if self._ending.wait(0.05):
                return


GIVEN_UP: dict[LineFault | None, Callable[[FaultyLine, bytes], None]] = {
    LineFault.RESET_BEFORE: lambda _line, _request: None,
    LineFault.CUT_REQUEST: lambda line, request: line._cut_request(request),
    LineFault.DELAY: lambda line, request: line._before_next.append(request),
    LineFault.REORDER: lambda line, request: line._behind_next.append(request),
}
"""The faults in which the kiosk gets nothing, and what becomes of its request."""


def _cut_body(_line: FaultyLine, link: socket.socket, answer: bytes) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    link.sendall(head + b"\r\n\r\n" + body[: len(body) // 2])


def _garbage(_line: FaultyLine, link: socket.socket, answer: bytes) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"content-encoding", b"content-length"))]
    spoilt = b"no gzip" + body
    link.sendall(b"\r\n".join([*kept, b"Content-Encoding: gzip", b"Content-Length: %d" % len(spoilt), b"", spoilt]))


SPOILT: dict[LineFault | None, Callable[[FaultyLine, socket.socket, bytes], None]] = {
    LineFault.LOST_ACK: lambda _line, link, _answer: _reset(link),
    LineFault.CUT_HEADERS: lambda _line, link, _answer: link.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    LineFault.CUT_BODY: _cut_body,
    LineFault.GARBAGE_GZIP: _garbage,
    LineFault.SLOW: lambda line, link, answer: line._drip(link, answer),
}
"""The faults in which the hub has acted and its answer suffers."""


def _reset(link: socket.socket) -> None:
    """Close so that the other side gets a reset."""
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    link.close()


def read_message(link: socket.socket) -> bytes:
    """Read a request or an answer to its end: by its length, else until the other side closes."""
    taken = b""
    while b"\r\n\r\n" not in taken:
        piece = link.recv(65536)
        if not piece:
            return taken
        taken += piece
    wanted = _whole(taken)
    while len(taken) < wanted:
        piece = link.recv(65536)
        if not piece:
            break
        taken += piece
    return taken


def _whole(taken: bytes) -> int:
    """Give how long a message is, by its head."""
    head, _, _ = taken.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    return len(head) + 4 + (int(lengths[0]) if lengths else 0)
