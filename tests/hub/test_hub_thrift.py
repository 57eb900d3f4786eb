"""What a request asks of the database: counted in questions, for a fleet asks each of them thousands of times."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from hub.acts import calling, feed, fleet, seating
from hub.models import BranchProfile, Device, FeedRow, HubIdentity, Library, Op, Seats, Signup
from hub.outside import now
from tests.hub.desk import Kiosk, cancel, client, event, signup


def questions(seen: CaptureQueriesContext) -> int:
    """Count what was asked, without the bounds of transactions."""
    return sum(not each["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for each in seen.captured_queries)


def test_nothing_new_and_a_heartbeat_are_two_questions_each(library: Library, kiosk: Kiosk) -> None:
    """Who calls, and what it is about."""
    event(library)
    _, cursor = kiosk.everything()
    headers = kiosk.headers() | {"If-None-Match": f'"{cursor}"'}

    with CaptureQueriesContext(connection) as asked:
        assert client().get("/v1/feed", {"cursor": cursor}, headers=headers).status_code == 304
    with CaptureQueriesContext(connection) as beaten:
        assert kiosk.post("/v1/heartbeat", {"app": "1"})[0] == 200

    assert (questions(asked), questions(beaten)) == (2, 2)


def test_twenty_signups_cost_one_question_each_beside_what_they_share(library: Library, kiosk: Kiosk) -> None:
    """Their rows are written together, in the order they came."""
    event(library)
    event(library, "dpl:82")
    letters = [signup(f"dpl:8{number % 2 + 1}") for number in range(20)]

    with CaptureQueriesContext(connection) as few:
        kiosk.send(signup())
    with CaptureQueriesContext(connection) as many:
        verdicts = kiosk.send(*letters)

    assert {each["verdict"] for each in verdicts} == {"accepted"}
    assert questions(many) - questions(few) == 19
    assert list(Signup.objects.order_by("id").values_list("op_id", flat=True))[1:] == [each["id"] for each in letters]


def test_a_cancellation_finds_the_signup_before_it_in_the_same_request(library: Library, kiosk: Kiosk) -> None:
    """Also one that is not written yet, and the one after it gets the seat."""
    occasion = event(library, capacity=1)
    first, third = signup(), signup()

    verdicts = kiosk.send(first, cancel(signup=first["id"]), third)

    assert [each["status"] for each in verdicts] == ["confirmed", "cancelled", "confirmed"]
    assert Seats.objects.get(pk=occasion.pk).taken == 1
    assert Op.objects.count() == 3


def test_all_counts_that_are_due_are_told_at_once(library: Library, kiosk: Kiosk) -> None:
    """Under numbers of their own, in one transaction however many there are; those that did not change are not told."""
    for number in range(6):
        event(library, f"e{number}", capacity=5)
    _, cursor = kiosk.everything()
    kiosk.send(*(signup(f"e{number}") for number in range(5)))
    Seats.objects.filter(occasion__key="e5").update(dirty=True)
    head = Library.objects.get().feed_head

    with CaptureQueriesContext(connection) as seen:
        assert seating.tell_due(library.pk, now() + timedelta(seconds=11))

    assert questions(seen) <= 10
    assert sorted(FeedRow.objects.filter(seq__gt=head).values_list("seq", flat=True)) == list(range(head + 1, head + 6))
    assert {key: data["taken"] for key, data in kiosk.everything(cursor)[0].items()} == {
        f"seats e{number}": 1 for number in range(5)
    }
    assert not Seats.objects.filter(dirty=True).exists()
    assert not seating.tell_due(library.pk, now() + timedelta(seconds=30))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_who_finds_somebody_telling_the_counts_does_not_wait_for_them(library: Library, kiosk: Kiosk) -> None:
    """Counts are a hint: the feed is answered as it is, and they are told next time."""
    event(library, capacity=5)
    kiosk.everything()
    kiosk.send(signup())
    Seats.objects.update(published_at=now() - timedelta(seconds=11))

    def another() -> bool:
        try:
            return seating.tell_due(library.pk, now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as others, transaction.atomic():
        feed.lock(library.pk)
        assert others.submit(another).result(timeout=20)

    assert Seats.objects.get().dirty
    assert seating.tell_due(library.pk, now())
    assert not Seats.objects.get().dirty


def test_who_is_shut_out_is_shut_out_at_once(library: Library, kiosk: Kiosk) -> None:
    """Nothing of a kiosk is kept between two requests."""
    assert kiosk.post("/v1/heartbeat", {})[0] == 200

    fleet.revoke(Device.objects.get(pk=kiosk.device), wipe=True, who="test", now=now())

    status, answer = kiosk.post("/v1/heartbeat", {})
    assert (status, answer["error"]["code"], answer["wipe"]) == (403, "revoked", True)


def test_a_caller_is_as_the_models_say(library: Library, kiosk: Kiosk) -> None:
    """The question written by hand reads every value as Django does, on either engine."""
    HubIdentity.objects.update(safe_at=now())
    Device.objects.filter(pk=kiosk.device).update(rotate=True)
    device = Device.objects.select_related("library__profile").get(pk=kiosk.device)

    caller = calling.find(kiosk.device, now())

    assert caller is not None
    assert {name: getattr(caller.device, name) for name in calling.DEVICE} == {n: getattr(device, n) for n in calling.DEVICE}
    assert {name: getattr(caller.device.library, name) for name in calling.LIBRARY} == {
        name: getattr(device.library, name) for name in calling.LIBRARY
    }
    assert caller.profile.poll_after_s == device.library.profile.poll_after_s
    assert caller.identity.safe_at == HubIdentity.objects.get().safe_at
    assert caller.device.fault == device.fault


def test_a_branch_without_profile_and_a_hub_without_name_are_answered(library: Library, kiosk: Kiosk) -> None:
    """A restored database may lack either: what holds without them is said."""
    BranchProfile.objects.all().delete()
    HubIdentity.objects.all().delete()

    status, answer = kiosk.post("/v1/heartbeat", {})

    assert (status, answer["poll_after_s"], answer["hub"]) == (200, 60, HubIdentity.objects.get().hub)
