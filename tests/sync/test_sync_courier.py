"""The courier against a hub that does everything wrong: nothing lost, nothing twice, nobody held up."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from kiosk.rooms.signup.model import SignupStatus
from kiosk.sync.courier import SAME_500, TRIES_OF_THREE_DAYS
from kiosk.sync.pretend_faults import Fault
from kiosk.sync.pretend_hub import PretendHub
from kiosk.wire import Verdict

HARMLESS = {"dup", "e400", "e413", "e422"}
"""Faults after which the same round goes on."""


def test_letters_arrive_and_the_slip_says_so(kiosk: Any, hub: PretendHub) -> None:
    """The last seat is given once, the next in line waits, and staff can read who it is."""
    hub.set_event("dpl:81", capacity=1)
    first, second = kiosk.sign_up(name="Åse"), kiosk.sign_up(name="Bo")

    pushed = kiosk.push()

    assert (pushed.sent, pushed.acked, pushed.parked, pushed.reason) == (2, 2, 0, "")
    assert kiosk.record(first).status is SignupStatus.CONFIRMED
    assert kiosk.record(second).status is SignupStatus.WAITLIST
    assert hub.open_letter(second)["first_name"] == "Bo"


def test_a_cancelled_seat_is_free(kiosk: Any, hub: PretendHub) -> None:
    """Both letters go, in order, in one push."""
    hub.set_event("dpl:81", capacity=1)
    letter = kiosk.sign_up()
    kiosk.cancel(letter)

    kiosk.push()

    assert kiosk.record(letter).status is SignupStatus.CANCELLED
    assert (hub.seating("dpl:81").taken, hub.statuses()[letter]) == (0, "cancelled")


@pytest.mark.parametrize("fault", get_args(Fault))
def test_no_fault_loses_or_doubles_a_letter(kiosk: Any, hub: PretendHub, fault: Fault) -> None:
    """After each fault the hub has every letter once, and the slip says what the hub says."""
    hub.set_event("dpl:81", capacity=2)
    earlier = kiosk.sign_up()
    kiosk.push()
    letters = [kiosk.sign_up() for _ in range(3)]
    hub.faults.next(fault)

    pushed = kiosk.push()

    before = kiosk.letters.counts()
    assert before.sent + before.waiting + before.parked == 4
    assert (pushed.reason == "") == (fault in HARMLESS)
    assert pushed.acked == (3 if fault in HARMLESS else 0)
    kiosk.drain()
    assert set(hub.statuses()) == {earlier, *letters}
    assert hub.seating("dpl:81").taken == 2
    assert hub.seating("dpl:81").waiting == 2
    for letter in letters:
        assert kiosk.record(letter).status.value == hub.statuses()[letter]


def test_the_reason_is_told_and_the_pause_grows(kiosk: Any, hub: PretendHub) -> None:
    """Two seconds doubling to five minutes, each times a half to one; a good answer ends it."""
    kiosk.sign_up()
    hub.faults.always("refuse")
    pauses = []
    for _ in range(12):
        assert kiosk.push().reason == "unreachable"
        pauses.append(kiosk.courier.pause_s())

    expected = [min(300.0, 2.0**n) for n in range(1, 13)]
    assert all(wanted / 2 <= pause <= wanted for pause, wanted in zip(pauses, expected, strict=True))
    assert not kiosk.courier.told_to_wait
    hub.faults.clear()
    assert kiosk.push().acked == 1
    assert kiosk.courier.pause_s() == 0


@pytest.mark.parametrize(("fault", "least", "most"), [("e401", 1800, 3600), ("e403_waiting", 30, 60), ("e503_ra", 1, 2)])
def test_the_hubs_wish_is_kept(kiosk: Any, hub: PretendHub, fault: Fault, least: float, most: float) -> None:
    """Some answers ask for a pause that hurrying cannot shorten; the letters stay."""
    kiosk.sign_up()
    hub.faults.next(fault)

    kiosk.push()

    assert least <= kiosk.courier.pause_s() <= most
    assert kiosk.courier.told_to_wait
    assert kiosk.letters.counts().waiting == 1


@pytest.mark.parametrize(("fault", "code"), [("e413", "too_big"), ("e422", "bad_envelope"), ("e400", "bad_json")])
def test_one_poisoned_letter_harms_no_other(kiosk: Any, hub: PretendHub, fault: Fault, code: str) -> None:
    """The one the hub cannot even read is parked; its neighbours arrive."""
    letters = [kiosk.sign_up() for _ in range(7)]
    hub.faults.poison(letters[3], fault)

    for _ in range(6):
        kiosk.push()

    assert set(hub.statuses()) == set(letters) - {letters[3]}
    (line,) = kiosk.letters.parked(kiosk.record(letters[3]).made_at)
    assert (line.id, line.reason) == (letters[3], code)
    assert kiosk.record(letters[3]).status is SignupStatus.REFUSED


def test_a_letter_the_hub_fails_on_travels_alone_and_staff_see_it(kiosk: Any, hub: PretendHub) -> None:
    """Three times together, then one by one; after days it is parked, and still offered each day."""
    letters = [kiosk.sign_up() for _ in range(3)]
    hub.faults.poison(letters[1], "e500")
    for _ in range(SAME_500):
        assert kiosk.push().reason == "hub_error"
    assert hub.statuses() == {}

    for _ in range(3):
        kiosk.push()
    assert set(hub.statuses()) == {letters[0], letters[2]}
    for _ in range(TRIES_OF_THREE_DAYS):
        kiosk.clock.now += 3600.0
        kiosk.push()

    (line,) = kiosk.letters.parked(kiosk.record(letters[1]).made_at)
    assert (line.id, line.reason, kiosk.record(letters[1]).status) == (letters[1], "hub_error", SignupStatus.KEPT)
    hub.faults.clear()
    kiosk.clock.now += 86400.0
    assert kiosk.push().acked == 1
    assert kiosk.letters.counts().parked == 0


def test_a_refused_signup_is_parked_and_its_neighbours_are_not(kiosk: Any, hub: PretendHub) -> None:
    """Every letter has its own verdict."""
    hub.set_event("full", capacity=0, waitlist=False)
    refused, taken = kiosk.sign_up("full"), kiosk.sign_up("dpl:81")

    pushed = kiosk.push()

    assert (pushed.acked, pushed.parked) == (1, 1)
    assert (kiosk.record(refused).status, kiosk.record(refused).reason) == (SignupStatus.REFUSED, "full")
    assert kiosk.record(taken).status is SignupStatus.CONFIRMED


def test_a_missing_verdict_leaves_the_letter_waiting(kiosk: Any, hub: PretendHub) -> None:
    """What the hub does not name was not answered: an earlier answer played again names nobody who waits."""
    kiosk.sign_up()
    kiosk.push()
    letter = kiosk.sign_up()
    hub.faults.next("old_replay")

    kiosk.courier.push_once()

    assert letter not in hub.statuses()
    assert kiosk.letters.counts().waiting == 1


def test_many_letters_go_in_several_requests_and_leave_room_for_others(kiosk: Any, hub: PretendHub) -> None:
    """Five requests of twenty, then somebody else's turn."""
    for _ in range(101):
        kiosk.sign_up()

    first, second = kiosk.push(), kiosk.push()

    assert (first.acked, first.more) == (100, True)
    assert (second.acked, second.more) == (1, False)
    assert hub.requests == 6


