"""Django's own lists and forms for what staff keep: groups and events, notes, the branch, colleagues, the log."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hub import outside
from hub.acts import audit, content
from hub.models import AuditLog, BranchProfile, Library, Note, StaffPlace
from hub.office import mine
from hub.office.typed import Accounts, Form, Stacked, Table
from hub.office.words import act_words


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


class NoteAdmin(NobodyDeletes):
    """The moderator's pile."""

    list_display = ("text", "about", "at", "held", "state")
    list_filter = ("state", "about")
    fields = ("text", "about", "ref", "code", "held", "at", "state", "reason")
    readonly_fields = ("text", "about", "ref", "code", "held", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Give one's own branches."""
        return super().get_queryset(request).filter(library__in=mine.libraries(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come from kiosks."""
        return False

    def save_model(self, request: HttpRequest, obj: Note, form: Form, change: bool) -> None:
        """Keep the decision."""
        super().save_model(request, obj, form, change)
        audit.note(mine.who(request), "note_decided", f"{obj.code} {obj.state}", obj.library, outside.now())


class AuditAdmin(NobodyDeletes):
    """The log: read, never written by hand."""

    list_display = ("at", "who", "did", "what", "library")
    list_filter = ("library",)
    search_fields = ("who", "what")
    list_display_links = None

    @admin.display(description=_("hvad"))
    def did(self, line: AuditLog) -> str:
        """Say it in words."""
        return str(act_words(line.act))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


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


class PlaceInline(Stacked):
    """Where a colleague works."""

    model = StaffPlace
    can_delete = False
    filter_horizontal = ("libraries",)


class ColleagueAdmin(Accounts):
    """Accounts of colleagues: a role, a place, and no more."""

    inlines = (PlaceInline,)
    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Navn"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rolle"), {"fields": ("is_active", "is_staff", "groups")}),
    )
    filter_horizontal = ("groups",)

    @admin.display(description=_("rolle"))
    def roles(self, user: User) -> str:
        """Name the roles."""
        return ", ".join(user.groups.values_list("name", flat=True))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is switched off, so that the log stays readable."""
        return False


def register() -> None:
    """Put them on the site."""
    admin.site.register(BranchProfile, ProfileAdmin)
    admin.site.register(Note, NoteAdmin)
    admin.site.register(AuditLog, AuditAdmin)
    admin.site.register(Library, LibraryAdmin)
    if admin.site.is_registered(User):
        admin.site.unregister(User)
    admin.site.register(User, ColleagueAdmin)
