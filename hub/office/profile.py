"""The branch's profile: its line at rest, languages, fields of Home and colours, with a picture of the glass before it is kept."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hub import outside
from hub.acts import content
from hub.models import BranchProfile
from hub.office import doors, mine
from hub.office.profile_form import ProfileForm, apply, filled
from hub.office.profile_preview import glass_picture


def page(request: HttpRequest) -> HttpResponse:
    """Show the profile; a picture of what the form says is shown without keeping anything, until somebody keeps it."""
    library = mine.chosen_library(request)
    profile = get_object_or_404(BranchProfile.objects.select_related("library"), library=library)
    form = ProfileForm(request.POST or None, initial=filled(profile))
    good = form.is_valid() if form.is_bound else True
    if form.is_bound and good and "keep" in request.POST:
        apply(profile, form.cleaned_data)
        content.save_profile(profile, who=mine.who(request), now=outside.now())
        messages.success(request, _("Gemt. Kioskerne viser det, når de har hørt det: om et minut eller to."))
        return HttpResponseRedirect(f"{reverse('admin:profile')}?library={profile.library.key}")
    if form.is_bound and not good:
        messages.error(request, _("Ikke gemt endnu: se på felterne."))
    return render(request, "office/profile.html", _context(request, profile, form, good=good))


def _context(request: HttpRequest, profile: BranchProfile, form: ProfileForm, *, good: bool) -> dict[str, Any]:
    """Gather the page. The picture shows the form where it can be read, else what is kept."""
    if form.is_bound and good:
        apply(profile, form.cleaned_data)
    return {
        **admin.site.each_context(request),
        "title": _("Filialen"),
        "library": profile.library,
        "libraries": mine.libraries(request),
        "form": form,
        "picture": glass_picture(profile),
        "unsaved": form.is_bound,
        "may_act": doors.may(request.user, doors.DOORS["profile"], acting=True),
        "technical": doors.may_open(request.user, "remote"),
        "profile": profile,
    }
