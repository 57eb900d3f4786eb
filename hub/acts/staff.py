"""Accounts of staff: made, changed, switched off and helped back in. Nobody's account is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group, User
from django.db import transaction

from hub import outside
from hub.acts import attempts, audit, second_step
from hub.models import Library, StaffPlace


class LastAdministratorError(Exception):
    """Without this account nobody could look after the others."""


def make_account(name: str, secret: str, *, role: str, libraries: Iterable[str]) -> User:
    """Make an account with one role, at these branches."""
    with transaction.atomic():
        user = User.objects.create_user(name, password=secret, is_staff=True)
        user.groups.set([Group.objects.get(name=role)])
        place = StaffPlace.objects.create(user=user)
        place.libraries.set(Library.objects.filter(key__in=list(libraries)))
    return user


def take_in(name: str, full_name: str, *, role: str, libraries: list[Library], who: str, now: datetime) -> tuple[User, str]:
    """Make an account for a colleague; give it with its first password, which is to be changed at the first log-in."""
    secret = outside.password()
    with transaction.atomic():
        user = make_account(name, secret, role=role, libraries=[each.key for each in libraries])
        User.objects.filter(pk=user.pk).update(first_name=full_name)
        StaffPlace.objects.filter(user=user).update(must_change=True)
        audit.note(who, "account_made", f"{name} {role}", None, now)
    return user, secret


def change(user: User, full_name: str, *, role: str, libraries: list[Library], who: str, now: datetime) -> None:
    """Give an account another name, role or places. Raises LastAdministratorError."""
    with transaction.atomic():
        _keep_one_administrator(user, stays=role == "Administrator")
        User.objects.filter(pk=user.pk).update(first_name=full_name)
        user.groups.set([Group.objects.get(name=role)])
        place, _ = StaffPlace.objects.get_or_create(user=user)
        place.libraries.set(libraries)
        audit.note(who, "account_changed", f"{user.username} {role}", None, now)


def switch(user: User, *, on: bool, who: str, now: datetime) -> None:
    """Switch an account off, and its open pages with it, or on again. Raises LastAdministratorError."""
    with transaction.atomic():
        _keep_one_administrator(user, stays=on)
        User.objects.filter(pk=user.pk).update(is_active=on)
        audit.note(who, "account_on" if on else "account_off", user.username, None, now)


def reset_password(user: User, *, who: str, now: datetime) -> str:
    """Make a new password, to be changed at the next log-in, and open the door again; give it, this once."""
    secret = outside.password()
    with transaction.atomic():
        user.set_password(secret)
        user.save(update_fields=["password"])
        place, _ = StaffPlace.objects.get_or_create(user=user)
        StaffPlace.objects.filter(pk=place.pk).update(must_change=True)
        attempts.forget("login", user.username.lower())
        audit.note(who, "password_reset", user.username, None, now)
    return secret


def reset_second_step(user: User, *, who: str, now: datetime) -> None:
    """Forget a lost telephone and its recovery codes."""
    with transaction.atomic():
        second_step.forget(user)
        audit.note(who, "second_step_reset", user.username, None, now)


def password_changed(user: User, now: datetime) -> None:
    """Somebody chose a password of their own."""
    with transaction.atomic():
        StaffPlace.objects.filter(user=user).update(must_change=False)
        audit.note(user.username, "password_changed", "", None, now)


def _keep_one_administrator(user: User, *, stays: bool) -> None:
    """Raise LastAdministratorError where an act would leave the hub without one."""
    if stays or not user.is_active or not user.groups.filter(name="Administrator").exists():
        return
    group = Group.objects.select_for_update().get(name="Administrator")  # two who switch each other off stand in line
    if not group.user_set.filter(is_active=True).exclude(pk=user.pk).exists():
        raise LastAdministratorError
