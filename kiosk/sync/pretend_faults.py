"""What a hub, and the network before it, can do wrong: switchable, one fault a request, for tests and for the demo."""

from __future__ import annotations

import threading
from typing import Literal, get_args

Fault = Literal[
    "refuse",
    "reset_before",
    "lost_ack",
    "cut_headers",
    "cut_body",
    "dup",
    "garbage_gzip",
    "slow",
    "captive200",
    "captive302",
    "other_json",
    "empty200",
    "e404_html",
    "old_replay",
    "e400",
    "e401",
    "e403_waiting",
    "e413",
    "e422",
    "e429_ra",
    "e500",
    "e503_ra",
]
"""The faults by name. Source: the model test of sync; the statuses are those of the contract."""

AFTER: frozenset[Fault] = frozenset({"lost_ack", "cut_headers", "cut_body", "dup", "garbage_gzip", "slow"})
"""The faults in which the hub has done its work and the answer is what suffers."""

STATUSES: dict[Fault, tuple[int, str]] = {
    "e400": (400, "bad_json"),
    "e401": (401, "bad_token"),
    "e403_waiting": (403, "waiting"),
    "e413": (413, "too_big"),
    "e422": (422, "bad_envelope"),
    "e429_ra": (429, "slow_down"),
    "e500": (500, "hub_error"),
    "e503_ra": (503, "busy"),
}
"""The faults that are an answer of ours with an error in it."""

STRANGERS: dict[Fault, tuple[int, str, bytes]] = {
    "captive200": (200, "text/html", b"<html>Log ind for at bruge nettet</html>"),
    "captive302": (302, "text/html", b""),
    "other_json": (200, "application/json", b'{"results":[],"now":"2026-11-23T09:00:00Z"}'),
    "empty200": (200, "application/json", b""),
    "e404_html": (404, "text/html", b"<html>404</html>"),
}
"""The faults in which somebody else answers."""


class Faults:
    """The faults to come. May be set from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next: list[Fault | None] = []
        self._always: Fault | None = None
        self._poison: dict[str, Fault] = {}
        self._at: dict[str, list[Fault | None]] = {}

    def next(self, *names: Fault | None) -> None:
        """Line up a fault for each of the next requests; None = that one goes well. Raises ValueError for an unknown name."""
        for name in names:
            _check(name)
        with self._lock:
            self._next.extend(names)

    def next_at(self, path: str, *names: Fault | None) -> None:
        """The same for the next requests to one path."""
        for name in names:
            _check(name)
        with self._lock:
            self._at.setdefault(path, []).extend(names)

    def always(self, name: Fault | None) -> None:
        """Let every request suffer this until None is set."""
        _check(name)
        with self._lock:
            self._always = name

    def poison(self, op_id: str, name: Fault) -> None:
        """Let every request suffer this that holds the op."""
        _check(name)
        with self._lock:
            self._poison[op_id] = name

    def clear(self) -> None:
        """Let everything go well again."""
        with self._lock:
            self._next.clear()
            self._poison.clear()
            self._at.clear()
            self._always = None

    def take(self, path: str) -> Fault | None:
        """Give the fault of this request."""
        with self._lock:
            if self._at.get(path):
                return self._at[path].pop(0)
            return self._next.pop(0) if self._next else self._always

    def poisoned(self, body: str) -> Fault | None:
        """Give the fault that an op in this request brings."""
        with self._lock:
            return next((name for op_id, name in self._poison.items() if f'"{op_id}"' in body), None)


def _check(name: Fault | None) -> None:
    """A fault that nobody acts out would pass as a good answer."""
    if name is not None and name not in get_args(Fault):
        raise ValueError(f"no such fault: {name}")
