"""Becoming a device while the sync process runs: only by a letter that is whole and from our hub."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from kiosk.store.errand import Errand
from kiosk.sync.admission import Admission
from kiosk.sync.pretend_hub import PretendHub
from kiosk.wire import Enrolment, EnrolmentTold
from tests.sync.station import CODE, Station


@pytest.fixture
def errand(tmp_path: Path) -> Errand:
    """The two files between glass and sync."""
    return Errand(tmp_path)


@pytest.fixture
def begun() -> list[int]:
    """How often everything was begun again."""
    return []


@pytest.fixture
def admission(station: Station, errand: Errand, begun: list[int]) -> Admission:
    """The door."""
    return Admission(
        line=station.line,
        membership=station.membership,
        errands=errand,
        app="1.4.0",
        machine="Prøve",
        mint=station.mint,
        begin_again=lambda: begun.append(1),
    )


def letter(hub: PretendHub, /, **changed: str) -> str:
    """A hub's letter, signed by whoever has the key that stands in it."""
    signing = SigningKey.generate()
    words: dict[str, Any] = {
        "url": hub.address,
        "hub": hub.credentials()["hub_id"],
        "library": "vejgaard",
        "code": CODE,
        "until": "2026-11-25T12:00:00Z",
        "key": base64.b64encode(bytes(signing.verify_key)).decode(),
    }
    clear = json.dumps(words | changed).encode()
    return base64.urlsafe_b64encode(clear + signing.sign(clear).signature).decode()


def told(admission: Admission, errand: Errand, scanned: str) -> tuple[bool, EnrolmentTold | None]:
    """Let somebody scan, and sync look."""
    errand.hand_in(scanned)
    return admission.look(), errand.answered()


def test_a_letter_of_our_hub_makes_another_device_of_the_kiosk(
    admission: Admission, errand: Errand, station: Station, hub: PretendHub, begun: list[int]
) -> None:
    """Everything is asked anew then, and once only."""
    before = station.membership.read().device
    hub.new_code(CODE)

    changed, answer = told(admission, errand, letter(hub))

    assert (changed, answer) == (True, EnrolmentTold("active", "Vejgaard Bibliotek"))
    assert station.membership.read().device != before
    assert admission.look() is False
    assert begun == [1]


def test_a_letter_that_was_patched_together_asks_nobody(
    admission: Admission, errand: Errand, station: Station, hub: PretendHub
) -> None:
    """A byte changed, cut short, not base64, not JSON: the hub hears nothing of it."""
    hub.new_code(CODE)
    good = letter(hub)
    whole = bytearray(base64.urlsafe_b64decode(good))
    whole[12] ^= 1
    held = station.membership.read()

    for bad in (base64.urlsafe_b64encode(whole).decode(), good[:-8], "x" * 290, "å", base64.b64encode(b"\xff" * 90).decode()):
        assert told(admission, errand, bad) == (False, EnrolmentTold("bad_letter"))

    assert station.membership.read() == held


def test_a_letter_of_another_hub_asks_nobody(admission: Admission, errand: Errand, hub: PretendHub) -> None:
    """The settings say where our hub is; a letter cannot lead the kiosk elsewhere."""
    assert told(admission, errand, letter(hub, url="https://elsewhere.example")) == (False, EnrolmentTold("other_hub"))


def test_a_hub_that_is_not_who_the_letter_says_is_not_believed(
    admission: Admission, errand: Errand, station: Station, hub: PretendHub
) -> None:
    """The same address, another hub behind it."""
    hub.new_code(CODE)
    before = station.membership.read().device

    assert told(admission, errand, letter(hub, hub="00000000-0000-4000-8000-000000000000")) == (False, EnrolmentTold("not_ours"))
    assert station.membership.read().device == before


def test_the_hubs_refusal_is_told_and_the_device_stays(
    admission: Admission, errand: Errand, station: Station, hub: PretendHub
) -> None:
    """A code it does not know; and a hub that is gone."""
    before = station.membership.read().device

    assert told(admission, errand, letter(hub)) == (False, EnrolmentTold("no_such_code"))
    hub.stop()
    assert told(admission, errand, letter(hub)) == (False, EnrolmentTold("unreachable"))
    assert station.membership.read().device == before


def test_an_enrolment_on_the_command_line_is_noticed_too(admission: Admission, station: Station, begun: list[int]) -> None:
    """`kiosk enrol` runs beside us, and writes the same file."""
    assert admission.look() is False

    station.membership.change(lambda held: Enrolment(hub=held.hub, device="another", secret=held.secret))

    assert admission.look() is True
    assert begun == [1]


def test_a_device_that_is_another_asks_at_once_and_for_everything(station: Station, hub: PretendHub) -> None:
    """Also after a long pause: the cursor is of another device, perhaps of another branch."""
    hub.publish("event", "a", None)
    station.pull()
    station.downlink._pauses.after("revoked")
    station.courier._pauses.after("revoked")

    station.downlink.begin_again()
    station.courier.begin_again()

    assert station.shelf.place().cursor == ""
    assert station.courier.pause_s() == 0
    assert station.downlink.step() is True
    assert station.shelf.place().cursor != ""
