"""Every page and act of the back office, for every role: written down here a second time, and every address walked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from hub.acts.roles import ROLES
from hub.models import Alarm, Decision, Library, Note, Occasion, Refusal
from hub.office.doors import DOORS
from hub.outside import now
from tests.hub.desk import Kiosk, event, group, note, signup
from tests.hub.office import staff

LETTERS = {"Filialmedarbejder": "F", "Redaktør": "R", "Moderator": "M", "Tekniker": "T", "Administrator": "A"}

OPEN = "FRMTA"
MAY: dict[str, str] = {
    "login": OPEN,
    "logout": OPEN,
    "password_change": OPEN,
    "password_change_done": OPEN,
    "authenticator": OPEN,
    "jsi18n": OPEN,
    "index": OPEN,
    "calendar": OPEN,
    "refusal-close": "FA",
    "alarm-close": "FRTA",
    "begin": "FA",
    "tell": "FA",
    "guests": "FA",
    "guests-print": "FA",
    "guests-csv": "FA",
    "guests-ics": OPEN,
    "guests-act": "FA",
    "guests-rule": "FA",
    "guests-lend": "FA",
    "hub_event_changelist": OPEN,
    "hub_event_add": "RA",
    "hub_event_change": OPEN,
    "hub_event_history": OPEN,
    "hub_event_delete": "",
    "hub_group_changelist": OPEN,
    "hub_group_add": "RA",
    "hub_group_change": OPEN,
    "hub_group_history": OPEN,
    "hub_group_delete": "",
    "hub_branchprofile_changelist": "FRTA",
    "hub_branchprofile_add": "",
    "hub_branchprofile_change": "FRTA",
    "hub_branchprofile_history": "FRTA",
    "hub_branchprofile_delete": "",
    "moderation": "FMA",
    "moderation-decide": "MA",
    "moderation-undo": "MA",
    "kiosks": "FRTA",
    "kiosk": "FRTA",
    "kiosk-act": "TA",
    "kiosk-new": "TA",
    "profile": "FRTA",
    "reports": "FRTA",
    "report-file": "FRTA",
    "lending": OPEN,
    "lending-act": "FA",
    "remote": "FRTA",
    "remote-one": "FRTA",
    "remote-set": "TA",
    "remote-set-one": "TA",
    "remote-undo": "TA",
    "remote-undo-one": "TA",
    "staff": "A",
    "staff-new": "A",
    "colleague": "A",
    "colleague-act": "A",
    "log": "TA",
    "log-csv": "TA",
    "hub_library_changelist": "A",
    "hub_library_add": "A",
    "hub_library_change": "A",
    "hub_library_history": "A",
    "hub_library_delete": "",
    "app_list": "",
    "autocomplete": "",
    "view_on_site": "",
}
"""Who may look, by the name of the page; the letters are those of the roles."""

MAY_ACT = {
    "profile": "RTA",
    "hub_event_change": "RA",
    "hub_group_change": "RA",
    "hub_branchprofile_change": "RTA",
    "hub_library_change": "A",
}
"""Who may send a form, where that is fewer than may look."""

LOOKED_AT_ALREADY = {"login", "logout", "password_change", "password_change_done", "authenticator", "jsi18n"}


@dataclass
class World:
    """What the addresses are made of."""

    parts: dict[str, dict[str, object]]

    def address(self, name: str) -> str:
        """Write a page's address."""
        return reverse(f"admin:{name}", **self.parts.get(name, {}))  # type: ignore[arg-type] # args or kwargs


@pytest.fixture
def world(library: Library, kiosk: Kiosk) -> World:
    """Make one of everything."""
    occasion, circle = event(library), group(library)
    op = note()
    kiosk.send(signup(), op, signup("nowhere"))
    alarm = Alarm.objects.create(kind="clock", library=library, at=now())
    decision = Decision.objects.create(kind="tip", item=op["id"], library=library, verdict="approved", who="x", at=now())
    User.objects.create_user("nobody")
    at: dict[str, object] = {"args": (occasion.pk,)}
    parts: dict[str, dict[str, object]] = {name: at for name in MAY if name.startswith(("guests", "hub_event_"))}
    parts |= {name: {"args": (circle.pk,)} for name in MAY if name.startswith(("hub_group_", "begin"))}
    parts |= {name: {"args": (library.pk,)} for name in MAY if name.startswith(("hub_library_", "hub_branchprofile_"))}
    parts |= {name: {} for name in MAY if name.endswith(("_changelist", "_add"))}
    parts |= {
        "refusal-close": {"args": (Refusal.objects.get().pk,)},
        "alarm-close": {"args": (alarm.pk,)},
        "moderation-decide": {"args": ("tip", op["id"])},
        "moderation-undo": {"args": (decision.pk,)},
        "kiosk": {"args": (kiosk.device,)},
        "kiosk-act": {"args": (kiosk.device,)},
        "remote-one": {"args": (kiosk.device,)},
        "remote-set-one": {"args": (kiosk.device,)},
        "remote-undo-one": {"args": (kiosk.device,)},
        "report-file": {"args": ("signups", "csv")},
        "colleague": {"args": (User.objects.get(username="nobody").pk,)},
        "colleague-act": {"args": (User.objects.get(username="nobody").pk,)},
        "app_list": {"args": ("hub",)},
        "view_on_site": {"args": (1, 1)},
    }
    return World(parts)


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Give the name of every address of the office."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns)
        elif each.name:
            yield each.name


def test_every_address_stands_in_both_tables() -> None:
    """A page that nobody wrote down is shut, and this test says so."""
    there = set(names(admin.site.get_urls()))

    assert there - MAY.keys() == set()
    assert MAY.keys() - there == set()
    assert {name for name in there if name not in DOORS} == {name for name, who in MAY.items() if not who}
    assert DOORS.keys() - there == set()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_own_doors_and_no_other(world: World, role: str) -> None:
    """Every address is looked at and sent a form to; what is shut says 403, and nothing was changed by asking."""
    browser, letter = staff(role), LETTERS[role]
    before = (Occasion.objects.count(), Note.objects.get().state, User.objects.filter(is_active=True).count())
    for name, who in MAY.items():
        if name in LOOKED_AT_ALREADY:
            continue
        looked = browser.get(world.address(name)).status_code
        assert (looked != 403) == (letter in who), (name, looked)
        if letter not in MAY_ACT.get(name, who):
            assert browser.post(world.address(name), {"decision": "approved", "act": "off"}).status_code == 403, name
    assert (Occasion.objects.count(), Note.objects.get().state, User.objects.filter(is_active=True).count()) == before


def test_a_stranger_is_sent_to_the_log_in_page_from_everywhere(world: World) -> None:
    """By looking and by sending; nothing answers but the log-in page."""
    stranger = Client(SERVER_NAME="127.0.0.1")
    for name in MAY.keys() - {"login"}:
        for answer in (stranger.get(world.address(name)), stranger.post(world.address(name))):
            assert answer.status_code in {302, 404}, name
            assert answer.status_code == 404 or "/office/" in answer["Location"], name


def test_an_account_without_a_role_sees_the_day_and_nothing_else(world: World) -> None:
    """Until an administrator gives it one."""
    browser = staff()
    User.objects.get(username="bente").groups.clear()

    for name, who in MAY.items():
        if name not in LOOKED_AT_ALREADY | {"index"} and who:
            assert browser.get(world.address(name)).status_code == 403, name
    assert browser.get("/office/").status_code == 200
