"""Seats lent to this kiosk: it promises them firmly, never more than it holds, and says so on glass and paper."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from kiosk.nouns import DANISH, Seats, SignupState
from kiosk.rooms.signup.model import Receipt, SignupStatus
from kiosk.rooms.signup.said import headline_of_done, next_of_done, status_of
from kiosk.visit.effects import KeepSignup
from kiosk.visit.events import SignupKept
from kiosk.visit.states import Done, SlipState
from kiosk.wire import Verdict
from tests.core.samples import CATALOGUE, OCCASION, RECEIPT
from tests.runtime.clocks import NOON
from tests.runtime.desks import DRAFT, HERE, Desk

WORDS = CATALOGUE.words(DANISH)


def lent(seats: int = 2, hours: float = 4, counted: float = 0) -> KeepSignup:
    """Ask to keep a sign-up to something of which this kiosk was lent seats, as counted so many hours from now."""
    held = Seats(
        SignupState.OPEN,
        capacity=12,
        taken=10,
        lent=seats,
        lent_until=NOON + timedelta(hours=hours),
        counted_at=NOON + timedelta(hours=counted),
    )
    return KeepSignup(HERE, replace(OCCASION, seats=held), DRAFT, "signup-1", DANISH)


def keep(desk: Desk, asked: KeepSignup) -> Receipt:
    """Keep it, and give the receipt."""
    desk.archive.keep_signup(asked)
    kept = desk.box.events.pop()
    assert isinstance(kept, SignupKept)
    return kept.receipt


def test_as_many_are_promised_as_were_lent_and_no_more(desk: Desk) -> None:
    """The third is received like any other; each letter says which it was."""
    receipts = [keep(desk, lent()) for _ in range(3)]

    assert [receipt.firm for receipt in receipts] == [True, True, False]
    sent = [json.loads(op.body)["data"].get("firm") for op in desk.letters.next_batch(0.0, 20)]
    assert sent == [True, True, None]
    records = [desk.letters.find_by_id(receipt.id) for receipt in receipts]
    assert [record and record.status for record in records] == [SignupStatus.CONFIRMED, SignupStatus.CONFIRMED, SignupStatus.KEPT]


@pytest.mark.parametrize("asked", [lent(seats=0), lent(hours=0), lent(hours=-1)])
def test_nothing_is_promised_without_a_loan_or_after_its_time(desk: Desk, asked: KeepSignup) -> None:
    """The hub has taken it back by then."""
    assert not keep(desk, asked).firm


def test_a_hub_that_is_ahead_of_our_clock_ends_the_loan(desk: Desk) -> None:
    """Our clock decides nothing against the hub's."""
    desk.letters.heard(NOON + timedelta(hours=5))

    assert not keep(desk, lent()).firm


def taken(desk: Desk, receipt: Receipt, at: str) -> None:
    """The hub takes a sign-up."""
    desk.letters.apply([Verdict(id=receipt.id, verdict="accepted", status="confirmed", at=at)], 0.0)  # type: ignore[arg-type] # an id


def test_what_the_hub_has_counted_is_not_counted_twice(desk: Desk) -> None:
    """A newer count holds the sign-up already; an older one does not."""
    taken(desk, keep(desk, lent()), "2026-11-24T11:00:00Z")

    assert keep(desk, lent(seats=1, counted=1)).firm
    assert not keep(desk, lent(seats=1, counted=1)).firm


def test_a_count_of_the_same_moment_is_taken_for_older(desk: Desk) -> None:
    """Rather one promise too few."""
    taken(desk, keep(desk, lent(seats=1)), "2026-11-24T11:00:00Z")

    assert not keep(desk, lent(seats=1, counted=0)).firm


def test_the_glass_says_that_the_seat_is_the_visitors(desk: Desk) -> None:
    """In the same words as when the hub has said so; a word of the hub goes before it."""
    done = Done(OCCASION, replace(RECEIPT, firm=True), SlipState.PRINTING)

    assert status_of(done) is SignupStatus.CONFIRMED
    assert headline_of_done(done, WORDS) == WORDS("status.confirmed")
    assert next_of_done(done, WORDS, hub_known=True) == WORDS("status.next.confirmed")
    assert status_of(replace(done, receipt=RECEIPT)) is SignupStatus.KEPT
