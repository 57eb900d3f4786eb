"""Which page takes which right: one table of every page and act of the back office. What is not in it is shut."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from msgspec import Struct


class Door(Struct, frozen=True):
    """What it takes to look (`see`) and to send a form (`act`; the same where it is empty): permissions, all of them."""

    see: tuple[str, ...] = ()
    act: tuple[str, ...] = ()


EVERYBODY = Door()
NAMES = ("view_signup", "open_names")
EVENTS = Door(("view_event",))
GROUPS = Door(("view_group",))
PEOPLE = Door(("view_user", "change_user"))

DOORS: dict[str, Door] = {
    # oneself
    "login": EVERYBODY,
    "logout": EVERYBODY,
    "password_change": EVERYBODY,
    "password_change_done": EVERYBODY,
    "authenticator": EVERYBODY,
    "jsi18n": EVERYBODY,
    # the day
    "index": EVERYBODY,
    "calendar": EVENTS,
    "refusal-close": Door(("change_signup",)),
    "alarm-close": Door(("view_device",)),
    "begin": Door(("change_signup",)),
    # who comes
    "tell": Door(NAMES),
    "guests": Door(NAMES),
    "guests-print": Door(NAMES),
    "guests-csv": Door(NAMES),
    "guests-ics": EVENTS,
    "guests-act": Door((*NAMES, "change_signup")),
    "guests-rule": Door(("change_signup",)),
    "guests-lend": Door(("change_signup",)),
    # what is offered
    "hub_event_changelist": EVENTS,
    "hub_event_add": Door(("add_event",)),
    "hub_event_change": Door(("view_event",), ("change_event",)),
    "hub_event_history": EVENTS,
    "hub_group_changelist": GROUPS,
    "hub_group_add": Door(("add_group",)),
    "hub_group_change": Door(("view_group",), ("change_group",)),
    "hub_group_history": GROUPS,
    "hub_branchprofile_changelist": Door(("view_branchprofile",)),
    "hub_branchprofile_change": Door(("view_branchprofile",), ("change_branchprofile",)),
    "hub_branchprofile_history": Door(("view_branchprofile",)),
    # what visitors wrote
    "moderation": Door(("view_note",)),
    "moderation-decide": Door(("change_note",)),
    "moderation-undo": Door(("change_note",)),
    # kiosks
    "kiosks": Door(("view_device",)),
    "kiosk": Door(("view_device",)),
    "kiosk-act": Door(("change_device",)),
    "kiosk-new": Door(("add_enrolcode",)),
    # the branch and its kiosks from afar
    "profile": Door(("view_branchprofile",), ("change_branchprofile",)),
    "reports": Door(("view_device",)),
    "report-file": Door(("view_device",)),
    "lending": EVENTS,
    "lending-act": Door(("change_signup",)),
    "remote": Door(("view_device",)),
    "remote-one": Door(("view_device",)),
    "remote-set": Door(("change_device",)),
    "remote-set-one": Door(("change_device",)),
    "remote-undo": Door(("change_device",)),
    "remote-undo-one": Door(("change_device",)),
    # colleagues, branches, the log
    "staff": PEOPLE,
    "staff-new": Door(("view_user", "add_user")),
    "colleague": PEOPLE,
    "colleague-act": PEOPLE,
    "log": Door(("view_auditlog",)),
    "log-csv": Door(("view_auditlog",)),
    "hub_library_changelist": Door(("view_library",)),
    "hub_library_add": Door(("add_library",)),
    "hub_library_change": Door(("view_library",), ("change_library",)),
    "hub_library_history": Door(("view_library",)),
}
"""Address by name -> what it takes. Permissions are those of `hub.acts.roles`, where the roles are given theirs."""


def may(user: Any, door: Door, *, acting: bool = False) -> bool:
    """Whether somebody may through a door."""
    needs = door.act if acting and door.act else door.see
    return all(user.has_perm(f"hub.{need}") or user.has_perm(f"auth.{need}") for need in needs)


def may_open(user: Any, name: str) -> bool:
    """Whether somebody may look at a page, by its name."""
    door = DOORS.get(name)
    return door is not None and may(user, door)


def must(request: HttpRequest) -> None:
    """Raise PermissionDenied where the table shuts this page for this person. A page without a name finds nothing anyway."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if name is None:
        return
    door = DOORS.get(name)
    if door is None or not may(request.user, door, acting=request.method not in {"GET", "HEAD"}):
        raise PermissionDenied
