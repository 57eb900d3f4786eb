"""The second step: demanded by role or of everybody, set up at the next log-in, and the codes for a lost telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from hub.acts import second_step
from hub.acts.roles import NoSuchRoleError, keep_roles
from hub.config import _read_file
from hub.models import AuditLog, Library, RecoveryCode
from tests.hub.office import log_in, staff

CODE = re.compile(r'<li class="code">([a-z0-9-]+)</li>')


class Demand:
    """Says in hub.toml whose second step is demanded, as a new start would."""

    def of(self, *roles: str) -> None:
        """Demand it."""
        settings.CONFIG = msgspec.structs.replace(settings.CONFIG, second_step=roles)


@pytest.fixture
def demand() -> Iterator[Demand]:
    """Let a test demand it."""
    before = settings.CONFIG
    yield Demand()
    settings.CONFIG = before


def digits() -> str:
    """Read the authenticator, as if enough time had passed since it was used last."""
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
    return f"{totp(TOTPDevice.objects.get().bin_key):06}"


def set_up(browser: Client) -> list[str]:
    """Set an authenticator up; give the recovery codes."""
    browser.get("/office/authenticator")
    answer: Any = browser.post("/office/authenticator", {"otp": digits()})
    return CODE.findall(answer.content.decode())


@pytest.mark.parametrize("roles", [("Administrator",), ("*",), ("Tekniker", "Administrator")])
def test_whose_second_step_is_demanded_is_led_through_it(library: Library, demand: Demand, roles: tuple[str, ...]) -> None:
    """At the next log-in nothing else opens; afterwards everything does, and it cannot be switched off."""
    demand.of(*roles)
    browser = staff()
    for path in ("", "staff/", "hub/event/", "log/", "password_change/"):
        answer = browser.get(f"/office/{path}")
        assert path == "password_change/" or answer["Location"] == "/office/authenticator", path
    assert "kræver to trin" in browser.get("/office/authenticator").content.decode()

    codes = set_up(browser)

    assert len(set(codes)) == second_step.HOW_MANY
    assert browser.get("/office/staff/").status_code == 200
    assert "kan ikke slås fra" in browser.post("/office/authenticator", {"off": "1"}, follow=True).content.decode()
    assert TOTPDevice.objects.filter(confirmed=True).count() == 1


def test_other_roles_are_left_alone(library: Library, demand: Demand) -> None:
    """It is demanded by role."""
    demand.of("Administrator")

    assert staff("Moderator").get("/office/moderation/").status_code == 200


def test_a_form_sent_before_the_second_step_changes_nothing(library: Library, demand: Demand) -> None:
    """The gate stands before acts too."""
    demand.of("*")
    browser = staff()

    browser.post("/office/staff/new", {"full_name": "X", "username": "x", "role": "Moderator"})

    assert list(User.objects.values_list("username", flat=True)) == ["bente"]


def test_a_recovery_code_opens_the_door_once(library: Library) -> None:
    """In any case and without hyphens; wrong ones count as wrong tries."""
    codes = set_up(staff())
    browser = Client(SERVER_NAME="127.0.0.1")
    assert log_in(browser, otp="aaaa-bbbb-cccc").status_code == 200

    assert log_in(browser, otp=codes[0].upper().replace("-", " ")).status_code == 302
    assert browser.get("/office/").status_code == 200

    again = Client(SERVER_NAME="127.0.0.1")
    assert log_in(again, otp=codes[0]).status_code == 200
    assert AuditLog.objects.get(act="recovery_used").what == "(9)"


def test_wrong_recovery_codes_lock_the_door_as_wrong_passwords_do(library: Library) -> None:
    """Five of them; then a right one does not open it either, and is not used up."""
    codes = set_up(staff())
    browser = Client(SERVER_NAME="127.0.0.1")
    for _ in range(5):
        log_in(browser, otp="aaaa-bbbb-cccc")

    assert "Vent et kvarter" in log_in(browser, otp=codes[0]).content.decode()
    assert RecoveryCode.objects.filter(used_at=None).count() == second_step.HOW_MANY


def test_a_wrong_password_uses_up_no_recovery_code(library: Library) -> None:
    """Both are needed, and the password is asked first."""
    codes = set_up(staff())

    log_in(Client(SERVER_NAME="127.0.0.1"), password="wrong", otp=codes[0])

    assert RecoveryCode.objects.filter(used_at=None).count() == second_step.HOW_MANY


def test_codes_are_kept_as_hashes_and_new_ones_end_the_old(library: Library) -> None:
    """Shown once; the page does not show them again."""
    browser = staff()
    old = set_up(browser)
    assert not CODE.findall(browser.get("/office/authenticator").content.decode())

    fresh = CODE.findall(browser.post("/office/authenticator", {"codes": "1"}).content.decode())

    assert len(fresh) == second_step.HOW_MANY
    assert set(fresh).isdisjoint(old)
    assert log_in(Client(SERVER_NAME="127.0.0.1"), otp=old[0]).status_code == 200
    stored = " ".join(RecoveryCode.objects.values_list("sha256", flat=True))
    assert not any(code in stored or code.replace("-", "") in stored for code in fresh)


def test_an_administrator_resets_a_lost_telephone(library: Library, demand: Demand) -> None:
    """Then the password is enough to come to setting a new one up, and to nothing else where it is demanded."""
    carl = staff("Moderator", "carl")
    codes = set_up(carl)
    browser = staff()
    demand.of("Moderator")
    browser.post(f"/office/staff/{User.objects.get(username='carl').pk}/act", {"act": "second_step"})

    again = Client(SERVER_NAME="127.0.0.1")
    assert log_in(again, "carl", otp=codes[0]).status_code == 302
    assert again.get("/office/moderation/")["Location"] == "/office/authenticator"
    assert not RecoveryCode.objects.filter(user__username="carl").exists()
    assert AuditLog.objects.get(act="second_step_reset").what == "carl"


def test_a_role_that_is_not_there_is_a_mistake_in_hub_toml(demand: Demand, tmp_path: Path) -> None:
    """Rather than a demand that nobody meets; the file's words are read."""
    (tmp_path / "hub.toml").write_text('second_step = ["Bibliotekar"]\n', "utf-8")
    demand.of(*_read_file(tmp_path / "hub.toml").second_step)

    with pytest.raises(NoSuchRoleError, match="Bibliotekar"):
        keep_roles()
