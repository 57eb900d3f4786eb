"""The way to the hub over HTTPS: contract v1, `POST /v1/ops`.

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
from kiosk.sync.answers import Answer, epoch_of, read_answer, verdicts_in
from kiosk.sync.patience import Patience, PatientAdapter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.wire import Op, Verdict

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
"""Where plain HTTP is allowed: the pretend hub on this machine."""

LARGEST_ANSWER = 4 * 1024 * 1024


class Timing(Struct, frozen=True):
    """How many seconds a request may take to connect, between two reads, and in all."""

    connect_s: float = 3.0
    read_s: float = 10.0
    total_s: float = 30.0


USUAL = Timing()


class HubUplink:
    """The hub we enrolled at. One request at a time."""

    def __init__(
        self,
        *,
        base_url: str,
        hub_id: str,
        device: str,
        secret: str,
        timing: Timing = USUAL,
        ca_file: str | None = None,
        version: str = "0",
    ) -> None:
        """`base_url` without `/v1`; `hub_id` as pinned at enrolment. Raises UplinkError `not_https`."""
        parts = urlsplit(base_url)
        if parts.scheme != "https" and (parts.scheme != "http" or parts.hostname not in LOOPBACK):
            raise UplinkError("not_https")
        self._ops_url = base_url.rstrip("/") + "/v1/ops"
        self._hub_id = hub_id
        self._timing = timing
        self._patience = Patience(timing.total_s)
        self._session = _session(self._patience, ca_file)
        self._headers = {
            "Authorization": f"Bearer {device}.{secret}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": f"samlingspunkt-kiosk/{version}",
            # A kiosk asks once a minute: a connection kept that long is usually dead, and the first try would fail.
            "Connection": "close",
        }
        self._epoch = ""

    @property
    def epoch(self) -> str:
        """The hub's epoch in its last answer; another one than before says that it was put back to an older state."""
        return self._epoch

    def send(self, ops: Sequence[Op]) -> tuple[Verdict, ...]:
        """Hand over ops, get a verdict for each the hub names. Raises UplinkError: then nothing is known of any of them."""
        body = '{"ops":[' + ",".join(op.body for op in ops) + "]}"
        data = read_answer(self._post(body.encode("utf-8")), self._hub_id)
        self._epoch = epoch_of(data)
        return verdicts_in(data, {op.id for op in ops})

    def _post(self, body: bytes) -> Answer:
        """Send a request and read the whole answer. Raises UplinkError `slow`, `tls`, `unreachable` or `not_ours`."""
        try:
            with self._patience.running():
                return self._exchange(body)
        except requests.exceptions.SSLError as error:
            raise UplinkError("tls" if _distrusted(error) else "unreachable") from error
        except (requests.exceptions.ContentDecodingError, requests.exceptions.InvalidHeader) as error:
            raise UplinkError("not_ours") from error
        except requests.exceptions.Timeout as error:
            raise UplinkError("slow") from error
        except (requests.exceptions.RequestException, HTTPError, OSError) as error:
            raise UplinkError("slow" if self._patience.ended else "unreachable") from error

    def _exchange(self, body: bytes) -> Answer:
        """Send and read, within the timing."""
        response = self._session.post(
            self._ops_url,
            data=body,
            headers=self._headers,
            timeout=(self._timing.connect_s, self._timing.read_s),
            allow_redirects=False,
            stream=True,
        )
        with response:
            chunks: list[bytes] = []
            size = 0
            for chunk in response.iter_content(65536):
                chunks.append(chunk)
                size += len(chunk)
                if size > LARGEST_ANSWER:
                    raise UplinkError("not_ours")
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, b"".join(chunks))


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
