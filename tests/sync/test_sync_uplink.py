"""The uplink: which answers are ours, what they say, and how long one waits for them."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kiosk.ports import UplinkError
from kiosk.sync.answers import Answer, read_answer, verdicts_in
from kiosk.sync.pretend_faults import Fault
from kiosk.sync.pretend_hub import PretendHub
from kiosk.sync.uplink import HubUplink, Timing
from kiosk.wire import Op, OpId

ID = "2f3e1c52-0000-4000-8000-000000000001"
OP = Op(OpId(ID), "signup", f'{{"id":"{ID}","kind":"note","data":{{}}}}')
HUB = "5a0e0000-0000-4000-8000-000000000000"


def whole_request(connection: socket.socket) -> bytes:
    """Read a request to its end."""
    got = b""
    while b"\r\n\r\n" not in got or len(got.partition(b"\r\n\r\n")[2]) < int(got.lower().split(b"content-length: ")[1].split()[0]):
        got += connection.recv(65536)
    return got


@contextmanager
def server_that(sends: bytes, then_waits: bool = True, byte_by_byte: float = 0.0) -> Iterator[tuple[str, list[bytes]]]:
    """Somebody on loopback who reads a request, sends these bytes and perhaps hangs up; give address and what was read."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()
    seen: list[bytes] = []

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            seen.append(whole_request(connection))
            try:
                for byte in sends if byte_by_byte else ():
                    connection.sendall(bytes([byte]))
                    over.wait(byte_by_byte)
                if not byte_by_byte:
                    connection.sendall(sends)
                if then_waits:
                    over.wait(20)
            except OSError:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}", seen
    over.set()
    thread.join()
    listening.close()


def uplink_to(address: str, **timing: float) -> HubUplink:
    """An uplink with little patience."""
    return HubUplink(base_url=address, hub_id=HUB, device="d", secret="s", timing=Timing(**timing))


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("refuse", "unreachable"),
        ("lost_ack", "unreachable"),
        ("cut_body", "unreachable"),
        ("slow", "slow"),
        ("captive200", "not_ours"),
        ("captive302", "not_ours"),
        ("other_json", "not_ours"),
        ("empty200", "not_ours"),
        ("e404_html", "not_ours"),
        ("garbage_gzip", "not_ours"),
        ("e500", "hub_error"),
        ("e422", "bad_envelope"),
        ("e413", "too_big"),
        ("e401", "bad_token"),
        ("e403_waiting", "waiting"),
        ("e400", "bad_json"),
    ],
)
def test_each_fault_has_its_reason(hub: PretendHub, fault: Fault, reason: str) -> None:
    """A self-test of the faults, and of what the uplink makes of them."""
    uplink = HubUplink(**hub.credentials(), timing=Timing(total_s=0.5))
    hub.faults.next(fault)

    with pytest.raises(UplinkError) as caught:
        uplink.send([OP])

    assert caught.value.reason == reason


@pytest.mark.parametrize(("fault", "reason"), [("e429_ra", "slow_down"), ("e503_ra", "busy")])
def test_the_pause_asked_for_is_told(hub: PretendHub, fault: Fault, reason: str) -> None:
    """Retry-After comes with the error."""
    uplink = HubUplink(**hub.credentials())
    hub.faults.next(fault)

    with pytest.raises(UplinkError) as caught:
        uplink.send([OP])

    assert (caught.value.reason, caught.value.retry_after) == (reason, 1.0)


def test_another_secret_is_told_as_such(hub: PretendHub) -> None:
    """401 of ours."""
    who = hub.credentials()
    who["secret"] = "0" * 64
    uplink = HubUplink(**who)

    with pytest.raises(UplinkError, match="bad_token"):
        uplink.send([OP])


def test_another_hub_is_not_ours(hub: PretendHub) -> None:
    """The hub is pinned by its id, not by its address."""
    who = hub.credentials()
    who["hub_id"] = HUB
    uplink = HubUplink(**who)

    with pytest.raises(UplinkError, match="not_ours"):
        uplink.send([OP])


