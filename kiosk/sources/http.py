"""One bounded, conditional GET: a page of the kind that was asked for, whole; or `Unchanged`; or a reason why not.

Asks without credentials, cookies, proxies or patience: three seconds to connect, ten for silence, thirty in all. No address and
no word of the answer is in an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

import requests
from msgspec import Struct
from urllib3.exceptions import HTTPError

from kiosk.ports import SourceError, SourceTrouble, Unchanged, Validators
from kiosk.sources.body import whole_body
from kiosk.sources.deadline import timed_session

if TYPE_CHECKING:
    from kiosk.sources.deadline import Deadline

MOST_BYTES = 20 * 1024 * 1024
"""How large an answer may be once unpacked."""

JSON_KINDS = ("application/json",)
HTML_KINDS = ("text/html", "application/xhtml+xml")

NOTHING_KNOWN = Validators()
"""The condition of a first question."""

_MOVED = frozenset({301, 302, 303, 307, 308})


class Page(Struct, frozen=True):
    """A whole answer. `kind` is its media type without parameters, `charset` as it was said, `url` where it really came from."""

    body: bytes
    url: str
    kind: str = ""
    charset: str = ""
    validators: Validators = NOTHING_KNOWN

    def text(self) -> str:
        """Decode, by the charset that was said, else as UTF-8; a byte order mark is dropped. Raises SourceError: unreadable."""
        try:
            words = self.body.decode(self.charset or "utf-8")
        except (ValueError, LookupError) as error:
            raise SourceError(SourceTrouble.UNREADABLE.value) from error
        return words.removeprefix("\ufeff")


class Getter(Protocol):
    """Fetches a page."""

    def get(self, url: str, kinds: tuple[str, ...], known: Validators = NOTHING_KNOWN) -> Page | Unchanged:
        """Fetch `url`, which must be of one of the media types `kinds`. Raises SourceError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpGetter:
    """The getter over real HTTP. `authorities` is a file of certificates to trust instead of the usual ones."""

    agent: str = "samlingspunkt"
    connect_s: float = 3.0
    silence_s: float = 10.0
    total_s: float = 30.0
    most_bytes: int = MOST_BYTES
    authorities: str = ""

    def get(self, url: str, kinds: tuple[str, ...], known: Validators = NOTHING_KNOWN) -> Page | Unchanged:
        """Fetch `url`; the one redirect that is followed leads to the same host by https. Raises SourceError."""
        answer = self._once(url, kinds, known)
        if isinstance(answer, _Moved):
            if not _safer(url, answer.url):
                raise SourceError(SourceTrouble.NOT_OURS.value)
            answer = self._once(answer.url, kinds, known)
        if isinstance(answer, _Moved):
            raise SourceError(SourceTrouble.NOT_OURS.value)
        return answer

    def _once(self, url: str, kinds: tuple[str, ...], known: Validators) -> Page | Unchanged | _Moved:
        """Ask one address once, within the time."""
        if not plain_address(url):
            raise SourceError(SourceTrouble.NOT_OURS.value)
        with timed_session(self.total_s) as (session, deadline):
            try:
                answer = self._ask(session, url, kinds, known)
            except (requests.RequestException, HTTPError, SourceError, OSError) as error:
                raise SourceError(_reason(error, deadline)) from error
            if deadline.passed:
                raise SourceError(SourceTrouble.SLOW.value)
            return answer

    def _ask(self, session: requests.Session, url: str, kinds: tuple[str, ...], known: Validators) -> Page | Unchanged | _Moved:
        """Send the question and read the answer to its end."""
        with session.get(
            url,
            headers=_headers(self.agent, kinds, known),
            timeout=(self.connect_s, self.silence_s),
            allow_redirects=False,
            stream=True,
            verify=self.authorities or True,
        ) as answer:
            if answer.status_code == 304 and known != NOTHING_KNOWN:
                return Unchanged()
            if answer.status_code in _MOVED:
                return _Moved(urljoin(url, answer.headers.get("location", "")))
            kind, charset = _right_kind(answer, kinds)
            return Page(whole_body(answer.raw, self.most_bytes), url, kind, charset, _validators(answer))


class _Moved(Struct, frozen=True):
    """The server points elsewhere."""

    url: str


def plain_address(url: str) -> bool:
    """Whether this is an http(s) address with a host and without a name or password in it."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc and (parts.port or 1) > 0
    except ValueError:
        return False


def _safer(old: str, new: str) -> bool:
    """Whether a redirect only turns http into https on the same host."""
    if not plain_address(new):
        return False
    before, after = urlsplit(old), urlsplit(new)
    return before.hostname == after.hostname and before.scheme == "http" and after.scheme == "https"


def _headers(agent: str, kinds: tuple[str, ...], known: Validators) -> dict[str, str]:
    headers = {"User-Agent": agent, "Accept": ", ".join(kinds), "Accept-Encoding": "gzip", "Connection": "close"}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _validators(answer: requests.Response) -> Validators:
    """What may be sent back as a condition; anything that is not printable ASCII or is very long is forgotten."""
    said = (answer.headers.get(name, "") for name in ("etag", "last-modified"))
    return Validators(*(words if words.isascii() and words.isprintable() and len(words) <= 200 else "" for words in said))


def _right_kind(answer: requests.Response, kinds: tuple[str, ...]) -> tuple[str, str]:
    """Media type and charset of a good answer. Raises SourceError."""
    if answer.status_code == 511:
        # Network authentication required: a portal stands between.
        raise SourceError(SourceTrouble.NOT_OURS.value)
    if answer.status_code != 200:
        raise SourceError(SourceTrouble.REFUSED.value)
    kind, _, rest = answer.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in kinds:
        raise SourceError(SourceTrouble.NOT_OURS.value)
    name, _, charset = rest.strip().partition("=")
    return kind, charset.split(";")[0].strip(" \"'") if name.strip().lower() == "charset" else ""


def _reason(error: Exception, deadline: Deadline) -> str:
    """Why a request failed, as a code of SourceTrouble."""
    if deadline.passed:
        return SourceTrouble.SLOW.value
    if isinstance(error, SourceError):
        return error.reason
    if isinstance(error, requests.exceptions.SSLError):
        return SourceTrouble.TLS.value
    slow = isinstance(error, requests.Timeout) and not isinstance(error, requests.ConnectTimeout)
    return SourceTrouble.SLOW.value if slow else SourceTrouble.UNREACHABLE.value
