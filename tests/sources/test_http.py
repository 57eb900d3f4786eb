"""The one GET over real sockets: whole answers, conditions, redirects, and every way to go wrong."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from urllib3 import HTTPResponse

from kiosk.ports import SourceError, SourceTrouble, Unchanged, Validators
from kiosk.sources.body import whole_body
from kiosk.sources.http import JSON_KINDS, HttpGetter, Page
from tests.contracts.faults import Fault
from tests.contracts.web_server import Served, WebServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = Served(b'[{"title": "L\xc3\xa6sekreds"}]', "application/json; charset=UTF-8")


def got(getter: HttpGetter, url: str, known: Validators | None = None) -> Page:
    """Fetch and insist on a page."""
    page = getter.get(url, JSON_KINDS, known or Validators())
    assert isinstance(page, Page)
    return page


def reason(getter: HttpGetter, url: str) -> str:
    """Fetch and insist on trouble, which must not say where or what."""
    with pytest.raises(SourceError) as caught:
        getter.get(url, JSON_KINDS)
    assert str(caught.value) == caught.value.reason
    return caught.value.reason


def test_a_page_comes_whole_with_its_validators(web: WebServer, getter: HttpGetter) -> None:
    """Body, kind, charset and validators are those of the server."""
    web.pages["/a"] = GOOD

    page = got(getter, web.base + "/a")

    assert (page.body, page.kind, page.charset) == (GOOD.body, "application/json", "UTF-8")
    assert page.text() == '[{"title": "Læsekreds"}]'
    assert page.validators == Validators(web.etag(GOOD), "Tue, 24 Nov 2026 10:00:00 GMT")


def test_the_question_is_conditional_and_bare(web: WebServer, getter: HttpGetter) -> None:
    """Known validators are sent back and answered with 304; nothing else about us is told."""
    web.pages["/a"] = GOOD
    known = got(getter, web.base + "/a").validators

    answer = getter.get(web.base + "/a", JSON_KINDS, known)

    assert answer == Unchanged()
    assert {name.lower() for name in web.asked[1].headers} == {
        "host", "user-agent", "accept", "accept-encoding", "connection", "if-none-match", "if-modified-since",
    }  # fmt: skip


def test_a_changed_validator_brings_the_page(web: WebServer, getter: HttpGetter) -> None:
    """After a deploy the same page comes again in full."""
    web.pages["/a"] = GOOD
    known = got(getter, web.base + "/a").validators
    web.deploys += 1

    assert got(getter, web.base + "/a", known).body == GOOD.body


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.MOVED, SourceTrouble.NOT_OURS),
        (Fault.BAD_REQUEST, SourceTrouble.REFUSED),
        (Fault.FORBIDDEN, SourceTrouble.REFUSED),
        (Fault.NOT_FOUND, SourceTrouble.REFUSED),
        (Fault.GONE, SourceTrouble.REFUSED),
        (Fault.TOO_MANY, SourceTrouble.REFUSED),
        (Fault.SERVER_ERROR, SourceTrouble.REFUSED),
        (Fault.UNAVAILABLE, SourceTrouble.REFUSED),
        (Fault.RESET, SourceTrouble.TRUNCATED),
        (Fault.STALL, SourceTrouble.SLOW),
        (Fault.DRIP, SourceTrouble.SLOW),
        (Fault.DRIP_HEADERS, SourceTrouble.SLOW),
        (Fault.SHORT, SourceTrouble.TRUNCATED),
        (Fault.CHUNK_CUT, SourceTrouble.TRUNCATED),
        (Fault.GZIP_BROKEN, SourceTrouble.UNREADABLE),
        (Fault.GZIP_CUT, SourceTrouble.TRUNCATED),
        (Fault.GZIP_BOMB, SourceTrouble.UNREADABLE),
        (Fault.BROTLI, SourceTrouble.UNREADABLE),
        (Fault.WRONG_TYPE, SourceTrouble.NOT_OURS),
        (Fault.NO_TYPE, SourceTrouble.NOT_OURS),
        (Fault.PORTAL, SourceTrouble.NOT_OURS),
        (Fault.HUGE, SourceTrouble.UNREADABLE),
    ],
)
def test_every_fault_ends_in_time_with_a_reason(web: WebServer, getter: HttpGetter, fault: Fault, trouble: SourceTrouble) -> None:
    """Each fault ends within the time given and says why in one of our own words."""
    web.pages["/a"] = GOOD
    web.faults[""] = fault
    began = time.monotonic()

    assert reason(getter, web.base + "/a") == trouble.value
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("fault", [Fault.GZIP, Fault.CHUNKED])
def test_other_ways_to_send_a_whole_body_are_read(web: WebServer, getter: HttpGetter, fault: Fault) -> None:
    """Gzip and chunks give the same bytes."""
    web.pages["/a"] = GOOD
    web.faults["/a"] = fault

    assert got(getter, web.base + "/a").body == GOOD.body


def test_a_short_body_is_truncated_also_where_the_library_lets_it_pass() -> None:
    """The library below counts too; should it ever stop, half a list is still not a list."""
    raw = HTTPResponse(io.BytesIO(b"[]"), {"content-length": "9"}, status=200, preload_content=False, enforce_content_length=False)

    with pytest.raises(SourceError, match=SourceTrouble.TRUNCATED.value):
        whole_body(raw, 100)


def test_a_304_that_nobody_asked_for_is_refused(web: WebServer, getter: HttpGetter) -> None:
    """Without a condition there is nothing to be unchanged."""
    web.pages["/a"] = GOOD
    web.etag = lambda page: None  # type: ignore[assignment, return-value]

    assert reason(getter, web.base + "/a") == SourceTrouble.REFUSED.value


@pytest.mark.parametrize(
    "url", ["ftp://x/", "file:///etc/passwd", "http://", "http://me:secret@127.0.0.1/", "http://[", "http://a:99999/"]
)
def test_strange_addresses_are_not_asked(getter: HttpGetter, url: str) -> None:
    """Only plain http and https; a password in an address would be sent as Authorization."""
    assert reason(getter, url) == SourceTrouble.NOT_OURS.value


def test_nobody_there_is_unreachable(getter: HttpGetter) -> None:
    """A closed port and a name that does not exist are the same trouble."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

    assert reason(getter, f"http://127.0.0.1:{port}/") == SourceTrouble.UNREACHABLE.value
    assert reason(getter, "http://no-such-host.invalid/") == SourceTrouble.UNREACHABLE.value


