"""The pretend hub keeps the contract, so that what passes against it means something."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk.outside import wall
from kiosk.sync.pretend_hub import PretendHub

ID = "2f3e1c52-0000-4000-8000-00000000000{}"


def signup(number: int, hub: PretendHub, **data: Any) -> dict[str, Any]:
    """A sign-up as an op."""
    full = {
        "event": "dpl:81",
        "seats": 1,
        "code": "KTRM",
        "sealed": {"key": hub.seal.id, "box": "Zk9v"},
        "consent": "signup-3",
        "lang": "da",
    }
    return {"id": ID.format(number), "kind": "signup", "made_at": "2026-11-23T10:00:00+01:00", "data": full | data}


def post(hub: PretendHub, body: Any, **headers: str) -> requests.Response:
    """Post as the enrolled device; bytes go as they are."""
    who = hub.credentials()
    headers = {"Authorization": f"Bearer {who['device']}.{who['secret']}"} | headers
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return requests.post(hub.address + "/v1/ops", data=sent, headers=headers, timeout=5)


def verdicts(hub: PretendHub, *ops: Any) -> list[tuple[str, str]]:
    """Post ops; give verdict and status or code of each."""
    results = post(hub, {"ops": list(ops)}).json()["results"]
    return [(each["verdict"], each.get("status") or each.get("code")) for each in results]


def test_every_answer_says_who_and_when(hub: PretendHub) -> None:
    """Hub, epoch and now, in errors too."""
    for answer in (post(hub, {"ops": [signup(1, hub)]}), post(hub, b"{"), requests.get(hub.address + "/v1/nothing", timeout=5)):
        told = answer.json()
        assert told["hub"] == hub.credentials()["hub_id"]
        assert told["now"].endswith("Z")
        assert len(told["epoch"]) == 36
    assert requests.get(hub.address + "/v1/health", timeout=5).json()["ok"] is True


def test_an_id_takes_effect_once_for_ever(hub: PretendHub) -> None:
    """The same again is a duplicate with its status today; other content under the id is refused."""
    first = signup(1, hub)
    assert verdicts(hub, first) == [("accepted", "confirmed")]

    assert verdicts(hub, first) == [("duplicate", "confirmed")]
    assert verdicts(hub, signup(1, hub, seats=2)) == [("rejected", "id_reused")]
    assert verdicts(hub, first | {"made_at": "2020-01-01T00:00:00Z"}) == [("duplicate", "confirmed")]
    assert hub.seating("dpl:81").taken == 1


def test_seats_are_given_once_and_nobody_overtakes_the_queue(hub: PretendHub) -> None:
    """All or nothing, and a small party does not pass one that waits."""
    hub.set_event("dpl:81", capacity=3)

    told = verdicts(hub, signup(1, hub, seats=2), signup(2, hub, seats=2), signup(3, hub))

    assert [status for _, status in told] == ["confirmed", "waitlist", "waitlist"]
    assert (hub.seating("dpl:81").taken, hub.seating("dpl:81").waiting) == (2, 3)


def test_cancelling_by_id_or_by_code_frees_the_seat(hub: PretendHub) -> None:
    """Whom the freed seat goes to, staff choose."""
    hub.set_event("dpl:81", capacity=2)
    verdicts(hub, signup(1, hub, code="AAAA"), signup(2, hub, code="BBBB"), signup(3, hub, code="CCCC"))

    told = verdicts(
        hub,
        {"id": ID.format(4), "kind": "cancel", "data": {"signup": ID.format(1)}},
        {"id": ID.format(5), "kind": "cancel", "data": {"event": "dpl:81", "code": "CCCC"}},
        {"id": ID.format(6), "kind": "cancel", "data": {"event": "dpl:81", "code": "ZZZZ"}},
    )

    assert told == [("accepted", "cancelled"), ("accepted", "cancelled"), ("rejected", "no_such_signup")]
    assert (hub.seating("dpl:81").taken, hub.seating("dpl:81").waiting) == (1, 0)
    assert verdicts(hub, signup(1, hub, code="AAAA")) == [("duplicate", "cancelled")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"event": "a b"}, "bad_field"),
        ({"seats": 0}, "bad_field"),
        ({"seats": True}, "bad_field"),
        ({"code": "ktrm"}, "bad_field"),
        ({"sealed": {"key": "s1", "box": "!"}}, "bad_field"),
        ({"sealed": {"key": "old", "box": "Zk9v"}}, "unknown_key"),
        ({"consent": ""}, "bad_field"),
        ({"sealed": None}, "bad_field"),
    ],
)
def test_one_bad_op_harms_no_neighbour(hub: PretendHub, change: dict[str, Any], code: str) -> None:
    """Each op has its own verdict."""
    assert verdicts(hub, signup(1, hub, **change), signup(2, hub)) == [("rejected", code), ("accepted", "confirmed")]


def test_what_is_no_op_gets_its_verdict_too(hub: PretendHub) -> None:
    """Ids are echoed as they came; a kind the hub does not know comes later."""
    upper = signup(1, hub) | {"id": ID.format("A")}

    assert verdicts(hub, upper, 7, {"id": ID.format(3), "kind": "ballots", "data": {}}) == [
        ("rejected", "bad_field"),
        ("rejected", "bad_field"),
        ("later", "unknown_kind"),
    ]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "bad_json"),
        (b"[]", 422, "bad_envelope"),
        (b'{"ops":[]}', 422, "bad_envelope"),
        (b'{"ops":[{"id":"a"},{"id":"a"}]}', 422, "bad_envelope"),
        (b'{"ops":[' + b"7," * 100 + b"7]}", 413, "too_big"),
        (b'"' + b"x" * 1_100_000 + b'"', 413, "too_big"),
    ],
)
def test_a_bad_envelope_is_refused_whole(hub: PretendHub, body: bytes, status: int, code: str) -> None:
    """The outer shape only."""
    answer = post(hub, body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_only_our_device_is_let_in(hub: PretendHub) -> None:
    """401 for another secret, 403 for a device that is revoked."""
    answer = post(hub, {"ops": [signup(1, hub)]}, Authorization="Bearer a.b")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")

    hub.state = "revoked"

    assert post(hub, {"ops": [signup(1, hub)]}).json()["error"]["code"] == "revoked"
    assert hub.statuses() == {}


def test_events_nobody_set_up_can_be_refused(tmp_path: Path) -> None:
    """A strict hub knows its events."""
    with PretendHub(tmp_path, clock=wall, known_only=True) as hub:
        hub.set_event("shut", is_open=False)
        hub.set_event("full", capacity=0, waitlist=False)

        told = verdicts(hub, signup(1, hub), signup(2, hub, event="shut"), signup(3, hub, event="full"))

    assert [code for _, code in told] == ["no_such_event", "closed", "full"]


def test_a_fault_nobody_acts_out_is_refused(hub: PretendHub) -> None:
    """A misspelt fault would pass as a good answer."""
    with pytest.raises(ValueError, match="slwo"):
        hub.faults.next("slwo")  # type: ignore[arg-type]


def test_it_runs_as_a_program_and_survives_a_kill(tmp_path: Path) -> None:
    """It prints how to reach it; after kill -9 it is the same hub with the same ops."""

    def run() -> tuple[subprocess.Popen[str], dict[str, str]]:
        command = [sys.executable, "-m", "kiosk.sync.pretend_hub", "--folder", str(tmp_path), "--event", "dpl:81=1"]
        started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert started.stdout is not None
        return started, json.loads(started.stdout.readline())

    def ask(told: dict[str, str]) -> Any:
        op = {
            "id": ID.format(1),
            "kind": "signup",
            "data": {
                "event": "dpl:81",
                "seats": 1,
                "code": "KTRM",
                "sealed": {"key": told["seal_id"], "box": "Zk9v"},
                "consent": "c",
                "lang": "da",
            },
        }
        headers = {"Authorization": f"Bearer {told['device']}.{told['secret']}"}
        answer = requests.post(told["base_url"] + "/v1/ops", json={"ops": [op]}, headers=headers, timeout=5)
        return answer.json()["results"][0]["verdict"]

    process, told = run()
    assert ask(told) == "accepted"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    process, again = run()
    try:
        assert ask(again) == "duplicate"
        assert (again["hub_id"], again["secret"]) == (told["hub_id"], told["secret"])
        assert (tmp_path / "identity.json").stat().st_mode & 0o777 == 0o600
    finally:
        process.kill()
        process.communicate()
