"""Fetching a cover's bytes: from the catalogue's own hosts, without our token, no more than a cover can be, and only a picture."""

from __future__ import annotations

from collections.abc import Sequence

from hub.sources.exchange import Asks, Question, plain_address
from hub.sources.patience import Patience, judged
from hub.sources.trouble import SourceError

KINDS = frozenset({"image/jpeg", "image/png", "image/webp"})

LARGEST = 6 * 1024 * 1024
"""How many bytes a cover may be as it comes."""


class Covers:
    """Fetches covers."""

    def __init__(self, *, asks: Asks, patience: Patience, hosts: Sequence[str]) -> None:
        """`hosts` = where covers may come from: these, and what lies under them."""
        self._asks = asks
        self._patience = patience
        self._hosts = tuple(hosts)

    def fetch(self, url: str) -> bytes:
        """Fetch a picture. Raises SourceError; `bad_credentials` says that the address has run out: ask for a new one."""
        host = plain_address(url).hostname or ""
        if not any(host == each or host.endswith(f".{each}") for each in self._hosts):
            raise SourceError("not_ours")
        return self._patience.give(lambda: self._once(url))

    def _once(self, url: str) -> bytes:
        """Ask once; the address opens the door by itself, so nothing says who we are."""
        answer = self._asks.ask(Question(url, {"Accept": ", ".join(sorted(KINDS))}, most_bytes=LARGEST))
        judged(403 if answer.status in {404, 410} else answer.status, answer.headers.get("retry-after", ""))
        if answer.kind not in KINDS:
            raise SourceError("not_ours")
        return answer.body