def test_a_proxy_of_the_environment_is_not_used(web: WebServer, getter: HttpGetter, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a shell exports does not change where we ask."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    web.pages["/a"] = GOOD

    assert got(getter, web.base + "/a").body == GOOD.body


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, made for this run."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not there to make a certificate")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    making = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([openssl, *making.split(), "-keyout", f"{file}.key", "-out", f"{file}.crt"], check=True, capture_output=True)
    file.write_bytes(file.with_name("both.pem.key").read_bytes() + file.with_name("both.pem.crt").read_bytes())
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[WebServer]:
    """A running server with TLS."""
    with WebServer(certificate).running() as server:
        yield server


def trusting(certificate: Path) -> HttpGetter:
    """A getter that trusts the test's own certificate."""
    return HttpGetter(silence_s=0.5, total_s=1.0, authorities=str(certificate))


def test_a_certificate_nobody_vouches_for_is_tls_trouble(secure: WebServer, getter: HttpGetter) -> None:
    """An unknown authority gives no content."""
    secure.pages["/a"] = GOOD

    assert reason(getter, secure.base + "/a") == SourceTrouble.TLS.value


def test_a_certificate_for_another_name_is_tls_trouble(secure: WebServer, certificate: Path) -> None:
    """The right authority and the wrong name give no content."""
    secure.pages["/a"] = GOOD

    assert reason(trusting(certificate), secure.base.replace("127.0.0.1", "localhost") + "/a") == SourceTrouble.TLS.value


def test_http_may_move_to_https_on_the_same_host(web: WebServer, secure: WebServer, certificate: Path) -> None:
    """The one redirect that is followed."""
    secure.pages["/a"] = GOOD
    web.pages["/a"] = Served(b"", "", secure.base + "/a")

    page = got(trusting(certificate), web.base + "/a")

    assert page.body == GOOD.body
    assert page.url == secure.base + "/a"


def test_no_other_redirect_is_followed(web: WebServer, secure: WebServer, certificate: Path) -> None:
    """Not to another host, not to another path by http, not twice, not back to http."""
    web.pages["/a"] = GOOD
    web.pages["/other-host"] = Served(b"", "", secure.base.replace("127.0.0.1", "localhost") + "/a")
    web.pages["/same-scheme"] = Served(b"", "", "/a")
    web.pages["/twice"] = Served(b"", "", secure.base + "/again")
    secure.pages["/again"] = Served(b"", "", secure.base + "/a")
    secure.pages["/back"] = Served(b"", "", web.base + "/a")
    getter = trusting(certificate)

    for url in (web.base + "/other-host", web.base + "/same-scheme", web.base + "/twice", secure.base + "/back"):
        assert reason(getter, url) == SourceTrouble.NOT_OURS.value


def test_a_drip_under_tls_ends_in_time(secure: WebServer, certificate: Path) -> None:
    """The deadline also cuts an encrypted connection."""
    secure.pages["/a"] = GOOD
    secure.faults["/a"] = Fault.DRIP_HEADERS
    began = time.monotonic()

    assert reason(trusting(certificate), secure.base + "/a") == SourceTrouble.SLOW.value
    assert time.monotonic() - began < 2
