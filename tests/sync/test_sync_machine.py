"""Any order of sign-ups, cancellations, pushes, faults and restarts ends with hub and kiosk agreeing."""

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

FAULTS = [
    "refuse",
    "lost_ack",
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


class HubAndKiosk(RuleBasedStateMachine):
    """One hub, one kiosk, and everything that may go wrong between them."""

    new_kiosk: ClassVar[Any]

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.hub = PretendHub(Path(self.folder.name) / "hub", clock=wall)
        self.hub.start()
        for key, capacity in EVENTS.items():
            self.hub.set_event(key, capacity=capacity)
        self.kiosk = type(self).new_kiosk(Path(self.folder.name) / "letters.db", self.hub)
        self.cancelled: dict[Any, Any] = {}

    @rule(event=st.sampled_from(sorted(EVENTS)))
    def sign_up(self, event: str) -> None:
        """Somebody signs up."""
        self.kiosk.sign_up(event)

    @precondition(lambda self: bool(set(self.kiosk.made) - set(self.cancelled)))
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        """Somebody asks to be let off, perhaps before the hub has heard of them."""
        letter = data.draw(st.sampled_from(sorted(set(self.kiosk.made) - set(self.cancelled))))
        self.cancelled[letter] = self.kiosk.cancel(letter)

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=3))
    def push(self, faults: list[Any]) -> None:
        """Push, while things go wrong."""
        self.hub.faults.next(*faults)
        for _ in range(max(1, len(faults))):
            self.kiosk.push()
        self.hub.faults.clear()

    @rule(faults=st.lists(st.sampled_from(FAULTS), min_size=4, max_size=8), event=st.sampled_from(sorted(EVENTS)))
    def busy_hour(self, faults: list[Any], event: str) -> None:
        """Sign-ups and pushes in turn, a fault for each."""
        for fault in faults:
            self.sign_up(event)
            self.push([fault])

    @rule()
    def restart(self) -> None:
        """The kiosk's plug is pulled and put back."""
        self.kiosk.restart()

    @rule()
    def restart_hub(self) -> None:
        """The hub goes away and comes back at the same address."""
        self.hub.stop()
        self.kiosk.push()
        self.hub.start()

    def teardown(self) -> None:
        """When all is well again everything arrives, once, and both sides say the same."""
        try:
            self.hub.faults.clear()
            self.settle()
            self.judge()
        finally:
            self.kiosk.connection.close()
            self.hub.__exit__(None, None, None)
            self.folder.cleanup()

    def settle(self) -> None:
        """Drain; staff send again what a lying answer had parked."""
        self.kiosk.drain()
        for line in self.kiosk.letters.parked(wall()):
            if line.reason in {"too_big", "bad_envelope"}:
                self.kiosk.letters.send_again(line.id)
        self.kiosk.drain()

    def judge(self) -> None:
        """Compare."""
        there = self.hub.statuses()
        refused = {line.id for line in self.kiosk.letters.parked(wall())}
        made = set(self.kiosk.made) | set(self.cancelled.values())
        assert set(there) | refused == made, "lost or doubled"
        assert refused <= set(self.cancelled.values()) | set(self.cancelled), "a sign-up was refused"
        taken = dict.fromkeys(EVENTS, 0)
        for letter in self.kiosk.made:
            taken[self.kiosk.record(letter).occasion.key] += there.get(letter) == "confirmed"
            if letter not in self.cancelled:
                assert self.kiosk.record(letter).status.value == there[letter], "untrue status"
            else:
                assert there.get(letter, "cancelled") == "cancelled", "a seat for somebody who was let off"
                assert self.kiosk.record(letter).status is SignupStatus.CANCELLED, "not let off"
        for event, capacity in EVENTS.items():
            assert self.hub.seating(event).taken == taken[event] <= capacity, "seats"


@pytest.mark.timeout(60)
def test_any_order_of_things_ends_in_agreement(new_kiosk: Any) -> None:
    """The right kiosk, whatever happens."""
    HubAndKiosk.new_kiosk = new_kiosk

    run_state_machine_as_test(
        HubAndKiosk,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
