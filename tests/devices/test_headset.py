"""The headset's jack: found by its switch, read beside others, told when it changes, and none the worse for coming and going."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.headset import EV_SW, EVENT, SW_HEADPHONE_INSERT, HeadsetKeeper, Jacks

JACK, LID, NONE = "4\n", "1\n", "0\n"
"""The switches of a headphone jack, of a laptop's lid, and of something without any, as the kernel writes them."""


class System:
    """Folders that look like /sys and /dev; a jack's device is a pipe that we write events to."""

    def __init__(self, folder: Path) -> None:
        """Begin with nothing."""
        self.sys, self.dev = folder / "sys", folder / "dev"
        (self.sys / "class" / "input").mkdir(parents=True)
        (self.dev / "input").mkdir(parents=True)
        self._ends: dict[str, int] = {}

    def add(self, name: str, switches: str = JACK) -> None:
        """Something appears."""
        device = self.sys / "class" / "input" / name / "device" / "capabilities"
        os.mkfifo(self.dev / "input" / name)
        self._ends[name] = os.open(self.dev / "input" / name, os.O_RDWR | os.O_NONBLOCK)
        device.mkdir(parents=True)
        (device / "sw").write_text(switches)

    def plug(self, name: str, *, inside: bool) -> None:
        """The switch moves; the kernel reports it with an end of report."""
        os.write(self._ends[name], EVENT.pack(0, 0, EV_SW, SW_HEADPHONE_INSERT, int(inside)) + EVENT.pack(0, 0, 0, 0, 0))

    def other_switch(self, name: str) -> None:
        """A switch we do not know moves (a microphone goes in)."""
        os.write(self._ends[name], EVENT.pack(0, 0, EV_SW, 4, 1))

    def remove(self, name: str) -> None:
        """It is gone, also from the kernel's list."""
        (self.sys / "class" / "input" / name / "device" / "capabilities" / "sw").unlink()
        (self.dev / "input" / name).unlink()
        os.close(self._ends.pop(name))

    def close(self) -> None:
        """Let go of all."""
        for end in self._ends.values():
            os.close(end)


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    made = System(tmp_path)
    yield made
    made.close()


@pytest.fixture
def jacks(system: System) -> Iterator[Jacks]:
    made = Jacks(system.sys, system.dev)
    yield made
    made.close()


@pytest.fixture
def never() -> Iterator[int]:
    """A file that never becomes readable."""
    out, into = os.pipe()
    yield out
    os.close(out)
    os.close(into)


def test_a_headset_is_in_when_its_switch_says_so(system: System, jacks: Jacks, never: int) -> None:
    """In and out again; other switches and other devices mean nothing."""
    system.add("event3")
    system.add("event4", LID)
    system.add("event5", NONE)
    system.add("event6", "what\n")
    jacks.look()
    assert not jacks.inside

    system.plug("event3", inside=True)
    jacks.listen(1, never)
    assert jacks.inside

    system.other_switch("event3")
    jacks.listen(1, never)
    assert jacks.inside

    system.plug("event3", inside=False)
    jacks.listen(1, never)
    assert not jacks.inside
    assert list(jacks._open) == ["event3"]


def test_a_jack_that_is_pulled_out_takes_its_headset_with_it(system: System, jacks: Jacks, never: int) -> None:
    """A USB headset is a jack with a headset in it: both come and go."""
    system.add("event3")
    jacks.look()
    system.plug("event3", inside=True)
    jacks.listen(1, never)

    system.remove("event3")
    jacks.look()
    assert not jacks.inside

    system.add("event7")
    jacks.look()
    system.plug("event7", inside=True)
    jacks.listen(1, never)
    assert jacks.inside


def test_a_device_that_breaks_while_it_is_read_is_let_go(system: System, jacks: Jacks, never: int) -> None:
    """The end of a file, or an error, is no headset."""
    system.add("event3")
    jacks.look()
    system.plug("event3", inside=True)
    jacks.listen(1, never)

    os.close(system._ends.pop("event3"))
    jacks.listen(1, never)

    assert (jacks.inside, jacks._open) == (False, {})


def test_a_device_that_may_not_be_opened_is_none(system: System, jacks: Jacks) -> None:
    """Nor one that has a name in the kernel's list and no file."""
    system.add("event3")
    (system.dev / "input" / "event3").unlink()

    jacks.look()

    assert not jacks._open


class Told:
    """Keeps what the keeper tells."""

    def __init__(self) -> None:
        """Begin empty."""
        self.found: list[bool] = []
        self.plugged: list[bool] = []
        self._news = threading.Condition()

    def on_found(self, inside: bool) -> None:
        """Hear how it stands."""
        with self._news:
            self.found.append(inside)
            self._news.notify_all()

    def on_plugged(self, inside: bool) -> None:
        """Hear a change."""
        with self._news:
            self.plugged.append(inside)
            self._news.notify_all()

    def wait(self, found: int, plugged: int) -> None:
        """Wait for so many of each."""
        with self._news:
            assert self._news.wait_for(lambda: (len(self.found), len(self.plugged)) == (found, plugged), 10)


def test_the_keeper_tells_how_it_stands_and_then_what_changes(
    system: System, jacks: Jacks, caplog: pytest.LogCaptureFixture
) -> None:
    """Once at the start, and one line in the log for each change."""
    caplog.set_level("INFO")
    system.add("event3")
    told = Told()
    keeper = HeadsetKeeper(jacks=jacks, on_found=told.on_found, on_plugged=told.on_plugged)
    keeper.start()
    told.wait(1, 0)

    system.plug("event3", inside=True)
    told.wait(1, 1)
    system.plug("event3", inside=False)
    told.wait(1, 2)
    keeper.stop()

    assert (told.found, told.plugged) == ([False], [True, False])
    assert [record.getMessage() for record in caplog.records] == ["headset in", "headset out"]
    assert not jacks._open


def test_a_keeper_that_was_never_started_can_be_stopped(jacks: Jacks) -> None:
    """A kiosk that is told to stop while it starts."""
    told = Told()

    HeadsetKeeper(jacks=jacks, on_found=told.on_found, on_plugged=told.on_plugged).stop()

    assert told.found == []
