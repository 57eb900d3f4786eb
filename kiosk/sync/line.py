"""The line to the hub: HTTPS with a secret the hub takes, and the whole answer or an error of ours.

An answer counts only when it is ours: a verified connection, no redirect, a whole JSON object that names the hub we enrolled at.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests
from msgspec import Struct
from urllib3.exceptions import HTTPError

from kiosk.ports import UplinkError
from kiosk.sync.answers import Answer, is_ours, stamped_now
from kiosk.sync.keyring import in_order
from kiosk.sync.patience import Patience, PatientAdapter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.sync.keyring import Keyring

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
"""Where plain HTTP is allowed: the pretend hub on this machine."""

LARGEST_ANSWER = 4 * 1024 * 1024

CHUNK = 16384


class Timing(Struct, frozen=True):
    """How many seconds a request may take to connect, between two reads, and in all."""

    connect_s: float = 3.0
    read_s: float = 10.0
    total_s: float = 30.0


USUAL = Timing()


class Question(Struct, frozen=True):
    """What is asked of the hub. `body` is JSON, empty = a GET."""

    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class HubLine:
    """The hub at one address. One question at a time."""

    def __init__(
        self, *, base_url: str, keys: Keyring, timing: Timing = USUAL, ca_file: str | None = None, version: str = "0"
    ) -> None:
        """`base_url` without `/v1`. Raises UplinkError `not_https`."""
        parts = urlsplit(base_url)
        if parts.scheme != "https" and (parts.scheme != "http" or parts.hostname not in LOOPBACK):
            raise UplinkError("not_https")
        self._base = base_url.rstrip("/")
        self.keys = keys
        self._timing = timing
        self._patience = Patience(timing.total_s)
        self._session = _session(self._patience, ca_file)
        self._headers = {
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": f"samlingspunkt-kiosk/{version}",
            # A kiosk asks once a minute: a connection kept that long is usually dead, and the first try would fail.
            "Connection": "close",
        }

    @property
    def address(self) -> str:
        """Where the hub is, without `/v1`."""
        return self._base

    @property
    def hub_id(self) -> str:
        """The hub we enrolled at."""
        return self.keys.enrolment().hub

    def ask(self, question: Question, sink: Callable[[int, bytes], None] | None = None) -> Answer:
        """Ask as the device we are; a refusal of our secret is believed when the others we hold were refused too.

        With a `sink` the body of a 200 or 206 goes there, piece by piece with its status, and the answer's own is empty.
        Raises UplinkError: `not_enrolled`, `slow`, `tls`, `unreachable`, `not_ours`.
        """
        held = self.keys.enrolment()
        if not held.device or not held.secret:
            raise UplinkError("not_enrolled")
        answer = Answer(0, {}, b"")
        for secret in in_order(held):
            answer = self.ask_openly(question, {"Authorization": f"Bearer {held.device}.{secret}"}, sink)
            if answer.status == 401 and is_ours(answer, held.hub):
                continue
            if secret != held.secret and is_ours(answer, held.hub):
                self.keys.worked(secret, stamped_now(answer))
            break
        return answer

    def ask_openly(
        self, question: Question, headers: Mapping[str, str] | None = None, sink: Callable[[int, bytes], None] | None = None
    ) -> Answer:
        """Ask without saying who we are: for enrolment, which has no device yet."""
        try:
            with self._patience.running():
                return self._exchange(question, {**self._headers, **dict(question.headers), **(headers or {})}, sink)
        except requests.exceptions.SSLError as error:
            raise UplinkError("tls" if _distrusted(error) else "unreachable") from error
        except (requests.exceptions.ContentDecodingError, requests.exceptions.InvalidHeader) as error:
            raise UplinkError("not_ours") from error
        except requests.exceptions.Timeout as error:
            raise UplinkError("slow") from error
        except (requests.exceptions.RequestException, HTTPError, OSError) as error:
            raise UplinkError("slow" if self._patience.ended else "unreachable") from error

    def _exchange(self, question: Question, headers: dict[str, str], sink: Callable[[int, bytes], None] | None) -> Answer:
        """Send and read, within the timing."""
        if question.body:
            headers["Content-Type"] = "application/json"
        response = self._session.request(
            "POST" if question.body else "GET",
            self._base + question.path,
            data=question.body or None,
            headers=headers,
            timeout=(self._timing.connect_s, self._timing.read_s),
            allow_redirects=False,
            stream=True,
        )
        with response:
            told = {name.lower(): value for name, value in response.headers.items()}
            into = sink if response.status_code in {200, 206} else None
            return Answer(response.status_code, told, _body(response, into))


def _body(response: requests.Response, sink: Callable[[int, bytes], None] | None) -> bytes:
    """Read the whole body, or hand it on. Raises UplinkError `not_ours` for one that is too large."""
    chunks: list[bytes] = []
    size = 0
    for chunk in response.iter_content(CHUNK):
        size += len(chunk)
        if size > LARGEST_ANSWER:
            raise UplinkError("not_ours")
        if sink is None:
            chunks.append(chunk)
        else:
            sink(response.status_code, chunk)
    return b"".join(chunks)


def _distrusted(error: BaseException | None) -> bool:
    """Whether a certificate was refused, rather than a handshake cut."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _session(patience: Patience, ca_file: str | None) -> requests.Session:
    """Make a session that takes nothing from its surroundings: no proxy, no `.netrc`, no cookies."""
    session = requests.Session()
    session.trust_env = False
    session.headers.clear()
    session.mount("https://", PatientAdapter(patience))
    session.mount("http://", PatientAdapter(patience))
    if ca_file is not None:
        session.verify = ca_file
    return session
