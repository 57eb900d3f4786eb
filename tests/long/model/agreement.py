"""What the model compares: a branch of a real hub with its two kiosks, at each step and when everything has been said."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, Self, cast

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from tests.long.model.hubs import ModelHub
from tests.long.model.judging import Past, Verdicts, seats_wrong
from tests.long.model.kiosk import ModelKiosk
from tests.long.model.proxy import FaultyLine

SMALL, LARGE, SHUT, CHOSEN = "small", "large", "shut", "chosen"
EVENTS: dict[str, dict[str, Any]] = {
    SMALL: {"capacity": 2, "move_up": "auto"},
    LARGE: {"capacity": 50},
    SHUT: {"capacity": 2, "waitlist": False},
    CHOSEN: {"capacity": 1, "move_up": "staff"},
}

NEW_CODE = {"bad_token", "revoked", "wipe"}
"""When a kiosk has to be taken in again: a hub that was put back does not know it, or it was shut out."""

_branches = count(1)


class Agreement(RuleBasedStateMachine):
    """One branch of a hub that other examples use too, and its two kiosks."""

    hub: ClassVar[ModelHub]
    kiosk_kind: ClassVar[type[ModelKiosk]] = ModelKiosk
    seen: ClassVar[dict[str, int]] = {}
    """How often what was done, over all examples."""
    found: ClassVar[list[list[str]]] = []
    """What was wrong, by name, in every example that failed."""

    @classmethod
    def at(cls, hub: ModelHub, kiosk_kind: type[ModelKiosk] = ModelKiosk) -> type[Self]:
        """Give the machine for one hub, with counts of its own."""
        return cast("type[Self]", type(cls.__name__, (cls,), {"hub": hub, "kiosk_kind": kiosk_kind, "seen": {}, "found": []}))

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.branch = f"b{next(_branches)}"
        self.past = Past(let_off=set())
        self.published = 0
        self.live: dict[str, str] = {}
        self.used: set[str] = set(EVENTS)
        self.hub.does("library", key=self.branch)
        for key, more in EVENTS.items():
            self.publish(key, **more)
        self.kiosks = [self._new_kiosk(number) for number in range(2)]

    def _new_kiosk(self, number: int) -> ModelKiosk:
        """Take a kiosk in; it has heard the hub once before anything happens."""
        kiosk = self.kiosk_kind(Path(self.folder.name) / f"kiosk{number}", FaultyLine(self.hub.port), seed=number)
        kiosk.dice.seed(f"{self.branch} {number}")
        self.take_in(kiosk)
        return kiosk

    def take_in(self, kiosk: ModelKiosk) -> None:
        """Give a kiosk a code, and let it hear the hub."""
        kiosk.enrol(self.hub.does("code", library=self.branch))
        kiosk.catch_up()

    def note(self, what: str) -> None:
        """Count what was done."""
        self.seen[what] = self.seen.get(what, 0) + 1

    def publish(self, key: str, **more: Any) -> None:
        """Publish an event under a title nobody had before."""
        self.published += 1
        self.live[key] = f"Titel {self.published}"
        self.hub.does("event", library=self.branch, key=key, title=self.live[key], **more)

    @invariant()
    def seats_hold(self) -> None:
        """At every step: counted right, and never oversold."""
        self.must_be_empty(seats_wrong(self.hub.does("seats", library=self.branch), self.past))

    def must_be_empty(self, wrong: set[str]) -> None:
        """Fail with what is wrong by name, and keep the names: Hypothesis may say only that a second run went otherwise."""
        if wrong:
            self.found.append(sorted(wrong))
        assert not wrong, sorted(wrong)

    # ------------------------------------------------------------------------------------------------------ the end

    def teardown(self) -> None:
        """Everything goes well again until all is said; then compare."""
        try:
            self.settle()
            self.judge()
        finally:
            for kiosk in self.kiosks:
                kiosk.stop()
                kiosk.way.close()
                for fault, times in kiosk.way.acted.items():
                    self.seen[fault.name] = self.seen.get(fault.name, 0) + times
            self.folder.cleanup()

    def settle(self) -> None:
        """Drain, let what was stuck arrive once more, and pull until that went well."""
        for kiosk in self.kiosks:
            kiosk.years_off = 0
            kiosk.way.clear()
            self.drain(kiosk)
        for kiosk in self.kiosks:
            kiosk.way.a_day_later()
        self.hub.does("publish_seats", library=self.branch)
        for kiosk in self.kiosks:
            kiosk.catch_up()
            reason = kiosk.catch_up()
            self.must_be_empty({f"the last pull: {reason}"} if reason else set())
            kiosk.push()

    def drain(self, kiosk: ModelKiosk) -> None:
        """Push until nothing waits."""
        # Whether the hub still knows this kiosk it hears by any answer.
        if kiosk.catch_up() in NEW_CODE:
            self.take_in(kiosk)
        for _ in range(100):
            kiosk.push()
            if not kiosk.glass.counts().waiting:
                return
            kiosk.clock += 90_000.0
        self.must_be_empty({"stuck"})

    def judge(self) -> None:
        """Compare."""
        state: dict[str, Any] = self.hub.does("state", library=self.branch)
        wrong = Verdicts(self.kiosks, state, self.past).wrong()
        if state["events"] != self.live:
            wrong.add("the hub's programme")
        wrong |= {f"feed: {line}" for line in self.hub.does("feed_is_true", library=self.branch)}
        self.must_be_empty(wrong)


def run_model(machine: type[Agreement], *, examples: int, steps: int) -> None:
    """Run so many examples of so many steps. Raises AssertionError with the names of what is wrong in the first that failed."""
    machine.found.clear()
    try:
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                database=None,
                # Other processes are part of an example: making it smaller takes hours and seldom succeeds.
                phases=(Phase.explicit, Phase.generate),
            ),
        )
    except Exception as error:
        raise AssertionError(machine.found[0] if machine.found else "no promise was broken, the model was") from error
