"""A request that may take so long in all and no longer: a read timeout alone never ends an answer that drips."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from collections.abc import Iterator


class Patience:
    """How long a request may take in all; afterwards its connection is cut, whatever it waits for."""

    def __init__(self, seconds: float) -> None:
        """`seconds` from the first byte out to the last byte in."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self.ended = False

    def watch(self, connection: socket.socket) -> None:
        """Remember a connection that may have to be cut.

        By a second handle: the first one is handed on to TLS, and dropped by the library once the headers are in.
        """
        with self._lock:
            self._open.append(connection.dup())

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the time run while the block runs."""
        self.ended = False
        timer = threading.Timer(self._seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._let_go()

    def _cut(self) -> None:
        """End the connection under the one who reads from it; from the timer's thread."""
        with self._lock:
            self.ended = True
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _let_go(self) -> None:
        """Close our handles."""
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()


class PatientAdapter(HTTPAdapter):
    """The adapter of requests, with its connections known to a `Patience`."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools, with connections that report themselves."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._patience)


def _pools(patience: Patience) -> dict[str, type[HTTPConnectionPool]]:
    """Make pool classes whose connections report to `patience` once they are open."""

    class Plain(HTTPConnection):
        """A connection to this machine."""

        def _new_conn(self) -> socket.socket:
            """Open, and report."""
            opened = super()._new_conn()
            patience.watch(opened)
            return opened

    class Secure(HTTPSConnection):
        """A verified connection."""

        def _new_conn(self) -> socket.socket:
            """Open, and report."""
            opened = super()._new_conn()
            patience.watch(opened)
            return opened

    class PlainPool(HTTPConnectionPool):
        """Plain connections."""

        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        """Verified connections."""

        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
