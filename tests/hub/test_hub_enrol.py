"""Taking kiosks in and out, and changing their secrets: an answer may always be lost."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.conf import settings
from nacl.signing import VerifyKey

from hub.acts import fleet
from hub.models import Alarm, Attempt, Device, EnrolCode, Library
from hub.outside import now
from tests.hub.desk import Json, Kiosk, client, enrolled

SECRET = "ab" * 32
ASKED: Json = {"code": "", "secret_sha256": fleet.digest(SECRET), "app": "1.4.0", "machine": "HP t640"}


def ask(**changes: str) -> tuple[int, Json]:
    """Ask to be taken in."""
    return Kiosk("", "").post("/v1/enrol", ASKED | changes)


def made(library: Library, *, hours: int = 24, approve: bool = False) -> str:
    """Make a code."""
    return fleet.make_code(library, "Ved døren", approve=approve, hours=hours, who="Bente", now=now()).code


def test_a_code_takes_one_kiosk_in_and_a_lost_answer_is_asked_for_again(library: Library) -> None:
    """The same code and secret get the same device, even when the code has run out by then."""
    code = made(library)
    status, first = ask(code=code)
    EnrolCode.objects.update(expires_at=now() - timedelta(days=1))

    again = ask(code=code)[1]

    assert status == 200
    assert first["device"] == again["device"]
    assert (first["state"], first["library"]) == ("active", {"key": "vejgaard", "name": "Vejgaard Bibliotek"})
    assert first["seal"] == {"id": "s1", "public": settings.KEYS.seals()[0].public}
    assert Device.objects.get().machine == "HP t640"
    assert Kiosk(first["device"], SECRET).post("/v1/heartbeat", {})[0] == 200


def test_a_code_is_used_once(library: Library) -> None:
    """Another kiosk that read it is told so."""
    code = made(library)
    ask(code=code)

    status, body = ask(code=code, secret_sha256="cd" * 32)

    assert (status, body["error"]["code"]) == (409, "code_used")
    assert Device.objects.count() == 1


@pytest.mark.parametrize("code", ["", "BBBBBBBBBB", "æøå", "x" * 500])
def test_an_unknown_code_is_404(library: Library, code: str) -> None:
    """Whatever it looks like."""
    assert ask(code=code)[0] == 404


def test_a_code_that_has_run_out_is_404(library: Library) -> None:
    """24 hours, or 7 days for a kiosk in the post."""
    code = made(library, hours=168)
    EnrolCode.objects.update(expires_at=now() - timedelta(seconds=1))

    assert ask(code=code)[1]["error"]["code"] == "no_such_code"


@pytest.mark.parametrize(
    "changes",
    [{"secret_sha256": "AB" * 32}, {"secret_sha256": "ab"}, {"app": "x" * 41}, {"machine": "x" * 101}, {"app": "\0"}],
    ids=repr,
)
def test_a_wrong_shape_is_422(library: Library, changes: dict[str, str]) -> None:
    """The outer shape is all there is."""
    assert ask(code=made(library), **changes)[0] == 422


def test_codes_cannot_be_guessed(library: Library) -> None:
    """Ten wrong ones a minute at the whole hub; then nobody comes in for a minute, with the right one neither."""
    code = made(library)
    for _ in range(10):
        assert ask(code="BBBBBBBBBB")[0] == 404

    answer = client().post("/v1/enrol", ASKED | {"code": code}, content_type="application/json")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")

    Attempt.objects.update(at=now() - timedelta(seconds=61))
    assert ask(code=code)[0] == 200


def test_a_kiosk_that_must_be_approved_waits(library: Library) -> None:
    """403 until staff say yes; asking again still says that it waits."""
    kiosk = enrolled(library, approve=True)

    status, body = kiosk.post("/v1/ops", {"ops": [{}]})
    assert (status, body["error"]["code"]) == (403, "waiting")

    fleet.approve(Device.objects.get(), who="Bente", now=now())
    assert kiosk.post("/v1/heartbeat", {})[0] == 200


@pytest.mark.parametrize("wipe", [True, False])
def test_a_kiosk_that_was_shut_out_stays_out(library: Library, kiosk: Kiosk, *, wipe: bool) -> None:
    """And is told whether to shred what it holds."""
    fleet.revoke(Device.objects.get(), wipe=wipe, who="Bente", now=now())

    status, body = kiosk.post("/v1/heartbeat", {})

    assert (status, body["error"]["code"], body["wipe"]) == (403, "revoked", wipe)
    fleet.approve(Device.objects.get(), who="Bente", now=now())
    assert kiosk.post("/v1/heartbeat", {})[0] == 403


def test_a_new_secret_takes_over_at_its_first_use(library: Library, kiosk: Kiosk) -> None:
    """Until then both work, so a lost answer locks nobody out; then the old one is out, and its use raises an alarm."""
    fresh = Kiosk(kiosk.device, "cd" * 32)
    for _ in range(2):
        status, body = kiosk.post("/v1/token", {"next_sha256": fleet.digest(fresh.secret)})
        assert (status, body["pending"]) == (200, True)
    assert kiosk.post("/v1/heartbeat", {})[0] == 200

    assert fresh.post("/v1/heartbeat", {})[0] == 200

    assert kiosk.post("/v1/heartbeat", {})[0] == 401
    assert fresh.post("/v1/heartbeat", {})[0] == 200
    assert Alarm.objects.get().kind == "old_secret"


def test_staff_may_ask_for_a_new_secret(library: Library, kiosk: Kiosk) -> None:
    """Until it has come."""
    fleet.ask_rotation(Device.objects.get(), who="Bente", now=now())
    assert kiosk.post("/v1/heartbeat", {})[1]["rotate"] is True

    fresh = Kiosk(kiosk.device, "cd" * 32)
    kiosk.post("/v1/token", {"next_sha256": fleet.digest(fresh.secret)})

    assert fresh.post("/v1/heartbeat", {})[1]["rotate"] is False


def test_a_heartbeat_is_kept_and_answered(library: Library, kiosk: Kiosk) -> None:
    """The last one counts; the branch's pauses come back."""
    said = {
        "app": "1.4.0",
        "waiting": 2,
        "parked": 1,
        "parts": {"printer": "trouble"},
        "fault": "paper_out",
        "clock": "2020-01-01T00:00:00Z",
    }

    status, body = kiosk.post("/v1/heartbeat", said | {"news": True})

    device = Device.objects.get()
    assert status == 200
    assert (body["poll_after_s"], body["beat_after_s"], body["rotate"], body["app_wanted"]) == (60, 60, False, None)
    assert body["safe_at"] == "1970-01-01T00:00:00.000Z"
    assert (device.waiting, device.parked, device.parts, device.fault) == (2, 1, {"printer": "trouble"}, "paper_out")
    assert device.skew_s is not None
    assert device.skew_s < -86400


@pytest.mark.parametrize(
    "said",
    [{"waiting": "2"}, {"waiting": -1}, {"waiting": 2**31}, {"parts": []}, {"fault": "x" * 201}, {"fault": "\0"}, {"app": 1}],
    ids=repr,
)
def test_a_heartbeat_of_a_wrong_shape_is_422(kiosk: Kiosk, said: Json) -> None:
    """A bug of the kiosk."""
    assert kiosk.post("/v1/heartbeat", said)[0] == 422


def test_the_qr_letter_is_signed_and_fits_a_scanner(library: Library) -> None:
    """JSON and 64 bytes of signature, in base64 of 200 to 510 characters."""
    fresh = fleet.make_code(library, "Ved døren", approve=False, hours=168, who="Bente", now=now())

    whole = base64.urlsafe_b64decode(fresh.letter)
    words = json.loads(whole[:-64])

    assert 200 <= len(fresh.letter) <= 512
    assert (words["library"], words["code"]) == ("vejgaard", fresh.code)
    VerifyKey(base64.b64decode(words["key"])).verify(whole[:-64], whole[-64:])
