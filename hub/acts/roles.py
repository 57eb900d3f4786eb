"""The five roles of a library's staff, as groups with permissions."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group, Permission

BRANCH = {
    "view_event",
    "view_group",
    "view_signup",
    "change_signup",
    "open_names",
    "view_device",
    "view_note",
    "view_branchprofile",
}
EDIT = {"view_event", "add_event", "change_event", "view_group", "add_group", "change_group", "view_signup"}
EDIT |= {f"{act}_{part}" for act in ("view", "add", "change", "delete") for part in ("translation", "meeting")}
EDIT |= {"view_branchprofile", "change_branchprofile", "view_device"}
MODERATE = {"view_note", "change_note", "view_event", "view_group"}
TECHNICAL = {"view_device", "change_device", "add_enrolcode", "view_enrolcode", "view_branchprofile", "change_branchprofile"}
TECHNICAL |= {"view_auditlog", "view_event", "view_group"}
PEOPLE = {
    "view_user",
    "add_user",
    "change_user",
    "view_library",
    "add_library",
    "change_library",
    "view_staffplace",
    "change_staffplace",
}
PEOPLE |= {"add_staffplace"}

ROLES: dict[str, set[str]] = {
    "Filialmedarbejder": BRANCH,
    "Redaktør": EDIT,
    "Moderator": MODERATE,
    "Tekniker": TECHNICAL,
    "Administrator": BRANCH | EDIT | MODERATE | TECHNICAL | PEOPLE,
}
"""Branch staff see who comes; editors write what is shown; moderators read notes; technicians never see a name."""


class NoSuchRoleError(ValueError):
    """hub.toml demands a second step of a role that is not there."""


def keep_roles() -> None:
    """Make the groups, and give each what it may do: no more, no less. Raises NoSuchRoleError."""
    unknown = set(settings.CONFIG.second_step) - set(ROLES) - {"*"}
    if unknown:
        raise NoSuchRoleError(f"hub.toml: second_step names {', '.join(sorted(unknown))}; the roles are {', '.join(ROLES)}, or *")
    for name, words in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(Permission.objects.filter(codename__in=words, content_type__app_label__in=("hub", "auth")))
