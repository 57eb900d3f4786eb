"""The idle clock: 25 seconds and 20, doubled in forms, extended for ever by a touch, and deaf to the wall clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import pytest

from kiosk.build import machine
from kiosk.codes import StrangeCode
from kiosk.nouns import Lost, Part
from kiosk.rooms.signup.model import Receipt
from kiosk.runtime.idle import IdleClock
from kiosk.visit.effects import KeepSignup
from kiosk.visit.events import (
    CodeScanned,
    DonePressed,
    Event,
    EventChosen,
    GlassTouched,
    HealthChanged,
    KeyTyped,
    MinutePassed,
    NextPressed,
    PosterTurned,
    Room,
    RoomChosen,
    SendPressed,
    SignupChosen,
    SignupKept,
    SizeChosen,
    StillHerePressed,
    TimeRanOut,
    WentQuiet,
)
from kiosk.visit.look import TextSize
from kiosk.visit.states import Done, Home, Keeping, Kiosk, Resting
from tests.core.samples import CATALOGUE, HOUSE, READING, RECEIPT
from tests.runtime.clocks import StandingClock


@dataclass
class Night:
    """A kiosk whose only clock is ours: every half second the idle clock looks, as on the glass."""

    clock: StandingClock = field(default_factory=StandingClock)
    kiosk: Kiosk = field(default_factory=lambda: Kiosk(HOUSE, place=Home()))
    posted: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start the idle clock."""
        self._mail: list[Event] = []
        self.idle = IdleClock(clock=self.clock.monotonic, wall=self.clock.wall, post=self._mail.append)
        self._step = partial(machine, CATALOGUE)

    def do(self, *happened: Event) -> Night:
        """Let things happen; what the store is asked for is left unanswered."""
        for event in happened:
            self.kiosk, self.effects = self._step(self.kiosk, event)
            self.idle.noticed(event, self.kiosk)
        return self

    def go(self, seconds: float) -> list[Event]:
        """Let time pass; give what the idle clock posted meanwhile, minutes left out."""
        posted: list[Event] = []
        for _ in range(round(seconds * 2)):
            self.clock.go(0.5)
            self.idle.tick(self.kiosk)
            while self._mail:
                event = self._mail.pop(0)
                self.do(event)
                posted.append(event)
        return [event for event in posted if not isinstance(event, MinutePassed)]

    def at_the_form(self) -> Night:
        """Stand in the first question of a sign-up."""
        return self.do(GlassTouched(), RoomChosen(Room.LOCAL), EventChosen(READING.key), SignupChosen())


@pytest.fixture
def night() -> Night:
    return Night()


def test_after_25_quiet_seconds_it_asks_and_after_20_more_the_visit_ends(night: Night) -> None:
    """Given somebody on Home, the question comes at 25 s and the end at 45 s, not sooner; then the next visitor may come."""
    night.do(GlassTouched())
    ticket = night.kiosk.ticket

    assert night.go(24.5) == []
    assert night.go(0.5) == [WentQuiet(ticket)]
    assert night.go(19.5) == []
    assert night.go(0.5) == [TimeRanOut(ticket)]
    assert isinstance(night.kiosk.place, Resting)
    assert night.kiosk.ticket != ticket


def test_in_a_form_both_are_doubled(night: Night) -> None:
    """Given somebody who types, it is 50 and 40 seconds."""
    night.at_the_form()

    assert night.go(49.5) == []
    assert night.go(0.5) == [WentQuiet(night.kiosk.ticket)]
    assert night.go(39.5) == []
    assert [type(event) for event in night.go(0.5)] == [TimeRanOut]


def test_with_the_largest_words_both_are_doubled_everywhere(night: Night) -> None:
    """Given somebody who needs large words on Home, it is 50 and 40 seconds."""
    night.do(GlassTouched(), SizeChosen(TextSize.LARGEST))

    assert night.go(49.5) == []
    assert [type(event) for event in night.go(0.5)] == [WentQuiet]
    assert night.go(39.5) == []
    assert [type(event) for event in night.go(0.5)] == [TimeRanOut]


