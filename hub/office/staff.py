"""Colleagues' accounts: who may what and where, and helping somebody back in. For administrators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hub import outside
from hub.acts import second_step
from hub.acts import staff as acts
from hub.acts.roles import ROLES
from hub.models import Library
from hub.office import doors, mine
from hub.office.words import ROLE_WORDS


class Colleague(forms.Form):
    """A name, a role and the branches."""

    full_name = forms.CharField(label=_("Navn"), max_length=100)
    role = forms.ChoiceField(
        label=_("Rolle"), widget=forms.RadioSelect, choices=[(name, name) for name in ROLES], initial="Filialmedarbejder"
    )
    libraries = forms.ModelMultipleChoiceField(
        Library.objects.none(),
        label=_("Biblioteker"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Ingen afkrydset: alle biblioteker."),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Offer one's own branches; whoever is bound to some can only give those."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["libraries"]
        field.queryset = mine.libraries(request)
        if mine.bound(request):
            field.required, field.help_text = True, ""

    @property
    def places(self) -> list[Library]:
        """The branches chosen."""
        return list(self.cleaned_data["libraries"])


class Newcomer(Colleague):
    """The same, with the name to log in by."""

    username = forms.CharField(
        label=_("Brugernavn"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Det, man logger ind med: bogstaver, tal og . - _ uden mellemrum."),
    )
    field_order = ("full_name", "username", "role", "libraries")

    def clean_username(self) -> str:
        """One name, one account, whatever the case of its letters."""
        name = str(self.cleaned_data["username"]).lower()
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("Det navn har en anden."))
        return name


def colleagues(request: HttpRequest) -> QuerySet[User]:
    """Give the accounts somebody may look after: all of them, or those that work only where they do."""
    found = User.objects.filter(is_staff=True).prefetch_related("groups", "staff_place__libraries").order_by("username")
    if not mine.bound(request):
        return found
    own = mine.libraries(request)
    elsewhere = User.objects.filter(staff_place__libraries__in=Library.objects.exclude(pk__in=own.values("pk")))
    return found.filter(staff_place__libraries__in=own).exclude(pk__in=elsewhere.values("pk")).distinct()


def everybody(request: HttpRequest) -> HttpResponse:
    """Show the accounts."""
    found = colleagues(request)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Kolleger"),
        "active": [_row(user) for user in found if user.is_active],
        "off": [_row(user) for user in found if not user.is_active],
        "may_add": doors.may_open(request.user, "staff-new"),
        "may_branches": doors.may_open(request.user, "hub_library_changelist"),
    }
    return render(request, "office/staff.html", context)


def _row(user: User) -> dict[str, Any]:
    """Write an account as the list shows it."""
    place = getattr(user, "staff_place", None)
    has = second_step.device_of(user) is not None
    return {
        "user": user,
        "roles": [group.name for group in user.groups.all()],
        "libraries": [] if place is None else list(place.libraries.all()),
        "second_step": has,
        "owes_step": not has and second_step.demanded(user),
        "must_change": place is not None and place.must_change,
    }


def new(request: HttpRequest) -> HttpResponse:
    """Ask who, then show the first password: this once."""
    form = Newcomer(request, request.POST or None)
    context: dict[str, Any] = {**admin.site.each_context(request), "title": _("Ny kollega"), "form": form, "roles": ROLE_WORDS}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        user, secret = acts.take_in(
            said["username"],
            said["full_name"],
            role=said["role"],
            libraries=form.places,
            who=mine.who(request),
            now=outside.now(),
        )
        context |= {"made": user, "secret": secret}
    return render(request, "office/colleague_new.html", context)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account, and change its name, role and branches."""
    user = get_object_or_404(colleagues(request), pk=pk)
    row = _row(user)
    role = row["roles"][0] if row["roles"] else ""
    first = {"full_name": user.get_full_name(), "role": role, "libraries": row["libraries"]}
    form = Colleague(request, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _changed(request, user, form):
        messages.success(request, _("Gemt."))
        return HttpResponseRedirect(reverse("admin:colleague", args=[pk]))
    return _page(request, user, form, {})


def _changed(request: HttpRequest, user: User, form: Colleague) -> bool:
    """Keep the form; say whether that could be done."""
    said = form.cleaned_data
    try:
        acts.change(user, said["full_name"], role=said["role"], libraries=form.places, who=mine.who(request), now=outside.now())
    except acts.LastAdministratorError:
        form.add_error("role", _("Det er den sidste administrator: gør en anden til det først."))
        return False
    return True


def _page(request: HttpRequest, user: User, form: Colleague, more: dict[str, Any]) -> HttpResponse:
    """Show an account."""
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": user.get_full_name() or user.username,
        "form": form,
        "roles": ROLE_WORDS,
        "row": _row(user),
        "codes_left": second_step.codes_left(user),
        "oneself": user.pk == request.user.pk,
        **more,
    }
    return render(request, "office/colleague.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch off or on, give a new password, forget a telephone. Nobody switches themselves off."""
    user = get_object_or_404(colleagues(request), pk=pk)
    by, now, wanted = mine.who(request), outside.now(), request.POST.get("act")
    if wanted == "password":
        secret = acts.reset_password(user, who=by, now=now)
        row = _row(user)
        first = {"full_name": user.get_full_name(), "role": (row["roles"] or [""])[0], "libraries": row["libraries"]}
        return _page(request, user, Colleague(request, initial=first), {"secret": secret})
    if wanted == "second_step":
        acts.reset_second_step(user, who=by, now=now)
    elif wanted in {"on", "off"} and user.pk != request.user.pk:
        _switch(request, user, on=wanted == "on")
    return HttpResponseRedirect(reverse("admin:colleague", args=[pk]))


def _switch(request: HttpRequest, user: User, *, on: bool) -> None:
    """Switch, or say why not."""
    try:
        acts.switch(user, on=on, who=mine.who(request), now=outside.now())
    except acts.LastAdministratorError:
        messages.error(request, _("Det er den sidste administrator: gør en anden til det først."))
