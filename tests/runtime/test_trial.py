"""Settings from the hub on trial: tried, proven, or taken back by the kiosk itself, whatever ends in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kiosk.build_remote import trial_of
from kiosk.remote import REMOTE, RemoteError, check, layered
from kiosk.runtime import trial as trials
from kiosk.runtime.trial import PROVEN_S, Trial, UnusableError
from kiosk.settings import Branch, Settings
from kiosk.store.layers import LayerFiles
from kiosk.visit.events import MinutePassed, RulesChanged
from kiosk.visit.look import HouseRules, Theme
from kiosk.visit.states import Kiosk
from kiosk.wire import Layer, Running
from tests.core.samples import HOUSE, NOW

NIGHT = Layer("1.0", {"look.theme": "night"})


@dataclass
class Bench:
    """A glass that can be started, lived with and ended, on real files."""

    folder: Path
    now: float = 0.0
    posted: list[Any] = field(default_factory=list)

    def start(self) -> Trial:
        """Start the glass."""
        self.trial = Trial(files=LayerFiles(self.folder), rules=rules, post=self.posted.append, clock=lambda: self.now)
        self.values = self.trial.start()
        return self.trial

    def want(self, layer: Layer) -> None:
        """The hub wants something, and the store lane looks."""
        LayerFiles(self.folder).want(layer)
        self.trial.look()

    def live(self, seconds: float) -> None:
        """Time passes, and the glass with it."""
        self.now += seconds
        self.trial.noticed(MinutePassed(NOW), Kiosk(house=HOUSE))
        self.trial.look()

    @property
    def running(self) -> Running:
        """What the heartbeat would tell."""
        return LayerFiles(self.folder).running()


def rules(values: dict[str, Any]) -> HouseRules:
    """Read values as the kiosk does."""
    try:
        settings = layered(Settings(branch=Branch("x")), values)
    except RemoteError as error:
        raise UnusableError(str(error)) from error
    return HouseRules(theme=Theme(settings.look.theme))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Give a glass that runs with its own settings."""
    made = Bench(tmp_path)
    made.start()
    return made


def test_what_is_wanted_is_tried_at_once_and_proven_after_a_minute(bench: Bench) -> None:
    """It is on the disk before it is in force."""
    bench.want(NIGHT)

    assert bench.posted == [RulesChanged(HouseRules(theme=Theme.NIGHT))]
    assert (bench.running.layer, bench.running.trying) == (NIGHT, NIGHT)
    bench.live(PROVEN_S)
    assert bench.running == Running(NIGHT)


def test_a_minute_counts_only_when_the_glass_has_lived_it(bench: Bench) -> None:
    """A loop that hangs proves nothing, however long the store lane looks on."""
    bench.want(NIGHT)
    bench.now += 10 * PROVEN_S

    bench.trial.look()

    assert bench.running.trying == NIGHT


@pytest.mark.parametrize(
    "values", [{"look.theme": "pink"}, {"hub.address": "https://evil.example"}, {"content.stale_after_hours": 0}, {"x": 1}]
)
def test_what_cannot_be_used_is_refused_with_its_key(bench: Bench, values: dict[str, Any]) -> None:
    """The kiosk checks for itself, whatever the hub let through."""
    bench.want(NIGHT)
    bench.live(PROVEN_S)

    bench.want(Layer("2.0", values))

    assert bench.running.layer == NIGHT
    assert bench.running.refused == "2.0"
    assert bench.running.reason.startswith(next(iter(values)))


def test_a_bug_in_the_first_minute_takes_it_back_while_the_glass_runs(bench: Bench) -> None:
    """And it is not tried again: only another version is."""
    bench.want(NIGHT)

    bench.trial.bug()
    bench.trial.look()
    bench.trial.look()

    assert bench.posted[-1] == RulesChanged(HouseRules())
    assert (bench.running.layer, bench.running.refused, bench.running.reason) == (Layer(), "1.0", "bug")
    bench.want(Layer("2.0", NIGHT.values))
    assert bench.running.trying == Layer("2.0", NIGHT.values)


def test_a_bug_later_on_is_not_taken_for_the_settings_fault(bench: Bench) -> None:
    """They have proved themselves."""
    bench.want(NIGHT)
    bench.live(PROVEN_S)

    bench.trial.bug()
    bench.trial.look()

    assert bench.running == Running(NIGHT)


def test_the_plug_may_be_pulled_once_but_a_second_start_goes_back(bench: Bench) -> None:
    """By itself, before anything is made of the settings."""
    bench.want(NIGHT)

    bench.start()
    assert bench.values == NIGHT.values
    bench.start()

    assert bench.values == {}
    assert (bench.running.refused, bench.running.reason) == ("1.0", "did_not_stay")


def test_a_second_start_that_lives_proves_it(bench: Bench) -> None:
    """A power cut in the first minute is no fault of the settings."""
    bench.want(NIGHT)

    bench.start()
    bench.live(PROVEN_S)

    assert bench.running == Running(NIGHT)


def test_a_newer_program_that_cannot_use_what_ran_goes_on_without_it(bench: Bench) -> None:
    """A key may leave the list."""
    LayerFiles(bench.folder).run(Running(Layer("1.0", {"gone.key": 1})))

    bench.start()

    assert bench.values == {}
    assert bench.running.refused == "1.0"


def test_both_what_is_tried_and_what_was_good_may_be_unusable(bench: Bench) -> None:
    """Then the kiosk's own settings are all there is."""
    LayerFiles(bench.folder).run(Running(Layer("1.0", {"gone": 1}), trying=Layer("2.0", {"gone": 2})))

    bench.start()

    assert bench.values == {}


def test_taking_everything_back_at_the_hub_is_a_version_like_any_other(bench: Bench) -> None:
    """The kiosk's own settings are in force again."""
    bench.want(NIGHT)
    bench.live(PROVEN_S)

    bench.want(Layer("2.0", {}))

    assert bench.posted[-1] == RulesChanged(HouseRules())


def test_a_disk_in_trouble_changes_nothing(bench: Bench) -> None:
    """What could not be written is not put in force."""
    bench.folder.joinpath("running.json.part").mkdir()

    bench.want(NIGHT)

    assert bench.posted == []
    assert bench.trial.running == Running()


def test_half_a_file_counts_as_none(bench: Bench) -> None:
    """After a fall, the kiosk starts with its own settings."""
    bench.folder.joinpath("running.json").write_text('{"good": {"ver')
    bench.folder.joinpath("wanted.json").write_text("[")

    bench.start()
    bench.trial.look()

    assert bench.values == {}


def test_the_whole_list_can_be_set_and_each_key_is_checked(tmp_path: Path) -> None:
    """As build puts it together, over the kiosk's own settings."""
    made = trial_of(Settings(branch=Branch("x")), tmp_path / "kiosk.toml", tmp_path, lambda _event: None)
    good = {"look.theme": "contrast", "look.low_reach": True, "look.calm": True, "sound.on": False}
    good |= {"content.stale_after_hours": 48, "scanner.frame_timeout_ms": 300, "scanner.item_pattern": "[0-9]{8}"}
    assert set(good) == set(REMOTE)
    check(good)

    LayerFiles(tmp_path).want(Layer("1.0", good))
    made.look()

    assert made.running.layer.values == good
    assert trials.MOST_STARTS == 2
