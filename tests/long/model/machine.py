"""The model's rules: a branch with two kiosks at a real hub, and what may happen to them on any day, in any order."""

from __future__ import annotations

import threading

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kiosk.wire import OpId
from tests.contracts.faults import LineFault
from tests.long.model.agreement import CHOSEN, LARGE, SHUT, SMALL, Agreement
from tests.long.model.kiosk import ModelKiosk

FAULTS = [fault for fault in LineFault if fault is not LineFault.SLOW]
"""Every fault but the slow one, which costs real time: it has a test of its own."""

some_faults = st.lists(st.sampled_from(FAULTS), min_size=1, max_size=3)
which = st.integers(0, 1)
ACTS = ["sign_up", "push", "pull"]


class HubAndKiosks(Agreement):
    """The days on which no machine dies."""

    # ------------------------------------------------------------------------------------------------- the programme

    @rule()
    def new_event(self) -> None:
        """The library has something new."""
        self.publish(f"e{self.published + 1}", capacity=3)

    @precondition(lambda self: any(key.startswith("e") for key in self.live))
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """An editor changes a title."""
        self.publish(data.draw(st.sampled_from(sorted(key for key in self.live if key.startswith("e")))), capacity=3)

    @precondition(lambda self: set(self.live) - self.used)
    @rule()
    def take_off_the_newest_unused(self) -> None:
        """The last thing that was published, before anybody has signed up to it."""
        self.take_off(max(set(self.live) - self.used, key=lambda key: int(key[1:])))

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def take_off_any(self, data: st.DataObject) -> None:
        """Something is taken off, also with people on it."""
        self.take_off(data.draw(st.sampled_from(sorted(self.live))))

    def take_off(self, key: str) -> None:
        """Leave a tombstone."""
        del self.live[key]
        self.hub.does("show", library=self.branch, key=key, shown=False)

    # ------------------------------------------------------------------------------------------------------ visitors

    @rule(number=which, key=st.sampled_from([SMALL, SMALL, LARGE, SHUT, CHOSEN]), many=st.integers(1, 3))
    def sign_up(self, number: int, key: str, many: int) -> None:
        """Some people sign up."""
        for _ in range(many):
            self.kiosks[number].sign_up(key)

    @precondition(lambda self: any(kiosk.titles() for kiosk in self.kiosks))
    @rule(data=st.data())
    def sign_up_to_what_is_shown(self, data: st.DataObject) -> None:
        """Somebody signs up to what the glass shows, which may be gone at the hub."""
        kiosk = data.draw(st.sampled_from([kiosk for kiosk in self.kiosks if kiosk.titles()]))
        key = data.draw(st.sampled_from(sorted(kiosk.titles())))
        self.used.add(key)
        kiosk.sign_up(key)

    @precondition(lambda self: self.coming())
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        """Somebody asks to be let off, perhaps before the hub has heard of them."""
        kiosk, letter = data.draw(st.sampled_from(self.coming()))
        kiosk.cancel(letter)

    @precondition(lambda self: self.at_the_hub())
    @rule(data=st.data())
    def staff_let_off(self, data: st.DataObject) -> None:
        """Staff let somebody off, who called."""
        letter = data.draw(st.sampled_from(self.at_the_hub()))
        if self.hub.does("let_off", op=letter):
            self.past.let_off.add(letter)

    def coming(self) -> list[tuple[ModelKiosk, OpId]]:
        """Those who have not asked to be let off."""
        return [(kiosk, letter) for kiosk in self.kiosks for letter in kiosk.made if letter not in kiosk.cancelled]

    def at_the_hub(self) -> list[OpId]:
        """Those of them who are on the hub's list as far as their kiosk was told, and whom staff have not let off."""
        told = {letter for kiosk in self.kiosks for letter, (state, _, _) in kiosk.told().items() if state == "acked"}
        return [letter for _, letter in self.coming() if letter in told and letter not in self.past.let_off]

    # ------------------------------------------------------------------------------------------------------- the line

    @rule(number=which, faults=some_faults, first=st.sampled_from(["push", "pull"]))
    def sync(self, number: int, faults: list[LineFault], first: str) -> None:
        """Push and pull, while things go wrong."""
        kiosk = self.kiosks[number]
        kiosk.way.next(*faults)
        for what in [first, "pull" if first == "push" else "push"]:
            kiosk.push() if what == "push" else kiosk.pull(2)
        kiosk.way.clear()

    @rule(number=which, hour=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(FAULTS)), min_size=4, max_size=10))
    def busy_hour(self, number: int, hour: list[tuple[str, LineFault]]) -> None:
        """Sign-ups, pushes and pulls in turn, a fault for each."""
        kiosk = self.kiosks[number]
        for what, fault in hour:
            kiosk.way.next(fault)
            if what == "sign_up":
                kiosk.sign_up(SMALL)
            if what == "pull":
                kiosk.pull()
            else:
                kiosk.push()
            kiosk.way.clear()

    @rule(faults=some_faults)
    def rush(self, faults: list[LineFault]) -> None:
        """Both kiosks at once, for the last seats."""
        for kiosk in self.kiosks:
            kiosk.sign_up(SMALL)
            kiosk.sign_up(CHOSEN)
        self.kiosks[0].way.next(*faults)
        pushing = [threading.Thread(target=kiosk.push) for kiosk in self.kiosks]
        for thread in pushing:
            thread.start()
        for thread in pushing:
            thread.join()
        self.kiosks[0].way.clear()

    @rule(number=which)
    def quiet_catch_up(self, number: int) -> None:
        """All is well for once."""
        self.kiosks[number].catch_up()

    @rule()
    def a_day_later(self) -> None:
        """What got stuck in the network arrives after 25 hours."""
        self.hub.does("a_day_passes", library=self.branch)
        late = sum(kiosk.way.a_day_later() for kiosk in self.kiosks)
        self.note("late copies" if late else "a quiet day")

    # ------------------------------------------------------------------------------------------------ machines

    @rule(number=which)
    def restart(self, number: int) -> None:
        """A kiosk's plug is pulled and put back."""
        self.kiosks[number].restart()

    @rule(number=which, year=st.sampled_from([1986, 2099]))
    def wrong_clock(self, number: int, year: int) -> None:
        """A kiosk's clock has no battery, or a wild one; a night passes by it."""
        kiosk = self.kiosks[number]
        kiosk.years_off = 0
        kiosk.years_off = year - kiosk.now().year
        kiosk.night()

    @rule(number=which)
    def right_clock(self, number: int) -> None:
        """Somebody sets it."""
        self.kiosks[number].years_off = 0

    @rule(number=which)
    def rotate(self, number: int) -> None:
        """Staff ask for a new secret."""
        self.hub.does("rotate", device=self.kiosks[number].device)

    @precondition(lambda self: self.kiosks[0].enrolments < 2)
    @rule()
    def revoke(self) -> None:
        """Staff shut a kiosk out; it hears of it, and is taken in again with what it holds."""
        kiosk = self.kiosks[0]
        self.hub.does("revoke", device=kiosk.device)
        kiosk.push()
        kiosk.catch_up()
        kiosk.enrol(self.hub.does("code", library=self.branch))
        self.note("revoked")
