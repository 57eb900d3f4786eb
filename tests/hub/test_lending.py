"""Lending seats by the page, taking them back, and what becomes of promises that a silent kiosk made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hub.acts import lending
from hub.models import AuditLog, Device, Library, Occasion, SeatLoan, Seats, Signup
from hub.outside import now
from tests.hub.desk import Kiosk, event, signup
from tests.hub.office import staff

PAGE = "/office/lending/"


@pytest.fixture
def browser(library: Library) -> Client:
    """Give somebody at the desk."""
    return staff("Filialmedarbejder")


@pytest.fixture
def occasion(library: Library) -> Occasion:
    """Give an event of four seats."""
    return event(library, capacity=4)


def lent(occasion: Occasion, kiosk: Kiosk, seats: int = 2, hours: int = 4) -> SeatLoan:
    """Lend some."""
    device = Device.objects.get(pk=kiosk.device)
    lending.lend_out(occasion, device, seats, now() + timedelta(hours=hours), who="test", now=now())
    return SeatLoan.objects.latest("id")


def speak(kiosk: Kiosk, ago: timedelta = timedelta()) -> None:
    """Let a kiosk have spoken."""
    Device.objects.filter(pk=kiosk.device).update(beat_at=now() - ago)


def test_the_desk_lends_and_the_kiosk_hears_how_many_and_until_when(browser: Client, occasion: Occasion, kiosk: Kiosk) -> None:
    """In the feed of seats, by its own id; for everybody else they are taken."""
    browser.post(f"{PAGE}act", {"occasion": occasion.pk, "device": kiosk.device, "seats": "2", "hours": "4"})

    told = kiosk.everything()[0]["seats dpl:81"]
    assert (told["taken"], told["lent"]) == (2, {kiosk.device: 2})
    assert told["lent_until"][kiosk.device].endswith("Z")
    assert AuditLog.objects.filter(act="seats_lent", who="bente").exists()


def test_more_than_is_free_cannot_be_lent(browser: Client, occasion: Occasion, kiosk: Kiosk) -> None:
    """And the page says so."""
    answer = browser.post(f"{PAGE}act", {"occasion": occasion.pk, "device": kiosk.device, "seats": "5", "hours": "4"}, follow=True)

    assert "Så mange ledige pladser er der ikke" in answer.content.decode()
    assert not SeatLoan.objects.exists()


def test_a_kiosk_that_speaks_gives_back_at_once(browser: Client, occasion: Occasion, kiosk: Kiosk) -> None:
    """What is left is free again."""
    loan = lent(occasion, kiosk)
    speak(kiosk)

    browser.post(f"{PAGE}act", {"back": loan.pk})

    assert Seats.objects.get(pk=occasion.pk).lent == 0
    assert AuditLog.objects.filter(act="seats_back").exists()


def test_a_silent_kiosk_takes_a_second_word(browser: Client, occasion: Occasion, kiosk: Kiosk) -> None:
    """The page warns what may come of it, and does it only when somebody is sure."""
    loan = lent(occasion, kiosk)
    speak(kiosk, timedelta(hours=1))

    asked = browser.post(f"{PAGE}act", {"back": loan.pk}, follow=True).content.decode()

    assert "Den kan have lovet pladser væk" in asked
    assert Seats.objects.get(pk=occasion.pk).lent == 2
    browser.post(f"{PAGE}act", {"back": loan.pk, "sure": "1"})
    assert Seats.objects.get(pk=occasion.pk).lent == 0


def test_a_promise_made_on_a_loan_is_kept_after_it_was_taken_back(occasion: Occasion, kiosk: Kiosk) -> None:
    """Above the capacity, marked, and its people to be told; more than was lent is not."""
    loan = lent(occasion, kiosk)
    lending.give_back(loan.pk, now())
    kiosk.send(*(signup() for _ in range(4)))

    verdicts = kiosk.send(*(signup(firm=True) for _ in range(3)))

    assert [each["status"] for each in verdicts] == ["confirmed", "confirmed", "waitlist"]
    occasion.refresh_from_db()
    assert occasion.overbooked
    assert Signup.objects.filter(tell="overbooked").count() == 2
    assert Seats.objects.get(pk=occasion.pk).taken == 6


def test_a_promise_is_kept_though_the_sign_up_was_closed_meanwhile(occasion: Occasion, kiosk: Kiosk) -> None:
    """But not when the event was called off."""
    lent(occasion, kiosk)
    Occasion.objects.filter(pk=occasion.pk).update(signup="closed")

    assert kiosk.send(signup(firm=True))[0]["status"] == "confirmed"
    assert kiosk.send(signup())[0]["code"] == "closed"
    Occasion.objects.filter(pk=occasion.pk).update(state="cancelled")
    assert kiosk.send(signup(firm=True))[0]["code"] == "closed"


def test_a_kiosk_that_was_lent_nothing_cannot_promise(occasion: Occasion, kiosk: Kiosk) -> None:
    """`firm` alone opens no seat."""
    kiosk.send(*(signup() for _ in range(4)))

    assert kiosk.send(signup(firm=True))[0]["status"] == "waitlist"
    assert kiosk.send(signup(firm="yes"))[0]["code"] == "bad_field"


def test_loans_are_taken_in_their_order_and_counted_once(occasion: Occasion, kiosk: Kiosk) -> None:
    """What was used of a running loan is not owed again when it has ended."""
    loan = lent(occasion, kiosk, 2)
    kiosk.send(signup(firm=True))
    lending.give_back(loan.pk, now())
    kiosk.send(*(signup() for _ in range(3)))

    statuses = [each["status"] for each in kiosk.send(signup(firm=True), signup(firm=True))]

    assert statuses == ["confirmed", "waitlist"]


def test_editors_of_another_branch_lend_nothing_here(occasion: Occasion, kiosk: Kiosk) -> None:
    """What is not theirs is not there."""
    Library.objects.create(key="other", name="Et andet")
    stranger = staff("Filialmedarbejder", "stranger", ("other",))

    answer = stranger.post(f"{PAGE}act", {"occasion": occasion.pk, "device": kiosk.device, "seats": "1", "hours": "1"})

    assert answer.status_code == 404