def test_plain_http_is_for_this_machine_only() -> None:
    """Nothing personal leaves the house in clear."""
    with pytest.raises(UplinkError, match="not_https"):
        uplink_to("http://hub.example.org")


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"])
def test_an_answer_that_never_ends_is_cut_off(start: bytes) -> None:
    """Before the headers and after them, silent or dripping: the time in all is what counts."""
    with server_that(start + b"x" * 400, byte_by_byte=0.05) as (address, _):
        uplink = uplink_to(address, read_s=5.0, total_s=0.4)
        begun = time.monotonic()

        with pytest.raises(UplinkError, match="slow"):
            uplink.send([OP])

        assert time.monotonic() - begun < 2.0


def test_the_request_is_the_contracts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes as stored, bearer, no proxy from the surroundings, and a redirect is not followed."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    answer = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /v1/ops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with server_that(answer, then_waits=False) as (address, seen), pytest.raises(UplinkError, match="not_ours"):
        uplink_to(address).send([OP, OP])

    head, _, body = seen[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v1/ops HTTP/1.1\r\n")
    assert b"Authorization: Bearer d.s" in head
    assert body == f'{{"ops":[{OP.body},{OP.body}]}}'.encode()


def ours(**fields: Any) -> Answer:
    """A 200 of ours."""
    return Answer(200, {"content-type": "application/json"}, json.dumps({"hub": HUB} | fields).encode())


def test_verdicts_are_taken_for_what_was_asked_and_nothing_else() -> None:
    """Other ids, unknown verdicts and things that are no verdicts are left out; the first for an id counts."""
    results = [
        7,
        {"id": "x", "verdict": "accepted"},
        {"id": "a", "verdict": "perhaps"},
        {"id": ["a"], "verdict": "accepted"},
        {"id": "a", "verdict": "accepted", "status": "<b>", "at": "t"},
        {"id": "a", "verdict": "rejected"},
        {"id": "b", "verdict": "rejected", "code": "text from outside"},
        {"id": "c", "verdict": "later", "after_s": -5},
    ]

    found = verdicts_in(read_answer(ours(results=results), HUB), {"a", "b", "c"})

    assert [(each.id, each.verdict, each.status, each.code, each.after_s) for each in found] == [
        ("a", "accepted", "", "", 0),
        ("b", "rejected", "", "other", 0),
        ("c", "later", "", "other", 0),
    ]


@pytest.mark.parametrize("results", [None, {}, "x", [None]])
def test_nonsense_instead_of_results_is_no_verdict(results: object) -> None:
    """What is missing stays waiting."""
    assert verdicts_in({"results": results}, {"a"}) == ()


@pytest.mark.parametrize(
    ("text", "date", "seconds"),
    [
        ("5", "", 5.0),
        ("99999", "", 900.0),
        ("-1", "", None),
        ("soon", "", None),
        ("", "", None),
        ("٣", "", None),
        ("Tue, 24 Nov 2026 12:00:30 GMT", "Tue, 24 Nov 2026 12:00:00 GMT", 30.0),
        ("Tue, 24 Nov 2026 12:00:30 GMT", "", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, date: str, seconds: float | None) -> None:
    """At most a quarter of an hour; a date counts from the answer's own."""
    answer = Answer(503, {"retry-after": text, "date": date}, b"")

    with pytest.raises(UplinkError) as caught:
        read_answer(answer, HUB)

    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, {}, json.dumps({"hub": HUB}).encode()),
        Answer(200, {"content-type": "application/json"}, b'["a"]'),
        Answer(200, {"content-type": "application/json"}, b"[" * 100_000),
        Answer(418, {"content-type": "application/json"}, b"{}"),
        Answer(401, {"content-type": "text/html"}, b""),
        Answer(200, {"content-type": "application/json"}, b'{"hub":"\xff"}'),
    ],
)
def test_what_is_not_whole_json_of_our_hub_is_not_ours(answer: Answer) -> None:
    """A captive portal's 401 is not believed either."""
    with pytest.raises(UplinkError, match="not_ours"):
        read_answer(answer, HUB)
