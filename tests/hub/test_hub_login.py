"""Who may into the back office, and how far."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from hub.acts import content
from hub.acts.roles import ROLES
from hub.models import Attempt, AuditLog, Library
from hub.outside import now
from tests.hub.desk import Kiosk, event, signup
from tests.hub.office import log_in, staff


def test_passwords_are_argon2_and_cookies_strict(library: Library) -> None:
    """And nobody comes in without."""
    browser = staff()

    assert User.objects.get().password.startswith("argon2$")
    cookie = browser.cookies["hub_session"]
    assert (cookie["samesite"], cookie["httponly"]) == ("Strict", True)
    assert Client(SERVER_NAME="127.0.0.1").get("/office/").status_code == 302


def test_wrong_passwords_lock_the_door_for_a_quarter_of_an_hour(library: Library) -> None:
    """Five of them; then the right one does not open it either, and nothing tells whether the name exists."""
    staff()
    stranger = Client(SERVER_NAME="127.0.0.1")
    for _ in range(5):
        assert log_in(stranger, password="wrong").status_code == 200

    assert "Vent et kvarter" in log_in(stranger).content.decode()

    Attempt.objects.update(at=now() - timedelta(minutes=16))
    assert log_in(stranger).status_code == 302


def test_an_authenticator_is_asked_for_once_it_is_on(library: Library) -> None:
    """Switched on with its own code; without one the password is not enough."""
    browser = staff()
    browser.get("/office/authenticator")
    device = TOTPDevice.objects.get()
    assert browser.post("/office/authenticator", {"otp": "000000"}).status_code == 302
    assert not TOTPDevice.objects.get().confirmed

    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    browser.post("/office/authenticator", {"otp": f"{totp(device.bin_key):06}"})
    assert TOTPDevice.objects.get().confirmed
    assert browser.get("/office/").status_code == 200

    again = Client(SERVER_NAME="127.0.0.1")
    assert log_in(again).status_code == 200
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
    assert log_in(again, otp=f"{totp(device.bin_key):06}").status_code == 302
    assert again.get("/office/").status_code == 200
    assert AuditLog.objects.filter(act="totp_on").exists()


MAY: dict[str, dict[str, bool]] = {
    "Filialmedarbejder": {"guests": True, "event": False, "kiosk-new": False, "note": True, "user": False, "log": False},
    "Redaktør": {"guests": False, "event": True, "kiosk-new": False, "note": False, "user": False, "log": False},
    "Moderator": {"guests": False, "event": False, "kiosk-new": False, "note": True, "user": False, "log": False},
    "Tekniker": {"guests": False, "event": False, "kiosk-new": True, "note": False, "user": False, "log": True},
    "Administrator": {"guests": True, "event": True, "kiosk-new": True, "note": True, "user": True, "log": True},
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_own_doors(library: Library, kiosk: Kiosk, role: str) -> None:
    """Names are for branch staff; a technician never sees one."""
    occasion = event(library)
    kiosk.send(signup())
    browser = staff(role)
    pages = {
        "guests": f"/office/guests/{occasion.pk}/",
        "event": "/office/hub/event/add/",
        "kiosk-new": "/office/kiosks/new",
        "note": "/office/moderation/",
        "user": "/office/staff/",
        "log": "/office/log/",
    }

    assert browser.get("/office/").status_code == 200
    assert {name: browser.get(path).status_code == 200 for name, path in pages.items()} == MAY[role]


def test_nobody_sees_another_branch(library: Library, kiosk: Kiosk) -> None:
    """Neither its list nor its kiosks, nor can act on them."""
    occasion = event(library)
    kiosk.send(signup(name="Hemmelig"))
    content.add_library("hasseris", "Hasseris", now=now())
    browser = staff(libraries=("hasseris",))

    assert browser.get(f"/office/guests/{occasion.pk}/").status_code == 404
    assert browser.get(f"/office/guests/{occasion.pk}/guests.csv").status_code == 404
    assert browser.get(f"/office/kiosks/{kiosk.device}/").status_code == 404
    assert browser.post(f"/office/kiosks/{kiosk.device}/act", {"act": "revoke"}).status_code == 404
    assert browser.get(f"/office/hub/event/{occasion.pk}/change/").status_code == 302
    assert "Vejgaard" not in browser.get("/office/?library=vejgaard").content.decode()


def test_pages_speak_english_when_somebody_chose_it(library: Library) -> None:
    """Danish first, whatever the browser says."""
    browser = staff()
    assert "Hvem kommer i dag" in browser.get("/office/", headers={"Accept-Language": "en"}).content.decode()

    browser.post("/office/language", {"language": "en", "next": "/office/"})

    assert "Who comes today" in browser.get("/office/").content.decode()
    assert browser.post("/office/language", {"language": "en", "next": "https://example.org"})["Location"] == "/"
