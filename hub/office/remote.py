"""Settings of kiosks from afar: what is wanted, what runs, what a kiosk took back and why, and the way back by one click."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from msgspec import Struct

from hub import outside
from hub.acts import remote as acts
from hub.models import Device, Library, SettingsVersion
from hub.models.fleet import DeviceState
from hub.office import doors, mine
from hub.office.remote_words import CHOICES, KEYS, STATES, reason_words
from hub.office.words import Words
from kiosk.remote import REMOTE, Form, form_of

SHOWN = 6
"""How many former versions the page names."""


class Field(Struct, frozen=True):
    """One key on the page: its form, its words, what stands in it, and what is wrong with that."""

    form: Form
    label: Words
    help: Words
    value: str
    problem: str = ""

    @property
    def name(self) -> str:
        """What it is called in the form."""
        return self.form.key.replace(".", "-")

    @property
    def options(self) -> list[tuple[str, Words]]:
        """What can be chosen, after »as the kiosk has it«."""
        if self.form.kind == "switch":
            return [("true", _("ja")), ("false", _("nej"))]
        return [(each, CHOICES.get(each, each)) for each in self.form.choices]


def page(request: HttpRequest, device: str = "") -> HttpResponse:
    """Show the settings of a branch, or of one kiosk."""
    library, kiosk = _where(request, device)
    return _page(request, library, kiosk, _fields(acts.values_of(library, kiosk)))


def _page(request: HttpRequest, library: Library, kiosk: Device | None, fields: list[Field]) -> HttpResponse:
    """Show the page with these fields."""
    versions = SettingsVersion.objects.filter(library=library, device=kiosk)[:SHOWN]
    kiosks = [kiosk] if kiosk else list(Device.objects.filter(library=library, state=DeviceState.ACTIVE))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Indstillinger"),
        "library": library,
        "libraries": mine.libraries(request),
        "kiosk": kiosk,
        "fields": fields,
        "versions": versions,
        "standings": [(each, found, STATES[found.state], reason_words(found.reason)) for each, found in _standings(kiosks)],
        "may_act": doors.may_open(request.user, "remote-set"),
    }
    return render(request, "office/kiosk_settings.html", context)


def _standings(kiosks: list[Device]) -> list[tuple[Device, acts.Standing]]:
    """How each kiosk stands to what is wanted."""
    return [(each, acts.standing(each)) for each in kiosks]


def _where(request: HttpRequest, device: str) -> tuple[Library, Device | None]:
    """Give the branch, and the kiosk where one is named; of somebody's own only."""
    if device:
        kiosk = get_object_or_404(Device.objects.select_related("library"), pk=device, library__in=mine.libraries(request))
        return kiosk.library, kiosk
    chosen = mine.chosen_library(request)
    return get_object_or_404(Library, pk=chosen.pk if chosen else None), None


def _fields(values: dict[str, Any], problem: acts.RemoteError | None = None) -> list[Field]:
    """Lay the keys out."""
    return [
        Field(form_of(key), *KEYS[key], _shown(values.get(key)), problem.what if problem and problem.key == key else "")
        for key in REMOTE
    ]


def _shown(value: Any) -> str:
    """Write a value as its field holds it; nothing = as the kiosk has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


@require_POST
def set_values(request: HttpRequest, device: str = "") -> HttpResponse:
    """Want what the form says; a value no kiosk could use comes back with what is wrong with it."""
    library, kiosk = _where(request, device)
    values = {key: value for key in REMOTE if (value := _posted(request, key)) is not None}
    try:
        news = acts.want(library, kiosk, values, who=mine.who(request), now=outside.now())
    except acts.RemoteError as error:
        messages.error(request, _("Ikke gemt: der er en værdi, kioskerne ikke kan bruge."))
        return _page(request, library, kiosk, _fields(values, error))
    messages.success(request, _("Gemt. Kioskerne prøver det, når de har hørt det.") if news else _("Intet var ændret."))
    return _back(device)


def _posted(request: HttpRequest, key: str) -> Any:
    """Read one field; None where it is left to the kiosk. A number that is none stays text, and is refused as such."""
    text = request.POST.get(key.replace(".", "-"), "").strip()
    kind = form_of(key).kind
    if text == "":
        return None
    if kind == "switch":
        return text == "true"
    whole = kind == "number" and text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if whole else text


@require_POST
def undo(request: HttpRequest, device: str = "") -> HttpResponse:
    """Go back to the version before."""
    library, kiosk = _where(request, device)
    try:
        acts.undo(library, kiosk, who=mine.who(request), now=outside.now())
    except acts.NothingToUndoError:
        messages.error(request, _("Der er ikke noget at fortryde."))
    else:
        messages.success(request, _("Fortrudt. Kioskerne prøver det forrige igen."))
    return _back(device)


def _back(device: str) -> HttpResponse:
    """Lead to the page again."""
    return HttpResponseRedirect(reverse("admin:remote-one", args=[device]) if device else reverse("admin:remote"))
