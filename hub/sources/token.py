"""The library's token at the national login service: fetched with DBC's pair, kept in a file of its own, renewed at half life."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from hub.sources.exchange import Asks, Question
from hub.sources.fbi_settings import FbiSettings
from hub.sources.patience import Patience, judged
from hub.sources.trouble import SourceError


class Token(Struct, frozen=True):
    """A token, since and until when it is good, and a fingerprint of whom it was given to."""

    token: str
    since: datetime
    until: datetime
    whose: str

    def __repr__(self) -> str:
        """Say nothing."""
        return "Token()"

    def fresh(self, now: datetime) -> bool:
        """Whether it is in the first half of its life."""
        return self.since <= now < self.since + (self.until - self.since) / 2


class _Granted(Struct, frozen=True):
    """What the login service answers, as far as we need it."""

    access_token: str
    expires_in: int


class TokenKeeper:
    """Keeps one token."""

    def __init__(self, *, settings: FbiSettings, asks: Asks, patience: Patience, file: Path, now: Callable[[], datetime]) -> None:
        """`file` is for its owner only, outside of backups: a token can always be had anew."""
        self._settings = settings
        self._asks = asks
        self._patience = patience
        self._file = file
        self._now = now
        who = msgspec.json.encode((settings.token_address, settings.agency, settings.client_id, settings.client_secret))
        self._whose = sha256(who).hexdigest()
        self._held = self._read()

    def token(self) -> str:
        """Give a token that should be good: the one we hold also when a new one is due and cannot be had. Raises SourceError."""
        held, now = self._held, self._now()
        if held is not None and held.fresh(now):
            return held.token
        try:
            return self._renewed()
        except SourceError as error:
            if held is not None and error.temporary and now < held.until:
                return held.token
            raise

    def refused(self) -> None:
        """Forget a token that the catalogue does not take."""
        self._held = None
        self._file.unlink(missing_ok=True)

    def _renewed(self) -> str:
        """Fetch a token and keep it. Raises SourceError."""
        if not self._settings.ready:
            raise SourceError("not_set_up")
        granted = self._patience.give(self._ask)
        now = self._now()
        self._held = Token(granted.access_token, now, now + timedelta(seconds=granted.expires_in), self._whose)
        self._write(self._held)
        return self._held.token

    def _ask(self) -> _Granted:
        """Ask once, as the library itself: a token of no patron. Source: docs/decisions, the hub asks the catalogue."""
        us = self._settings
        name = f"@{us.agency}"
        pair = base64.b64encode(f"{us.client_id}:{us.client_secret}".encode()).decode()
        headers = {
            "Authorization": f"Basic {pair}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        body = urlencode({"grant_type": "password", "username": name, "password": name}).encode()
        answer = self._asks.ask(Question(us.token_address, headers, body, most_bytes=64 * 1024))
        judged(401 if answer.status == 400 else answer.status, answer.headers.get("retry-after", ""))
        try:
            granted = msgspec.json.decode(answer.body, type=_Granted)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise SourceError("not_ours") from None  # the library's words may quote the token
        if not 0 < granted.expires_in < 10**9 or not (granted.access_token.isascii() and granted.access_token.isprintable()):
            raise SourceError("not_ours")
        return granted

    def _read(self) -> Token | None:
        """Read the file; None when it is another's, broken or not there."""
        try:
            held = msgspec.json.decode(self._file.read_bytes(), type=Token)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        return held if held.whose == self._whose else None

    def _write(self, token: Token) -> None:
        """Write the file, for its owner only, and put it in place whole."""
        beside = self._file.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(msgspec.json.encode(token))
        beside.replace(self._file)
