"""What every answer of the hub is: JSON of ours, whatever was asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import OperationalError

from hub.acts import fleet
from hub.api import v1
from hub.log import Plain
from hub.models import Device, Library
from hub.outside import now
from tests.hub.desk import Kiosk, client, signup

PATHS = ("/v1", "/v1/", "/v1/nothing", "/v1/ops/", "/v1/feed/", "/v1/blobs/x/y", "/v1/../v1/nothing")


def ours(answer: Any, status: int, code: str) -> None:
    """See that an answer is an error of ours."""
    body = json.loads(answer.content)
    assert (answer.status_code, body["error"]["code"]) == (status, code)
    assert answer["Content-Type"] == "application/json"
    assert len(body["hub"]) == len(body["epoch"]) == 36
    assert body["now"].endswith("Z")
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_path_is_answered_in_json_and_never_redirected(path: str) -> None:
    """A redirect would make a GET of a POST, and a page is not ours."""
    ours(client().post(path, b"{}", content_type="application/json"), 404, "no_such_path")


@pytest.mark.parametrize("method", ["get", "put", "delete", "head", "patch", "options"])
def test_a_wrong_method_is_answered_in_json(method: str) -> None:
    """405, with what is allowed."""
    answer = getattr(client(), method)("/v1/ops")

    assert answer.status_code == 405
    assert answer["Allow"]
    if method != "head":
        ours(answer, 405, "bad_method")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b'{"ops":' + b"[" * 100_000, b'{"ops":' + b"9" * 5000 + b"}", b"\xef\xbb\xbf{}"],
    ids=["empty", "half", "not utf-8", "deep", "5,000 digits", "byte order mark"],
)
def test_what_is_no_json_is_400(kiosk: Kiosk, body: bytes) -> None:
    """None of it reaches our code, none of it is a 500."""
    ours(client().post("/v1/ops", body, content_type="application/json", headers=kiosk.headers()), 400, "bad_json")


@pytest.mark.parametrize(
    "data",
    [[], 7, {}, {"ops": {}}, {"ops": []}, {"ops": [7]}, {"ops": [[]]}],
    ids=repr,
)
def test_a_wrong_outer_shape_is_422(kiosk: Kiosk, data: Any) -> None:
    """Only the outer shape is judged so."""
    assert kiosk.post("/v1/ops", data)[0] == 422


def test_an_id_twice_in_a_batch_is_422(kiosk: Kiosk) -> None:
    """Else the second would seem accepted."""
    op = signup()

    status, body = kiosk.post("/v1/ops", {"ops": [op, op | {"kind": "note"}]})

    assert (status, body["error"]["code"]) == (422, "bad_envelope")


def test_too_many_ops_and_too_large_a_body_are_413(kiosk: Kiosk) -> None:
    """The kiosk halves."""
    assert kiosk.post("/v1/ops", {"ops": [signup() for _ in range(101)]})[0] == 413
    assert kiosk.post("/v1/ops", b" " * (1024 * 1024 + 1))[0] == 413
    assert kiosk.post("/v1/ops", b" " * (1024 * 1024 - 20) + b'{"ops":[]}')[0] == 422


@pytest.mark.parametrize("token", ["", "Basic x", "Bearer", "Bearer x.y", "Bearer " + "a" * 36 + "." + "0" * 64, "Bearer ٣.٣"])
def test_without_a_secret_nobody_comes_in(kiosk: Kiosk, token: str) -> None:
    """401, and how to sign in."""
    answer = client().get("/v1/feed", headers={"Authorization": token} if token else {})

    ours(answer, 401, "bad_token")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_another_kiosks_secret_does_not_fit(library: Library, kiosk: Kiosk) -> None:
    """Device and secret belong together."""
    other = Device.objects.create(
        id="00000000-0000-4000-8000-000000000000",
        library=library,
        place="x",
        state="active",
        secret_sha256=fleet.digest("f" * 64),
        rotated_at=now(),
        enrolled_at=now(),
    )

    assert Kiosk(other.pk, kiosk.secret).post("/v1/heartbeat", {})[0] == 401
    assert Kiosk(other.pk, "f" * 64).post("/v1/heartbeat", {})[0] == 200


def test_a_bug_is_500_of_ours(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page, no trace."""

    def bug(*_: object) -> None:
        raise ZeroDivisionError("0101505000")

    monkeypatch.setattr("hub.acts.ops.receive", bug)
    answer = client().post("/v1/ops", {"ops": [signup()]}, content_type="application/json", headers=kiosk.headers())

    ours(answer, 500, "hub_error")
    assert b"0101505000" not in answer.content


def test_a_database_that_does_not_answer_is_503(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kiosk waits and tries again; hub and epoch are still said."""
    kiosk.send(signup())

    def gone(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(v1, "identity", gone)
    monkeypatch.setattr("hub.api.answers.stamp", gone)
    answer = client().get("/v1/health")

    ours(answer, 503, "busy")
    assert int(answer["Retry-After"]) > 0


def test_health_writes(library: Library) -> None:
    """200 only when the database can write."""
    answer = client().get("/v1/health")

    assert (answer.status_code, json.loads(answer.content)["ok"]) == (200, True)


def test_the_log_never_quotes_what_came(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A bug's message may hold a person; kind and place are enough."""

    def bug(*_: object) -> None:
        raise ValueError("0101505000 Åse")

    monkeypatch.setattr("hub.acts.ops.receive", bug)
    client().post("/v1/ops", {"ops": [signup()]}, content_type="application/json", headers=kiosk.headers())

    logged = "\n".join(Plain().format(record) for record in caplog.records)
    assert "ValueError" in logged
    assert "test_hub_envelope.py:" in logged
    assert "0101505000" not in logged