def test_after_a_restart_of_the_machine_nothing_waits_for_the_old_clock(kiosk: Any, hub: PretendHub) -> None:
    """The monotonic clock begins anew; a pause of the last start means nothing."""
    kiosk.clock.now = 1e6
    letter = kiosk.sign_up()
    kiosk.letters.defer(letter, 1e6 + 3600)

    kiosk.restart()

    assert kiosk.push().acked == 1
    assert letter in hub.statuses()


def test_a_hub_put_back_gets_everything_again(kiosk: Any, hub: PretendHub, tmp_path: Any) -> None:
    """A new epoch: acked letters are offered again, and who was told to have a seat keeps it."""
    hub.set_event("dpl:81", capacity=2)
    letters = [kiosk.sign_up() for _ in range(2)]
    kiosk.push()
    hub.stop()
    with PretendHub(tmp_path / "other", clock=hub._clock) as restored:
        # A hub of the same name whose database has lost everything, and whose seats were given away meanwhile.
        restored._identity, restored._private = hub._identity, hub._private
        restored.members.admit(hub.credentials()["device"], hub.credentials()["secret"])
        restored.set_event("dpl:81", capacity=0)
        restored.new_epoch()
        kiosk.hub = restored
        kiosk.restart()
        newer = kiosk.sign_up()

        kiosk.push()
        kiosk.drain()

        assert set(restored.statuses()) == {*letters, newer}
        assert [restored.statuses()[letter] for letter in (*letters, newer)] == ["confirmed", "confirmed", "waitlist"]


def test_nobody_is_signed_up_after_being_let_off(kiosk: Any, hub: PretendHub) -> None:
    """A cancellation waits for a sign-up the hub fails on, and staff cannot send a refused one any more."""
    kiosk.push()
    failing, refused = kiosk.sign_up(), kiosk.sign_up()
    kiosk.letters.shelve(failing, 1e9)
    kiosk.letters.apply([Verdict(refused, "rejected", code="too_big")], 0.0)
    kiosk.cancel(failing)
    kiosk.cancel(refused)

    kiosk.push()

    assert hub.statuses() == {}
    assert kiosk.record(failing).status is SignupStatus.CANCELLING
    assert kiosk.record(refused).status is SignupStatus.CANCELLED
    assert not kiosk.letters.send_again(refused)
    kiosk.clock.now = 2e9
    kiosk.push()
    assert hub.statuses()[failing] == "cancelled"
