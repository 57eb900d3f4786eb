"""The waiting list: who gets a freed seat, and leaving one's place. The queue's order is that of arrival."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

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
    """Write down that somebody was called: the first who says so counts."""
    _told(signup_id, {"told_at": now, "told_by": who[:150]}, told=False, who=who, act="signup_told", now=now)


def mark_untold(signup_id: int, *, who: str, now: datetime) -> None:
    """Take it back: somebody pressed the wrong button."""
    _told(signup_id, {"told_at": None, "told_by": ""}, told=True, who=who, act="signup_untold", now=now)


def _told(signup_id: int, values: dict[str, Any], *, told: bool, who: str, act: str, now: datetime) -> None:
    """Change who has told somebody what, where there is something to tell and it stands as `told` says."""
    with transaction.atomic():
        signup = Signup.objects.select_related("occasion").get(pk=signup_id)
        if Signup.objects.filter(pk=signup_id, told_at__isnull=not told).exclude(tell="").update(**values):
            audit.note(who, act, f"{signup.occasion.key} {signup.code}", signup.library, now)


def choose_rule(occasion: Occasion, rule: MoveUp, *, who: str, now: datetime) -> None:
    """Let freed seats go to the first who waits, by itself, or to whom staff choose; free ones go at once."""
    with transaction.atomic():
        Occasion.objects.filter(pk=occasion.pk).update(move_up=rule)
        occasion.move_up = rule
        lock(occasion)
        if rule == MoveUp.AUTO:
            fill(occasion, now)
        audit.note(who, f"queue_{rule.value}", occasion.key, occasion.library, now)


def ready_to_begin() -> QuerySet[Occasion]:
    """Give the groups that are enough people to begin, and nobody has said so to them."""
    enough = Q(quorum__gt=0, seats__taken__gte=F("quorum"))
    return Occasion.objects.filter(enough, begun_at=None).exclude(state="cancelled").select_related("seats").order_by("title")


def begin(occasion: Occasion, *, who: str, now: datetime) -> int:
    """Say that a group is enough to begin: everybody with a seat is to be told. Give how many; again changes nothing."""
    with transaction.atomic():
        if not Occasion.objects.filter(pk=occasion.pk, begun_at=None).update(begun_at=now):
            return 0
        going = Signup.objects.filter(occasion=occasion, status=SignupState.CONFIRMED).order_by("id")
        told = going.update(tell=Tell.STARTS, told_at=None, told_by="")
        audit.note(who, "group_begun", f"{occasion.key} ({told})", occasion.library, now)
        return told


def over(occasion: Occasion, now: datetime) -> bool:
    """Whether it has been."""
    last = occasion.end or occasion.start
    return last is not None and last < now
