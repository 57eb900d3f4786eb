"""Keeping events and groups: Django's forms, whose every save goes by our own act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, ForeignKey, QuerySet, URLField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hub import outside
from hub.acts import content, feed, pictures
from hub.models import Blob, Library, Meeting, Occasion, Translation
from hub.office import doors, mine
from hub.office.occasion_list import When, list_context
from hub.office.tables import NobodyDeletes
from hub.office.typed import Form, Rows, Stacked

LARGEST_UPLOAD = 8 * 1024 * 1024

WHEN = forms.SplitDateTimeWidget(
    date_attrs={"type": "date"}, time_attrs={"type": "time"}, date_format="%Y-%m-%d", time_format="%H:%M"
)
"""A day and a clock as browsers show them; the format is HTML's own."""


class OccasionForm(Form):
    """An occasion, with its seats and its picture."""

    capacity = forms.IntegerField(
        label=_("Pladser"), required=False, min_value=0, max_value=100_000, help_text=_("Tomt felt: så mange, der vil.")
    )
    upload = forms.FileField(label=_("Billede"), required=False, help_text=_("JPEG, PNG eller WebP, højst 8 MB."))
    drop_picture = forms.BooleanField(label=_("Fjern billedet"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        if self.instance.pk:
            self.fields["capacity"].initial = self.instance.seats.capacity

    def clean_upload(self) -> Blob | None:
        """Read the picture."""
        file = self.cleaned_data.get("upload")
        if not file:
            return None
        if file.size > LARGEST_UPLOAD:
            raise ValidationError(_("Billedet er for stort."))
        try:
            return pictures.keep(file, outside.now())
        except pictures.PictureError as error:
            raise ValidationError(_("Det billede kan vi ikke bruge.")) from error

    def clean(self) -> dict[str, Any]:
        """Check what hangs together."""
        said = super().clean() or self.cleaned_data
        start, end = said.get("start"), said.get("end")
        if start and end and end < start:
            self.add_error("end", _("Det slutter, før det begynder."))
        return said


class WordsInline(Stacked):
    """The words in other languages."""

    model = Translation
    extra = 0


class MeetingInline(Rows):
    """When a group meets."""

    model = Meeting
    extra = 1


class OccasionAdmin(NobodyDeletes):
    """What events and groups share."""

    form = OccasionForm
    kind = ""
    change_list_template = "office/occasions.html"
    change_form_template = "office/occasion.html"
    search_fields = ("title", "place", "key")
    list_filter: ClassVar[Any] = ("library",)
    list_per_page = 60

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show our own list, day by day."""
        response: Any = super().changelist_view(request, extra_context)
        cl = getattr(response, "context_data", {}).get("cl")
        if cl is not None:
            response.context_data |= list_context(request, self.kind, cl)
        return response

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Say whether there is a way on to the names."""
        context["may_open"] = doors.may_open(request.user, "guests")
        return super().render_change_form(request, context, *args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Give one's own branches."""
        found = super().get_queryset(request).filter(library__in=mine.libraries(request))
        return found.select_related("seats", "library")

    def get_readonly_fields(self, request: HttpRequest, obj: Occasion | None = None) -> tuple[str, ...]:
        """Key and branch stay what they are: slips point at them."""
        return () if obj is None else ("library", "key")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Occasion | None = None) -> dict[str, Sequence[str]]:
        """Let a new key grow out of the title."""
        return {"key": ("title",)} if obj is None else {}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Let the browser's own calendar and clock be used, and name both halves of a time for those who hear the page."""
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        if isinstance(db_field, DateTimeField):
            kwargs |= {"form_class": forms.SplitDateTimeField, "widget": WHEN}
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        for part, words in zip(getattr(getattr(field, "widget", None), "widgets", ()), (_("dato"), _("klokkeslæt")), strict=False):
            part.attrs["aria-label"] = f"{field.label}: {words}"
        return field

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Offer one's own branches only."""
        if db_field.remote_field.model is Library:
            kwargs["queryset"] = mine.libraries(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Occasion, form: Form, change: bool) -> None:
        """Keep it by our own act."""
        del change
        obj.kind = self.kind
        if form.cleaned_data.get("upload"):
            obj.picture = form.cleaned_data["upload"]
        elif form.cleaned_data.get("drop_picture"):
            obj.picture = None
        content.save(obj, capacity=form.cleaned_data.get("capacity"), who=mine.who(request), now=outside.now())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep translations and meetings, and tell the kiosks of them too."""
        feed.lock(form.instance.library_id)
        super().save_related(request, form, formsets, change)
        content.publish(form.instance, outside.now())


ABOUT_SEATS = (_("Tilmelding"), {"fields": ("signup", "capacity", "waitlist", "move_up")})
PICTURE = (_("Billede"), {"fields": ("upload", "drop_picture")})


class EventAdmin(OccasionAdmin):
    """Events."""

    kind = "event"
    list_filter: ClassVar[Any] = ("library", When)
    inlines = (WordsInline,)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("library", "key", "title", "summary", "body")}),
        (_("Tid og sted"), {"fields": ("start", "end", "all_day", "place", "state", "shown")}),
        ABOUT_SEATS,
        (_("For hvem"), {"fields": ("langs", "price", "for_children", "audiences", "tags", "link")}),
        PICTURE,
    )


class GroupAdmin(OccasionAdmin):
    """Groups."""

    kind = "group"
    inlines = (MeetingInline, WordsInline)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("library", "key", "title", "summary", "body")}),
        (_("Hvornår og hvor"), {"fields": ("when", "place", "host", "bring", "state", "shown")}),
        (_("Tilmelding"), {"fields": ("signup", "capacity", "waitlist", "move_up", "quorum")}),
        (_("For hvem"), {"fields": ("langs",)}),
        PICTURE,
    )
