"""Django's own lists and forms for what staff seldom change: the branches, and what each says of itself."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hub import outside
from hub.acts import content
from hub.models import BranchProfile, Library
from hub.office import mine
from hub.office.typed import Form, Table


class NobodyDeletes(Table):
    """Nothing is deleted here: things are taken off the glass, and the rules of retention do the rest."""

    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class ProfileAdmin(NobodyDeletes):
    """What a branch says of itself."""

    fieldsets = (
        (_("På kiosken"), {"fields": ("library", "opening_da", "opening_en", "desk", "phone", "email")}),
        (_("Hvad kiosken tager imod"), {"fields": ("signup_on", "notes_on")}),
        (_("For teknikere"), {"fields": ("poll_after_s", "beat_after_s", "app_wanted"), "classes": ("collapse",)}),
    )
    readonly_fields = ("library",)
    list_display = ("library", "opening_da", "phone", "email")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Give one's own branches."""
        return super().get_queryset(request).filter(library__in=mine.libraries(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A branch has one from its first day."""
        return False

    def save_model(self, request: HttpRequest, obj: BranchProfile, form: Form, change: bool) -> None:
        """Keep it and tell the kiosks."""
        del form, change
        content.save_profile(obj, who=mine.who(request), now=outside.now())


class LibraryAdmin(NobodyDeletes):
    """The branches."""

    list_display = ("name", "key")

    def get_readonly_fields(self, request: HttpRequest, obj: Library | None = None) -> tuple[str, ...]:
        """A key stays what it is."""
        return () if obj is None else ("key",)

    def save_model(self, request: HttpRequest, obj: Library, form: Form, change: bool) -> None:
        """Take a branch in, or change its name; its kiosks hear of it."""
        del request, form
        if change:
            content.rename_library(obj, now=outside.now())
        else:
            made = content.add_library(obj.key, obj.name, now=outside.now())
            obj.pk = made.pk


def register() -> None:
    """Put them on the site."""
    admin.site.register(BranchProfile, ProfileAdmin)
    admin.site.register(Library, LibraryAdmin)
