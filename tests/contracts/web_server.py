"""A small real web server on 127.0.0.1 that answers from a table of pages, conditionally, and can be told to misbehave."""

from __future__ import annotations

import hashlib
import ssl
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from tests.contracts.faults import ACTS, Fault, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """A page as it is served."""

    body: bytes
    kind: str
    location: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Message


class WebServer:
    """Pages by path; faults by path or for all (""); and everything that was asked."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.pages: dict[str, Served] = {}
        self.faults: dict[str, Fault] = {}
        self.asked: list[Asked] = []
        self.etags = True
        self.deploys = 0
        self.stopping = threading.Event()
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.scheme = "http"
        if certificate is not None:
            self.scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def base(self) -> str:
        """The server's address."""
        return f"{self.scheme}://127.0.0.1:{self._server.server_address[1]}"

    @property
    def authorised(self) -> list[str]:
        """Paths that were asked for with credentials or cookies: must be empty at the end of every test."""
        return [asked.path for asked in self.asked if asked.headers.get("Authorization") or asked.headers.get("Cookie")]

    def page_for(self, target: str) -> Served | None:
        """What is served at a target: with its query, else by its path alone."""
        return self.pages.get(target) or self.pages.get(urlsplit(target).path)

    def etag(self, page: Served) -> str:
        """The page's validator; a deploy changes it without changing the page."""
        return f'"{hashlib.sha256(page.body).hexdigest()[:12]}-{self.deploys}"'

    @contextmanager
    def running(self) -> Iterator[WebServer]:
        """Serve until the block ends; then no request may have carried credentials."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.stopping.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join(5)
        assert self.authorised == []


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    site: ClassVar[WebServer]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer by fault, else by table."""
        self.site.asked.append(Asked(self.path, self.headers))
        self.close_connection = True
        with suppress(OSError):
            self._answer()

    def _answer(self) -> None:
        page = self.site.page_for(self.path)
        wire = Wire(self.connection, self.site.stopping, page.body if page else b"", page.kind if page else "")
        fault = self.site.faults.get(urlsplit(self.path).path) or self.site.faults.get("")
        if self.headers.get("Authorization"):
            wire.send("403 Forbidden")
        elif fault is not None:
            ACTS[fault](wire)
        elif page is None:
            ACTS[Fault.NOT_FOUND](wire)
        else:
            self._good(wire, page)

    def _good(self, wire: Wire, page: Served) -> None:
        etag = self.site.etag(page)
        if page.location:
            wire.send("301 Moved Permanently", (f"Location: {page.location}",))
        elif not self.site.etags:
            wire.ok()
        elif self.headers.get("If-None-Match") == etag:
            wire.send("304 Not Modified", (f"ETag: {etag}",))
        else:
            wire.ok(f"ETag: {etag}", "Last-Modified: Tue, 24 Nov 2026 10:00:00 GMT")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Say nothing."""
