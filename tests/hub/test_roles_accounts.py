"""Accounts of staff: taken in, changed, switched off, helped back in; and never the last administrator."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from hub.acts import content
from hub.acts.staff import make_account
from hub.models import AuditLog, Library, StaffPlace
from hub.outside import now
from tests.hub.office import PASSWORD, log_in, staff


def pk_of(name: str) -> int:
    """Give an account's number."""
    return User.objects.get(username=name).pk


def test_a_colleague_is_taken_in_and_changes_the_first_password(library: Library) -> None:
    """It is shown once; until it is changed nothing else opens."""
    browser = staff()
    said = {"full_name": "Carl C", "username": "Carl", "role": "Moderator", "libraries": [library.pk]}
    page = browser.post("/office/staff/new", said).content.decode()
    secret = page.split('class="bigcode">')[1].split("<")[0]

    carl = Client(SERVER_NAME="127.0.0.1")
    assert log_in(carl, "carl", secret).status_code == 302
    assert carl.get("/office/moderation/")["Location"] == "/office/password_change/"
    form = {"old_password": secret, "new_password1": "fire-ord-der-ikke-rimer", "new_password2": "fire-ord-der-ikke-rimer"}
    assert carl.post("/office/password_change/", form)["Location"] == "/office/password_change/done/"

    assert carl.get("/office/moderation/").status_code == 200
    assert list(StaffPlace.objects.get(user__username="carl").libraries.all()) == [library]
    assert {"account_made", "password_changed"} <= set(AuditLog.objects.values_list("act", flat=True))


def test_an_account_switched_off_is_out_at_once_and_a_reset_password_lets_it_in(library: Library) -> None:
    """Open pages of the account end too; a lock of the door is opened with the new password."""
    browser, carl = staff(), staff("Moderator", "carl")
    act = f"/office/staff/{pk_of('carl')}/act"
    browser.post(act, {"act": "off"})
    assert carl.get("/office/").status_code == 302
    assert log_in(carl, "carl").status_code == 200

    browser.post(act, {"act": "on"})
    for _ in range(6):
        log_in(carl, "carl", "wrong")
    secret = browser.post(act, {"act": "password"}).content.decode().split('class="bigcode">')[1].split("<")[0]

    assert log_in(carl, "carl", PASSWORD).status_code == 200
    assert log_in(carl, "carl", secret).status_code == 302
    assert {"account_off", "account_on", "password_reset"} <= set(AuditLog.objects.values_list("act", flat=True))


def test_the_last_administrator_stays(library: Library) -> None:
    """Neither switched off nor given another role, and nobody switches themselves off."""
    browser = staff()
    me = pk_of("bente")
    said = {"full_name": "Bente", "role": "Moderator"}

    assert "sidste administrator" in browser.post(f"/office/staff/{me}/", said).content.decode()
    browser.post(f"/office/staff/{me}/act", {"act": "off"})
    assert User.objects.get(pk=me).is_active

    make_account("dorthe", PASSWORD, role="Administrator", libraries=())
    assert browser.post(f"/office/staff/{me}/", said).status_code == 302
    assert browser.get("/office/staff/").status_code == 403


def test_an_administrator_of_one_branch_looks_after_its_people_only(library: Library) -> None:
    """And can give no more than what is theirs."""
    other = content.add_library("hasseris", "Hasseris", now=now())
    browser = staff(libraries=("hasseris",))
    make_account("carl", PASSWORD, role="Moderator", libraries=("vejgaard",))
    make_account("dorthe", PASSWORD, role="Moderator", libraries=("hasseris", "vejgaard"))
    make_account("emil", PASSWORD, role="Moderator", libraries=())
    make_account("fie", PASSWORD, role="Moderator", libraries=("hasseris",))

    text = browser.get("/office/staff/").content.decode()
    assert "fie" in text
    assert not any(f'"hint">{name}<' in text for name in ("carl", "dorthe", "emil"))
    assert browser.post(f"/office/staff/{pk_of('carl')}/act", {"act": "password"}).status_code == 404
    said = {"full_name": "G", "username": "gitte", "role": "Administrator"}
    for places in ([], [library.pk], [library.pk, other.pk]):
        assert browser.post("/office/staff/new", said | {"libraries": places}).status_code == 200
    assert not User.objects.filter(username="gitte").exists()


@pytest.mark.parametrize("name", ["BENTE", "to ord", "", "<b>"])
def test_a_name_that_cannot_be_is_said_so(library: Library, name: str) -> None:
    """Taken in other letters, with a blank, empty, or no name at all."""
    browser = staff()

    browser.post("/office/staff/new", {"full_name": "X", "username": name, "role": "Moderator"})

    assert list(User.objects.values_list("username", flat=True)) == ["bente"]
