"""The list of who comes to something: names opened here only, and every opening is written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hub import outside
from hub.acts import audit, lending, people, queueing, seating
from hub.models import Device, Occasion, SeatLoan, Signup
from hub.models.content import MoveUp
from hub.models.desk import SignupState
from hub.models.fleet import DeviceState
from hub.office import doors, mine

LONGEST_LOAN_H = 72


def listed(occasion: Occasion) -> list[Signup]:
    """Give an occasion's sign-ups: seats first, then the queue in its order, then who left."""
    order = {SignupState.CONFIRMED: 0, SignupState.WAITLIST: 1, SignupState.CANCELLED: 2, SignupState.ERASED: 3}
    found = Signup.objects.filter(occasion=occasion).select_related("device", "op")
    return sorted(found, key=lambda each: (order[SignupState(each.status)], each.pk))


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list."""
    occasion, now = mine.occasion_or_404(request, pk), outside.now()
    guests = people.guests(occasion, listed(occasion), who=mine.who(request), why="names_opened", now=now)
    by_state = {state: [each for each in guests if each.signup.status == state] for state in SignupState.values}
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": occasion.title,
        "occasion": occasion,
        "seats": occasion.seats,
        "confirmed": by_state["confirmed"],
        "queue": by_state["waitlist"],
        "left": by_state["cancelled"],
        "erased": len(by_state["erased"]),
        "over": queueing.over(occasion, now),
        "doubles": doubles([*by_state["confirmed"], *by_state["waitlist"]]),
        "too_many": max(0, occasion.seats.taken - (occasion.seats.capacity or 0)) if occasion.overbooked else 0,
        "may_act": doors.may_open(request.user, "guests-act"),
        "loans": SeatLoan.objects.filter(occasion=occasion, returned_at=None).select_related("device"),
        "devices": Device.objects.filter(library=occasion.library, state=DeviceState.ACTIVE),
    }
    return render(request, "office/guests.html", context)


def doubles(guests: list[people.Guest]) -> list[tuple[str, list[people.Guest]]]:
    """Give the contacts that stand here more than once, each with its sign-ups: seen while the boxes are open, kept nowhere."""
    found: dict[str, list[people.Guest]] = {}
    for guest in guests:
        if guest.again:
            found.setdefault(people.same_contact(guest.person), []).append(guest)
    return list(found.items())


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Do something with one sign-up, and go back to the list."""
    occasion = mine.occasion_or_404(request, pk)
    signup = get_object_or_404(Signup, pk=request.POST.get("signup", "0"), occasion=occasion)
    by, now = mine.who(request), outside.now()
    match request.POST.get("act"):
        case "told":
            queueing.mark_told(signup.pk, who=by, now=now)
        case "untold":
            queueing.mark_untold(signup.pk, who=by, now=now)
        case "cancel":
            queueing.cancel(signup.pk, who=by, now=now)
        case "up":
            _move_up(request, signup.pk, by)
    if request.POST.get("back") == "tell":
        return HttpResponseRedirect(reverse("admin:tell"))
    return HttpResponseRedirect(reverse("admin:guests", args=[pk]))


@require_POST
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who gives a freed seat to the queue."""
    occasion = mine.occasion_or_404(request, pk)
    chosen = request.POST.get("rule", "")
    if chosen in MoveUp.values:
        queueing.choose_rule(occasion, MoveUp(chosen), who=mine.who(request), now=outside.now())
    return HttpResponseRedirect(reverse("admin:guests", args=[pk]))


def _move_up(request: HttpRequest, signup: int, by: str) -> None:
    """Give a seat, or say that there is none."""
    try:
        queueing.move_up(signup, who=by, now=outside.now())
    except queueing.NoSeatError:
        messages.error(request, _("Der er ikke plads nok. Giv flere pladser, eller meld nogen fra først."))


@require_POST
def lend(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend seats to a kiosk, or take a loan back."""
    occasion = mine.occasion_or_404(request, pk)
    if "back" in request.POST:
        loan = get_object_or_404(SeatLoan, pk=request.POST["back"], occasion=occasion)
        now = outside.now()
        with transaction.atomic():
            lending.give_back(loan.pk, now)
            audit.note(mine.who(request), "seats_back", occasion.key, occasion.library, now)
    else:
        _lend(request, occasion)
    return HttpResponseRedirect(reverse("admin:guests", args=[pk]))


def _lend(request: HttpRequest, occasion: Occasion) -> None:
    """Lend, within bounds."""
    device = get_object_or_404(Device, pk=request.POST.get("device"), library=occasion.library, state=DeviceState.ACTIVE)
    seats, hours, now = _number(request, "seats", 50), _number(request, "hours", LONGEST_LOAN_H), outside.now()
    with transaction.atomic():
        seating.lock([occasion.pk])
        done = lending.lend(occasion, device.pk, seats, now + timedelta(hours=hours))
        if done:
            audit.note(mine.who(request), "seats_lent", f"{occasion.key} {seats} {device.place}", occasion.library, now)
    if not done:
        messages.error(request, _("Så mange ledige pladser er der ikke, eller nogen venter."))


def _number(request: HttpRequest, name: str, most: int) -> int:
    """Read a small number of a form, at least 1."""
    text = request.POST.get(name, "")
    return max(1, min(most, int(text))) if text.isascii() and text.isdigit() and len(text) < 5 else 1
