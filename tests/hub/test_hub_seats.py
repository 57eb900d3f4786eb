"""Seats: only the hub gives them, in its own order of arrival, and never one too many."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from hub.acts import content, lending, ops, queueing, seating
from hub.acts.identity import identity
from hub.models import Device, Library, Occasion, SeatLoan, Seats, Signup
from hub.outside import now
from tests.hub.desk import Json, Kiosk, cancel, event, group, signup
from tests.hub.racing import RACERS, THREADS


def counts(occasion: Occasion) -> tuple[int, int]:
    """Give taken and waiting."""
    seats = Seats.objects.get(pk=occasion.pk)
    return seats.taken, seats.waiting


def test_the_last_seat_goes_to_whoever_arrives_first(library: Library, kiosk: Kiosk) -> None:
    """Not to whoever says the earlier time."""
    event(library, capacity=1)

    first, second = signup(), signup() | {"made_at": "1986-01-01T00:00:00Z"}

    assert [each["status"] for each in kiosk.send(first, second)] == ["confirmed", "waitlist"]


def test_seats_are_given_all_or_none(library: Library, kiosk: Kiosk) -> None:
    """Three who want to sit together do not get two."""
    occasion = event(library, capacity=5)

    assert [each["status"] for each in kiosk.send(signup(seats=3), signup(seats=3))] == ["confirmed", "waitlist"]
    assert counts(occasion) == (3, 3)


def test_nobody_overtakes_the_queue(library: Library, kiosk: Kiosk) -> None:
    """One seat is free, but somebody waits for two."""
    occasion = event(library, capacity=2)
    kiosk.send(signup(), signup(seats=2))

    assert kiosk.send(signup())[0]["status"] == "waitlist"
    assert counts(occasion) == (1, 3)


def test_without_a_waiting_list_full_is_full(library: Library, kiosk: Kiosk) -> None:
    """Refused, and not stored."""
    event(library, capacity=1, waitlist=False)

    assert kiosk.send(signup(), signup())[1]["code"] == "full"
    assert Signup.objects.count() == 1


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"signup": "closed"}, "closed"),
        ({"signup": "none"}, "closed"),
        ({"state": "cancelled"}, "closed"),
        ({"shown": False}, "closed"),
        ({"start": now() - timedelta(hours=3), "end": now() - timedelta(hours=1)}, "event_over"),
        ({"start": now() - timedelta(hours=3), "end": None}, "event_over"),
    ],
    ids=["closed", "no sign-up", "cancelled", "hidden", "over", "over without an end"],
)
def test_what_is_closed_or_over_is_refused(library: Library, kiosk: Kiosk, how: Json, code: str) -> None:
    """By the hub's clock."""
    event(library, **how)

    assert kiosk.send(signup())[0]["code"] == code


def test_what_goes_on_now_is_not_over(library: Library, kiosk: Kiosk) -> None:
    """One may come late."""
    event(library, start=now() - timedelta(hours=1), end=now() + timedelta(hours=1))

    assert kiosk.send(signup())[0]["status"] == "confirmed"


def test_a_branch_that_takes_no_signups_is_closed(library: Library, kiosk: Kiosk) -> None:
    """The switch of the branch."""
    event(library)
    library.profile.signup_on = False
    content.save_profile(library.profile, who="test", now=now())

    assert kiosk.send(signup())[0]["code"] == "closed"


def test_a_group_takes_signups_too(library: Library, kiosk: Kiosk) -> None:
    """It is never over."""
    group(library, capacity=1)

    assert [each["status"] for each in kiosk.send(signup("g-1"), signup("g-1"))] == ["confirmed", "waitlist"]


def test_a_thousand_racing_signups_never_oversell(library: Library, kiosk: Kiosk) -> None:
    """Many threads, batches as kiosks send them, retries of what was answered, and somebody who leaves now and then."""
    occasion = event(library, capacity=100)
    device, who = Device.objects.select_related("library").get(pk=kiosk.device), identity(now())
    made = [signup() for _ in range(RACERS)]
    go = threading.Barrier(THREADS)
    connections.close_all()  # the pool has as many as there are racers

    def race(lane: int) -> list[Json]:
        verdicts: list[Json] = []
        mine = made[lane::THREADS]
        go.wait()
        for at in range(0, len(mine), 5):
            batch = mine[at : at + 5]
            verdicts += ops.receive(ops.Counter(device, who, now()), batch)
            verdicts += ops.receive(ops.Counter(device, who, now()), [*batch[:1], cancel(signup=batch[-1]["id"])])
        connections.close_all()
        return verdicts

    with ThreadPoolExecutor(THREADS) as pool:
        verdicts = [each for lane in pool.map(race, range(THREADS)) for each in lane]

    late = [each for each in verdicts if each["verdict"] == "later"]
    assert not late, late[:3]
    assert Signup.objects.count() == RACERS
    confirmed = Signup.objects.filter(status="confirmed").count()
    assert counts(occasion) == (confirmed, Signup.objects.filter(status="waitlist").count())
    assert confirmed <= 100


