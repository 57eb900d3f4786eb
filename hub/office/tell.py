"""Whom to call or write to: name, contact and what to say, and a button for when it is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from msgspec import Struct

from hub import outside
from hub.acts import people
from hub.models import Library, Occasion, Signup
from hub.models.desk import SignupState
from hub.office import doors, mine
from hub.office.words import TELL, Words

LATELY = timedelta(days=7)
LATELY_SHOWN = 20


class Call(Struct, frozen=True):
    """An occasion, what its people have to hear, and who they are."""

    occasion: Occasion
    says: Words
    guests: tuple[people.Guest, ...]


def page(request: HttpRequest) -> HttpResponse:
    """Show them, each occasion by itself: opening the names is written down."""
    library, now, by = mine.chosen_library(request), outside.now(), mine.who(request)
    calls = [] if library is None else [_call(each, by) for each in to_tell(library)]
    told = Signup.objects.filter(library=library, told_at__gt=now - LATELY).exclude(tell="").exclude(status=SignupState.ERASED)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Giv besked"),
        "library": library,
        "libraries": mine.libraries(request),
        "calls": [call for per in calls for call in per],
        "told": told.select_related("occasion").order_by("-told_at")[:LATELY_SHOWN],
        "may_act": doors.may_open(request.user, "guests-act"),
    }
    return render(request, "office/tell.html", context)


def to_tell(library: Library) -> Iterable[Occasion]:
    """Give the occasions whose people have to hear something, soonest first."""
    return Occasion.objects.filter(pk__in=_untold(library=library).values("occasion")).order_by("start", "title")


def _untold(**where: Any) -> QuerySet[Signup]:
    """Give who has to hear something, longest waiting first."""
    return Signup.objects.filter(told_at=None, **where).exclude(tell="").exclude(status=SignupState.ERASED).order_by("id")


def _call(occasion: Occasion, who: str) -> list[Call]:
    """Open an occasion's names, and group them by what they have to hear."""
    guests = people.guests(occasion, _untold(occasion=occasion), who=who, why="names_opened", now=outside.now())
    words = dict.fromkeys(guest.signup.tell for guest in guests)
    return [Call(occasion, TELL.get(word, word), tuple(g for g in guests if g.signup.tell == word)) for word in words]
