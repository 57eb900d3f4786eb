"""The waiting list: who gets a freed seat, and leaving one's place. The queue's order is that of arrival."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hub.acts import audit, seating
from hub.models import Occasion, Signup
from hub.models.content import MoveUp
from hub.models.desk import SignupState, Tell


class NoSeatError(Exception):
    """There is no seat to give."""


def lock(occasion: Occasion, signup_id: int | None = None) -> None:
    """Lock a sign-up, all who wait where a seat may go to them by itself, and then the seats."""
    wanted = Q(pk=signup_id) if signup_id is not None else Q(pk__in=())
    if occasion.move_up == MoveUp.AUTO:
        wanted |= Q(occasion=occasion, status=SignupState.WAITLIST)
    list(Signup.objects.select_for_update(no_key=True).filter(wanted).order_by("id").values_list("pk"))
    seating.lock([occasion.pk])


def cancel(signup_id: int, *, who: str, now: datetime) -> None:
    """Let somebody off; the freed seat goes to the first who waits, or to whom staff choose. Again changes nothing."""
    with transaction.atomic():
        occasion = Occasion.objects.get(signups__pk=signup_id)
        lock(occasion, signup_id)
        signup = Signup.objects.get(pk=signup_id)
        if signup.status in (SignupState.CONFIRMED, SignupState.WAITLIST):
            leave(signup, occasion, now)
            audit.note(who, "signup_cancelled", f"{occasion.key} {signup.code}", signup.library, now)


def leave(signup: Signup, occasion: Occasion, now: datetime) -> None:
    """Do it, with everything locked."""
    waited = signup.status == SignupState.WAITLIST
    Signup.objects.filter(pk=signup.pk).update(status=SignupState.CANCELLED, tell="")
    seating.free(occasion.pk, signup.seats, waited=waited)
    if occasion.move_up == MoveUp.AUTO:
        fill(occasion, now)
    if occasion.overbooked:
        counts = occasion.seats
        counts.refresh_from_db()
        seating.set_capacity(occasion, counts.capacity)


def fill(occasion: Occasion, now: datetime) -> None:
    """Give free seats to those who have waited longest, strictly in their order; nobody is overtaken."""
    if occasion.state == "cancelled" or over(occasion, now):
        return
    for signup in Signup.objects.filter(occasion=occasion, status=SignupState.WAITLIST).order_by("id"):
        if not seating.take_waiting(occasion.pk, signup.seats):
            return
        Signup.objects.filter(pk=signup.pk).update(status=SignupState.CONFIRMED, tell=Tell.MOVED_UP, told_at=None, told_by="")


def move_up(signup_id: int, *, who: str, now: datetime) -> None:
    """Give a seat to somebody staff chose. Raises NoSeatError."""
    with transaction.atomic():
        occasion = Occasion.objects.get(signups__pk=signup_id)
        lock(occasion, signup_id)
        signup = Signup.objects.get(pk=signup_id)
        if signup.status != SignupState.WAITLIST or not seating.take_waiting(occasion.pk, signup.seats):
            raise NoSeatError
        Signup.objects.filter(pk=signup.pk).update(status=SignupState.CONFIRMED, tell=Tell.MOVED_UP, told_at=None, told_by="")
        audit.note(who, "signup_moved_up", f"{occasion.key} {signup.code}", signup.library, now)


def mark_told(signup_id: int, *, who: str, now: datetime) -> None:
    """Write down that somebody was called."""
    with transaction.atomic():
        signup = Signup.objects.select_related("occasion").get(pk=signup_id)
        Signup.objects.filter(pk=signup_id).update(told_at=now, told_by=who[:150])
        audit.note(who, "signup_told", f"{signup.occasion.key} {signup.code}", signup.library, now)


def over(occasion: Occasion, now: datetime) -> bool:
    """Whether it has been."""
    last = occasion.end or occasion.start
    return last is not None and last < now