def test_the_same_batch_at_the_same_moment_counts_once(library: Library, kiosk: Kiosk) -> None:
    """A retry that overtakes its own first try."""
    occasion = event(library, capacity=100)
    device, who = Device.objects.select_related("library").get(pk=kiosk.device), identity(now())
    batch = [signup() for _ in range(10)]
    go = threading.Barrier(4)

    def send(_: int) -> list[Json]:
        go.wait()
        verdicts = ops.receive(ops.Counter(device, who, now()), batch)
        connections.close_all()
        return verdicts

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))

    assert {each["status"] for verdicts in answers for each in verdicts} == {"confirmed"}
    assert sum(each["verdict"] == "accepted" for verdicts in answers for each in verdicts) == 10
    assert counts(occasion) == (10, 0)


def test_lowering_the_capacity_keeps_seats_and_marks_the_event(library: Library, kiosk: Kiosk) -> None:
    """Who has a seat keeps it; staff see that there are too many."""
    occasion = event(library, capacity=3)
    kiosk.send(signup(), signup(), signup())

    content.save(occasion, capacity=2, who="test", now=now())

    assert counts(occasion) == (3, 0)
    assert Occasion.objects.get(pk=occasion.pk).overbooked
    assert kiosk.send(signup())[0]["status"] == "waitlist"


def test_an_editors_stale_form_undoes_no_seat(library: Library, kiosk: Kiosk) -> None:
    """The form was opened before somebody signed up."""
    stale = event(library, capacity=2)
    kiosk.send(signup())

    stale.title = "Nyt navn"
    content.save(stale, capacity=2, who="test", now=now())

    assert counts(stale) == (1, 0)


def test_a_freed_seat_goes_to_whom_staff_choose(library: Library, kiosk: Kiosk) -> None:
    """Unless the event says otherwise."""
    occasion = event(library, capacity=1)
    first, second, third = signup(), signup(), signup()
    kiosk.send(first, second, third, cancel(signup=first["id"]))
    assert counts(occasion) == (0, 2)

    chosen = Signup.objects.get(op_id=third["id"])
    queueing.move_up(chosen.pk, who="Bente", now=now())

    assert counts(occasion) == (1, 1)
    assert Signup.objects.get(pk=chosen.pk).tell == "moved_up"
    with pytest.raises(queueing.NoSeatError):
        queueing.move_up(Signup.objects.get(op_id=second["id"]).pk, who="Bente", now=now())


def test_a_freed_seat_may_go_to_the_first_by_itself(library: Library, kiosk: Kiosk) -> None:
    """Strictly in order; raising the capacity does the same."""
    occasion = event(library, capacity=1, move_up="auto")
    first, second, third = signup(), signup(seats=2), signup()
    kiosk.send(first, second, third, cancel(signup=first["id"]))
    assert counts(occasion) == (0, 3)

    content.save(Occasion.objects.get(pk=occasion.pk), capacity=2, who="test", now=now())

    assert counts(occasion) == (2, 1)
    assert kiosk.send(second)[0]["status"] == "confirmed"
    assert Signup.objects.get(op_id=second["id"]).tell == "moved_up"


def test_lent_seats_are_the_kiosks_own(library: Library, kiosk: Kiosk) -> None:
    """Nobody else gets them, the kiosk does even when all else is taken, and they come back when their time is up."""
    from tests.hub.desk import enrolled

    occasion, other = event(library, capacity=3), enrolled(library)
    assert lending.lend(occasion, kiosk.device, 2, now() + timedelta(hours=1))
    assert not lending.lend(occasion, other.device, 2, now() + timedelta(hours=1))

    assert [each["status"] for each in other.send(signup(), signup())] == ["confirmed", "waitlist"]
    assert kiosk.send(signup())[0]["status"] == "confirmed"
    seating.tell_due(library.pk, now() + timedelta(seconds=11))
    assert kiosk.everything()[0]["seats dpl:81"]["lent"] == {kiosk.device: 1}

    seating.tell_due(library.pk, now() + timedelta(hours=2))
    seats = Seats.objects.get(pk=occasion.pk)
    assert (seats.taken, seats.lent, seats.left) == (2, 0, 1)
    assert SeatLoan.objects.get().returned_at is not None