def test_the_time_can_be_extended_for_ever(night: Night) -> None:
    """Given somebody who answers just before the end, fifty times over, the visit is still theirs and the form kept."""
    night.at_the_form()
    ticket, place = night.kiosk.ticket, night.kiosk.place

    for _ in range(50):
        assert night.go(89.5) == [WentQuiet(ticket)]
        night.do(StillHerePressed())

    assert (night.kiosk.ticket, night.kiosk.place, night.kiosk.warned) == (ticket, place, False)


@pytest.mark.parametrize("act", [GlassTouched(), RoomChosen(Room.LOCAL), CodeScanned(StrangeCode(9))])
def test_any_touch_or_scan_begins_the_silence_anew(night: Night, act: Event) -> None:
    """Given an act at 24 seconds, the question comes 25 seconds after it."""
    night.do(GlassTouched())
    assert night.go(24) == []

    night.do(act)

    assert night.go(24.5) == []
    assert [type(event) for event in night.go(0.5)] == [WentQuiet]


def test_what_the_world_does_is_no_sign_of_a_visitor(night: Night) -> None:
    """Given a printer that comes and goes, the silence goes on."""
    night.do(GlassTouched())
    assert night.go(20) == []

    night.do(HealthChanged(Part.PRINTER, Lost("gone")))

    assert [type(event) for event in night.go(5)] == [WentQuiet]


@pytest.mark.parametrize("leap", [timedelta(days=-400), timedelta(hours=1), timedelta(days=4000)])
def test_setting_the_wall_clock_changes_nothing(night: Night, leap: timedelta) -> None:
    """Given a clock that is set while somebody stands there, the question still comes at 25 seconds of real time."""
    night.do(GlassTouched())
    assert night.go(10) == []

    night.clock.wall_time += leap

    assert night.go(14.5) == []
    assert [type(event) for event in night.go(0.5)] == [WentQuiet]
    night.clock.wall_time -= leap
    assert night.go(19.5) == []
    assert [type(event) for event in night.go(0.5)] == [TimeRanOut]


def test_a_start_that_nobody_has_touched_rests_without_asking(night: Night) -> None:
    """Given a kiosk that has just started on Home, it rests after 25 seconds, and asks no empty room whether it is there."""
    assert night.go(24.5) == []
    assert night.go(0.5) == [DonePressed()]
    assert isinstance(night.kiosk.place, Resting)


def test_after_somebody_has_left_by_choice_and_woken_it_again_the_next_one_is_asked(night: Night) -> None:
    """Given one visitor who pressed »Jeg er færdig«, the next touch is somebody's, and they are asked."""
    night.do(GlassTouched(), DonePressed())
    assert isinstance(night.kiosk.place, Resting)
    night.do(GlassTouched())

    assert [type(event) for event in night.go(25)] == [WentQuiet]


def test_while_a_signup_is_kept_nobody_is_asked(night: Night) -> None:
    """Given a disk that takes an hour, nothing interrupts; when the answer comes, the limits of its screen begin."""
    night.at_the_form().do(*_typed("Å"), NextPressed(), *_typed("12345678"), NextPressed(), SendPressed())
    assert isinstance(night.kiosk.place, Keeping)
    assert any(isinstance(effect, KeepSignup) for effect in night.effects)

    assert night.go(3600) == []

    receipt: Receipt = RECEIPT
    night.do(SignupKept(night.kiosk.ticket, receipt))
    assert isinstance(night.kiosk.place, Done)


def test_at_rest_the_poster_turns_every_ten_seconds(night: Night) -> None:
    """Given an empty room, one step of the spiral each ten seconds, and nothing else."""
    night.do(GlassTouched(), DonePressed())

    turned = night.go(60)

    assert set(map(type, turned)) == {PosterTurned}
    assert 5 <= len(turned) <= 7


def test_each_minute_is_told_once() -> None:
    """Given two minutes of half seconds, three minutes are told: the one it began in and two more."""
    clock, mail = StandingClock(), list[Event]()
    idle = IdleClock(clock=clock.monotonic, wall=clock.wall, post=mail.append)

    for _ in range(241):
        idle.tick(Kiosk(HOUSE))
        clock.go(0.5)

    told = [event.now for event in mail if isinstance(event, MinutePassed)]
    assert [(now.hour, now.minute) for now in told] == [(12, 0), (12, 1), (12, 2)]


def _typed(text: str) -> list[Event]:
    return [KeyTyped(character) for character in text]
