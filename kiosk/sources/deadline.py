"""A session whose every socket is cut when time is up, wherever it then is: connecting, shaking hands, or reading drop by drop."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from collections.abc import Iterator


class Deadline:
    """The end of one request's time, for all its sockets."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._passed = False

    @property
    def passed(self) -> bool:
        """Whether time was up before the work was done. A body that ends then is not whole."""
        with self._lock:
            return self._passed

    def watch(self, link: socket.socket) -> None:
        """Cut this socket too when time is up."""
        with self._lock:
            self._sockets.append(link)
            passed = self._passed
        if passed:
            self.cut()

    def cut(self) -> None:
        """Time is up: whoever reads or writes wakes at once."""
        with self._lock:
            self._passed = True
            sockets = tuple(self._sockets)
        for link in sockets:
            with suppress(OSError):
                # The plain socket's shutdown, also under TLS: it says no goodbye and so cannot wait for one.
                socket.socket.shutdown(link, socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    """Makes connections that show their sockets to the deadline."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__(max_retries=0)
        self.poolmanager.pool_classes_by_scheme = _watched_pools(deadline)


def _watched_pools(deadline: Deadline) -> dict[str, type[HTTPConnectionPool]]:
    """Pools like urllib3's own, whose connections report each socket before the first byte."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            link = super()._new_conn()
            deadline.watch(link)
            return link

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            link = super()._new_conn()
            deadline.watch(link)
            return link

        def connect(self) -> None:
            super().connect()
            if isinstance(self.sock, socket.socket):
                # TLS took the plain socket's file over and left it empty.
                deadline.watch(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


@contextmanager
def timed_session(seconds: float) -> Iterator[tuple[requests.Session, Deadline]]:
    """A fresh session for one request: no proxy, no netrc, no cookies from before, and cut after `seconds`."""
    deadline = Deadline()
    timer = threading.Timer(seconds, deadline.cut)
    timer.daemon = True
    with requests.Session() as session:
        session.trust_env = False
        session.headers.clear()
        adapter = _Adapter(deadline)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        timer.start()
        try:
            yield session, deadline
        finally:
            timer.cancel()
