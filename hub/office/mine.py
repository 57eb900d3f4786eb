"""What somebody may see: the branches they work at."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hub.models import Library, Occasion, StaffPlace


def who(request: HttpRequest) -> str:
    """Give the name for the audit log."""
    return request.user.get_username()


def libraries(request: HttpRequest) -> QuerySet[Library]:
    """Give somebody's branches; all of them for whoever is bound to none."""
    place = StaffPlace.objects.filter(user_id=request.user.pk or 0).first()
    mine = Library.objects.none() if place is None else place.libraries.all()
    return mine if mine.exists() else Library.objects.all()


def bound(request: HttpRequest) -> bool:
    """Whether somebody works at some branches only."""
    place = StaffPlace.objects.filter(user_id=request.user.pk or 0).first()
    return place is not None and place.libraries.exists()


def chosen_library(request: HttpRequest) -> Library | None:
    """Give the branch somebody looks at: asked for, else looked at last, else the first."""
    mine = libraries(request)
    asked = request.GET.get("library") or request.session.get("library") or ""
    found = mine.filter(key=asked).first() or mine.first()
    if found is not None and request.session.get("library") != found.key:
        request.session["library"] = found.key
    return found


def occasion_or_404(request: HttpRequest, pk: int) -> Occasion:
    """Give an occasion of somebody's own branches."""
    return get_object_or_404(Occasion.objects.select_related("seats", "library"), pk=pk, library__in=libraries(request))


def must(request: HttpRequest, *permissions: str) -> None:
    """Raise PermissionDenied without all of these permissions of ours."""
    user: Any = request.user
    if not user.has_perms([f"hub.{name}" for name in permissions]):
        raise PermissionDenied
