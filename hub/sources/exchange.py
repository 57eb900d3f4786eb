"""One bounded exchange over HTTP: a whole answer, or a reason why not.

The standard library's client is enough: it takes no proxy, cookie, redirect or password from its surroundings.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from hub.sources.trouble import SourceError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Where plain HTTP is allowed: nobody else hears it."""


class Question(Struct, frozen=True):
    """What is asked. With a body it is a POST. `most_bytes` = how large an answer may be."""

    url: str
    headers: Mapping[str, str] = {}
    body: bytes | None = None
    most_bytes: int = 8 * 1024 * 1024

    def __repr__(self) -> str:
        """Say nothing: address and headers may hold what opens a door."""
        return "Question()"


class Answer(Struct, frozen=True):
    """A whole answer; the names of its headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Asks(Protocol):
    """Whoever can put a question."""

    def ask(self, question: Question) -> Answer:
        """Ask once. Raises SourceError."""


class Exchange(Struct, frozen=True, kw_only=True):
    """Asks over a real connection: so long to connect, so long for silence, so long in all."""

    connect_s: float = 5.0
    silence_s: float = 20.0
    total_s: float = 60.0
    authorities: str | None = None

    def ask(self, question: Question) -> Answer:
        """Ask once. Raises SourceError: `slow`, `unreachable`, `truncated`, `tls` or `not_ours`."""
        where = plain_address(question.url)
        link = self._link(where)
        with closing(link), _timed(self.total_s) as knife:
            try:
                link.connect()
                knife.hang_over(link.sock)
                answer = self._exchanged(link, where, question)
            except (http.client.HTTPException, OSError, SourceError) as error:
                raise SourceError(_reason(error, late=knife.fell.is_set())) from error
            if knife.fell.is_set():
                raise SourceError("slow")
            return answer

    def _link(self, where: SplitResult) -> http.client.HTTPConnection:
        """Make a connection that is not open yet."""
        if where.scheme == "http":
            return http.client.HTTPConnection(where.hostname or "", where.port, timeout=self.connect_s)
        context = ssl.create_default_context(cafile=self.authorities)
        return http.client.HTTPSConnection(where.hostname or "", where.port, timeout=self.connect_s, context=context)

    def _exchanged(self, link: http.client.HTTPConnection, where: SplitResult, question: Question) -> Answer:
        """Send, and read to the end."""
        link.sock.settimeout(self.silence_s)
        path = (where.path or "/") + (f"?{where.query}" if where.query else "")
        headers = {"User-Agent": "samlingspunkt-hub", "Accept-Encoding": "identity", "Connection": "close", **question.headers}
        link.request("GET" if question.body is None else "POST", path, question.body, headers)
        with closing(link.getresponse()) as response:
            return _whole(response, question.most_bytes)


def plain_address(url: str) -> SplitResult:
    """Take an address apart. Raises SourceError `not_ours` for any but https with a host, and http on this machine."""
    try:
        where = urlsplit(url)
        port = where.port
    except ValueError as error:
        raise SourceError("not_ours") from error
    known = where.scheme == "https" or (where.scheme == "http" and where.hostname in LOOPBACK)
    if not (known and where.hostname and "@" not in where.netloc and port != 0 and url.isascii() and url.isprintable()):
        raise SourceError("not_ours")
    return where


def _whole(response: http.client.HTTPResponse, most: int) -> Answer:
    """Read an answer to its end. Raises SourceError for one that is packed, too large, or shorter than it said."""
    told = {name.lower(): value for name, value in response.getheaders()}
    if told.get("content-encoding", "identity").lower() != "identity":
        raise SourceError("not_ours")
    body = response.read(most + 1)
    if len(body) > most:
        raise SourceError("not_ours")
    if response.length:
        raise SourceError("truncated")
    return Answer(response.status, told, body)


class _Knife:
    """Cuts a connection when time is up, whatever it waits for: an answer that drips never ends by a time for silence alone."""

    def __init__(self) -> None:
        self.fell = threading.Event()
        self._link: socket.socket | None = None

    def hang_over(self, link: socket.socket) -> None:
        """Keep hold of an open connection: the library lets go of it once the headers are in."""
        self._link = link
        if self.fell.is_set():
            self.fall()

    def fall(self) -> None:
        """Time is up: whoever reads or writes wakes at once."""
        self.fell.set()
        if self._link is not None:
            with suppress(OSError):
                # The plain socket's shutdown, also under TLS: it says no goodbye and so cannot wait for one.
                socket.socket.shutdown(self._link, socket.SHUT_RDWR)


@contextmanager
def _timed(seconds: float) -> Iterator[_Knife]:
    """Let the knife fall after so many seconds, unless the work is done before."""
    knife = _Knife()
    timer = threading.Timer(seconds, knife.fall)
    timer.daemon = True
    timer.start()
    try:
        yield knife
    finally:
        timer.cancel()


def _reason(error: Exception, *, late: bool) -> str:
    """Say why an exchange failed; `late` = time was up."""
    if late:
        return "slow"
    if isinstance(error, SourceError):
        return error.reason
    if isinstance(error, ssl.SSLCertVerificationError):
        return "tls"
    if isinstance(error, TimeoutError):
        return "slow"
    if isinstance(error, http.client.IncompleteRead | ConnectionResetError):
        return "truncated"
    return "not_ours" if isinstance(error, http.client.HTTPException) and not isinstance(error, OSError) else "unreachable"
