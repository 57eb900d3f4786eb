"""The model's worst days: the hub killed, put back from a backup, a kiosk killed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.long.model.machine import HubAndKiosks, which


class HardDays(HubAndKiosks):
    """The whole model. Each disaster once an example: they cost seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.copy: tuple[Path, dict[str, str], set[str]] | None = None
        self.kills = self.deaths = 0

    @precondition(lambda self: self.kills < 1)
    @rule(number=which, in_flight=st.booleans())
    def hub_killed(self, number: int, *, in_flight: bool) -> None:
        """All its processes at once, while a kiosk pushes or not; it comes back on the same data."""
        self.kills += 1
        kiosk = self.kiosks[number]
        kiosk.sign_up("large")
        if in_flight:
            kiosk.while_pushing(self.hub.kill)
        else:
            self.hub.kill()
        kiosk.sign_up("large")
        kiosk.push()
        kiosk.pull()
        self.hub.start()
        self.note("hub killed")

    @precondition(lambda self: self.copy is None)
    @rule()
    def back_up(self) -> None:
        """The nightly backup; kiosks hear what is safe, and shred it."""
        self.copy = self.hub.back_up(), dict(self.live), set(self.past.let_off)
        for kiosk in self.kiosks:
            kiosk.catch_up()

    @precondition(lambda self: self.copy is not None and not self.past.restored)
    @rule()
    def put_back(self) -> None:
        """The hub's disk is lost; what it was at the backup is put back, under a new epoch."""
        assert self.copy is not None
        copy, self.live, self.past.let_off = self.copy
        self.hub.put_back(copy)
        self.past.restored = True
        self.note("restored")

    @precondition(lambda self: self.deaths < 1)
    @rule(number=which, after_s=st.sampled_from([0.25, 0.35, 0.45, 0.6, 1.0]))
    def kiosk_killed(self, number: int, after_s: float) -> None:
        """The real sync process is killed in the middle of whatever it does."""
        self.deaths += 1
        self.kiosks[number].sign_up("small")
        self.kiosks[number].killed(after_s)
        self.note("kiosk killed")
