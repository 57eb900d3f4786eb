"""The hands: every effect goes to whoever does it, in the right lane, and how it went comes back with the visitor's ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.nouns import DANISH, Key, SignupId, Ticket
from kiosk.ports import Trouble
from kiosk.rooms.signup.model import Draft
from kiosk.runtime.hands import Hands
from kiosk.slips.blocks import Slip
from kiosk.visit.effects import (
    CheckPin,
    Effect,
    Enrol,
    FindBook,
    FindSignup,
    ForgetVisitor,
    KeepCancel,
    KeepHouseLanguage,
    KeepSignup,
    PlaySound,
    PrintSlip,
    ReadStaffReport,
    SendAgain,
    Sound,
    WatchVerdict,
)
from kiosk.visit.events import SlipFailed, SlipPrinted
from tests.core.samples import OCCASION
from tests.runtime.clocks import LetterBox
from tests.slips.samples import SIGNUP

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Ticket(4)


class Notes:
    """Writes down who was asked, in which lane, and for what."""

    def __init__(self) -> None:
        self.done: list[tuple[str, Any]] = []
        self.lane = ""

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Be anybody who is asked anything."""

        def asked(*what: object) -> None:
            self.done.append((f"{self.lane}{name}", what[0] if what else None))

        return asked


class Lane:
    """Does a job at once, and says where."""

    def __init__(self, notes: Notes, name: str) -> None:
        self._notes, self._name = notes, name

    def do(self, job: Callable[[], None]) -> None:
        """Do it here and now."""
        self._notes.lane = f"{self._name}:"
        job()
        self._notes.lane = ""


class Paper:
    """A printer that keeps the slips and whom to tell."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.waiting: list[tuple[Slip, Callable[[Trouble | None], None]]] = []

    def print_slip(self, slip: Slip, done: Callable[[Trouble | None], None]) -> None:
        """Keep it."""
        self.waiting.append((slip, done))

    def forget(self) -> None:
        """Be told that the visitor has left."""
        self._notes.done.append(("printer forgets", None))


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def box() -> LetterBox:
    return LetterBox()


@pytest.fixture
def paper(notes: Notes) -> Paper:
    return Paper(notes)


@pytest.fixture
def hands(notes: Notes, box: LetterBox, paper: Paper) -> Hands:
    anybody: Any = notes
    store: Any = Lane(notes, "store")
    staff: Any = Lane(notes, "staff")
    return Hands(
        store=store,
        archive=anybody,
        printer=paper,
        staff_lane=staff,
        staff=anybody,
        errands=anybody,
        play=lambda sound: notes.done.append(("play", sound)),
        forget_glass=lambda: notes.done.append(("glass forgets", None)),
        post=box.post,
    )


EFFECTS: list[tuple[Effect, str]] = [
    (KeepSignup(HERE, OCCASION, Draft("Åse"), "signup-1", DANISH), "store:keep_signup"),
    (FindSignup(HERE), "store:find_signup"),
    (KeepCancel(HERE, SignupId("1")), "store:keep_cancel"),
    (WatchVerdict(HERE, SignupId("1")), "store:watch"),
    (FindBook(HERE, key=Key("x")), "store:find_book"),
    (ReadStaffReport(HERE), "store:report"),
    (SendAgain(HERE), "store:send_again"),
    (Enrol(HERE, "letter"), "store:enrol"),
    (CheckPin(HERE, "123456"), "staff:check_pin"),
]


@pytest.mark.parametrize(("effect", "asked"), EFFECTS, ids=lambda value: value if isinstance(value, str) else "")
def test_each_effect_is_done_in_its_lane(hands: Hands, notes: Notes, effect: Effect, asked: str) -> None:
    """What reads or writes a file in the store's lane, what hashes in the staff's, with the whole effect."""
    hands.perform(effect)

    assert notes.done == [(asked, effect)]


def test_a_language_and_a_sound_are_passed_on(hands: Hands, notes: Notes) -> None:
    """The two that carry no ticket."""
    hands.perform(KeepHouseLanguage(DANISH))
    hands.perform(PlaySound(Sound.DONE))

    assert notes.done == [("staff:keep_language", DANISH), ("play", Sound.DONE)]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (None, SlipPrinted(HERE, 7)),
        (Trouble.PAPER_OUT, SlipFailed(HERE, 7, "paper_out")),
        (Trouble.UNKNOWN, SlipFailed(HERE, 7, "unknown")),
    ],
)
def test_how_a_slip_went_is_told_to_its_visitor(
    hands: Hands, box: LetterBox, paper: Paper, trouble: Trouble | None, told: object
) -> None:
    """Nothing is said until the printer knows; then with the ticket of who asked."""
    hands.perform(PrintSlip(HERE, SIGNUP, 7))
    assert box.events == []

    ((slip, done),) = paper.waiting
    done(trouble)

    assert slip is SIGNUP
    assert box.events == [told]


def test_when_the_visitor_leaves_everybody_forgets(hands: Hands, notes: Notes) -> None:
    """Paper that waits, the watched verdict, and the glass."""
    hands.perform(ForgetVisitor(HERE))

    assert notes.done == [("printer forgets", None), ("store:unwatch", None), ("glass forgets", None)]
