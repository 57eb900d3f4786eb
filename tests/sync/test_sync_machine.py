"""Any order of sign-ups, programme changes, pushes, pulls, faults and restarts ends with hub and kiosks agreeing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from kiosk.outside import wall
from kiosk.rooms.signup.model import SignupStatus
from kiosk.sync.pretend_hub import PretendHub
from tests.sync.station import Station, event

FAULTS = [
    "refuse",
    "reset_before",
    "lost_ack",
    "cut_headers",
    "cut_body",
    "dup",
    "garbage_gzip",
    "captive200",
    "captive302",
    "other_json",
    "empty200",
    "old_replay",
    "e500",
    "e503_ra",
    "e429_ra",
    "e422",
    "e413",
]
"""Every fault but the slow one, which costs real time."""

EVENTS = {"small": 2, "large": 50}

some_faults = st.lists(st.sampled_from(FAULTS), min_size=1, max_size=3)
which = st.integers(0, 1)


class HubAndKiosks(RuleBasedStateMachine):
    """One hub, two kiosks of its library, and everything that may go wrong between them."""

    new_kiosk: ClassVar[Any]

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        here = Path(self.folder.name)
        self.hub = PretendHub(here / "hub", clock=wall)
        self.hub.start()
        self.live: dict[str, str] = {}
        self.published = 0
        self.used: set[str] = set()
        for key, capacity in EVENTS.items():
            self.hub.set_event(key, capacity=capacity)
        self.kiosks = [type(self).new_kiosk(here / f"letters{number}.db", self.hub) for number in range(2)]
        for number, kiosk in enumerate(self.kiosks):
            kiosk.dice.seed(number)
        self.stations = [Station(here / f"station{number}", self.hub, page=3) for number in range(2)]
        self.cancelled: dict[Any, Any] = {}

    # ------------------------------------------------------------------------------------------------- the programme

    @rule()
    def new_event(self) -> None:
        """The library has something new."""
        self.published += 1
        self.publish(f"e{self.published}")

    @precondition(lambda self: bool(self.live))
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """An editor changes a title."""
        self.published += 1
        self.publish(data.draw(st.sampled_from(sorted(self.live))))

    @precondition(lambda self: bool(self.live))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """Something is taken off."""
        self.take_off(data.draw(st.sampled_from(sorted(self.live))))

    @precondition(lambda self: bool(set(self.live) - self.used))
    @rule()
    def delete_the_newest_unused(self) -> None:
        """The last thing that was published, before anybody has signed up to it."""
        self.take_off(max(set(self.live) - self.used, key=lambda key: int(key[1:])))

    def publish(self, key: str) -> None:
        """Publish an event under a title nobody had before."""
        self.live[key] = f"Titel {self.published}"
        self.hub.publish("event", key, event(self.live[key]))

    def take_off(self, key: str) -> None:
        """Leave a tombstone."""
        del self.live[key]
        self.hub.publish("event", key, None)

    # ------------------------------------------------------------------------------------------------------ visitors

    @rule(number=which, key=st.sampled_from(sorted(EVENTS)))
    def sign_up(self, number: int, key: str) -> None:
        """Somebody signs up."""
        self.kiosks[number].sign_up(key)

    @precondition(lambda self: any(self.stations[number].titles() for number in range(2)))
    @rule(data=st.data())
    def sign_up_to_what_is_shown(self, data: st.DataObject) -> None:
        """Somebody signs up to what the glass shows, which may be gone at the hub."""
        number = data.draw(st.sampled_from([number for number in range(2) if self.stations[number].titles()]))
        key = data.draw(st.sampled_from(sorted(self.stations[number].titles())))
        self.used.add(key)
        self.kiosks[number].sign_up(key)

    @precondition(lambda self: any(set(kiosk.made) - set(self.cancelled) for kiosk in self.kiosks))
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        """Somebody asks to be let off, perhaps before the hub has heard of them."""
        left = [(kiosk, letter) for kiosk in self.kiosks for letter in sorted(set(kiosk.made) - set(self.cancelled))]
        kiosk, letter = data.draw(st.sampled_from(left))
        self.cancelled[letter] = kiosk.cancel(letter)

    # ------------------------------------------------------------------------------------------------------- the line

    @rule(number=which, faults=some_faults)
    def sync(self, number: int, faults: list[Any]) -> None:
        """Push and pull, while things go wrong."""
        self.hub.faults.next(*faults)
        self.kiosks[number].push()
        self.stations[number].try_pull()
        self.hub.faults.clear()

    @rule(
        number=which,
        hour=st.lists(st.tuples(st.sampled_from(["sign_up", "push", "pull"]), st.sampled_from(FAULTS)), min_size=4, max_size=10),
    )
    def busy_hour(self, number: int, hour: list[tuple[str, Any]]) -> None:
        """Sign-ups, pushes and pulls in turn, a fault for each."""
        for what, fault in hour:
            self.hub.faults.next(fault)
            if what == "sign_up":
                self.kiosks[number].sign_up("small")
            if what == "pull":
                self.stations[number].try_pull()
            else:
                self.kiosks[number].push()
            self.hub.faults.clear()

    @rule(number=which)
    def quiet_pull(self, number: int) -> None:
        """All is well for once."""
        assert self.stations[number].try_pull() == ""

    @rule(number=which)
    def restart(self, number: int) -> None:
        """A kiosk's plug is pulled and put back."""
        self.kiosks[number].restart()
        self.stations[number].restart()

    @rule()
    def restart_hub(self) -> None:
        """The hub goes away and comes back at the same address."""
        self.hub.stop()
        for kiosk, station in zip(self.kiosks, self.stations, strict=True):
            kiosk.push()
            station.try_pull()
        self.hub.start()

    # -------------------------------------------------------------------------------------------------------- the end

    def teardown(self) -> None:
        """When all is well again everything arrives, once, and all sides say the same."""
        try:
            self.hub.faults.clear()
            self.settle()
            self.judge()
        finally:
            for kiosk, station in zip(self.kiosks, self.stations, strict=True):
                kiosk.connection.close()
                station.stop()
            self.hub.__exit__(None, None, None)
            self.folder.cleanup()

    def settle(self) -> None:
        """Drain; staff send again what a lying answer had parked; and pull until that went well."""
        for kiosk, station in zip(self.kiosks, self.stations, strict=True):
            kiosk.drain()
            for line in kiosk.letters.parked(wall()):
                if line.reason in {"too_big", "bad_envelope"}:
                    kiosk.letters.send_again(line.id)
            kiosk.drain()
            station.pull()

    def judge(self) -> None:
        """Compare."""
        there = self.hub.statuses()
        refused = {line.id for kiosk in self.kiosks for line in kiosk.letters.parked(wall())}
        signed = {letter: kiosk for kiosk in self.kiosks for letter in kiosk.made}
        assert set(there) | refused == set(signed) | set(self.cancelled.values()), "lost or doubled"
        assert refused <= set(self.cancelled.values()) | set(self.cancelled), "a sign-up was refused"
        taken = dict.fromkeys(EVENTS, 0)
        for letter, kiosk in signed.items():
            record = kiosk.record(letter)
            if record.occasion.key in taken:
                taken[record.occasion.key] += there.get(letter) == "confirmed"
            if letter not in self.cancelled:
                assert record.status.value == there[letter], "untrue status"
            else:
                assert there.get(letter, "cancelled") == "cancelled", "a seat for somebody who was let off"
                assert record.status is SignupStatus.CANCELLED, "not let off"
        for key, capacity in EVENTS.items():
            assert self.hub.seating(key).taken == taken[key] <= capacity, "seats"
        for station in self.stations:
            assert set(station.titles()) <= set(self.live), "cache has more than live"
            assert station.titles() == self.live, "cache has less than live, or old words"


@pytest.mark.timeout(90)
def test_any_order_of_things_ends_in_agreement(new_kiosk: Any) -> None:
    """The right kiosks, whatever happens."""
    HubAndKiosks.new_kiosk = new_kiosk

    run_state_machine_as_test(
        HubAndKiosks,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
