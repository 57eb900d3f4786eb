"""Accounts of staff."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, User
from django.db import transaction

from hub.models import Library, StaffPlace


def make_account(name: str, secret: str, *, role: str, libraries: Iterable[str]) -> User:
    """Make an account with one role, at these branches."""
    with transaction.atomic():
        user = User.objects.create_user(name, password=secret, is_staff=True)
        user.groups.set([Group.objects.get(name=role)])
        place = StaffPlace.objects.create(user=user)
        place.libraries.set(Library.objects.filter(key__in=list(libraries)))
    return user
