"""What staff have done at the hub: refused letters sent again, and the kiosk enrolled by a letter that sync carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.nouns import Ticket
from kiosk.ports import StoreError
from kiosk.rooms.staff.model import Enrolling
from kiosk.runtime.errands import HubErrands
from kiosk.store.errand import Errand
from kiosk.visit.effects import Enrol, SendAgain
from kiosk.visit.events import EnrolmentAnswered
from kiosk.wire import EnrolmentTold, Verdict
from tests.runtime.clocks import LetterBox, StandingClock
from tests.store.conftest import MakePerson

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.store.letters import Letters

HERE = Ticket(5)


class Desk:
    """Errands on real files, with a note of each ring."""

    def __init__(self, folder: Path, letters: Letters, refusal: str = "") -> None:
        self.box, self.rings, self.errand = LetterBox(), list[int](), Errand(folder)
        self.errands = HubErrands(
            letters=letters,
            errand=self.errand,
            refusal=refusal,
            wall=StandingClock().wall,
            post=self.box.post,
            ring=lambda: self.rings.append(1),
        )


@pytest.fixture
def desk(tmp_path: Path, letters: Letters) -> Desk:
    return Desk(tmp_path, letters)


def test_refused_letters_are_offered_again_and_sync_is_woken(desk: Desk, letters: Letters, person: MakePerson) -> None:
    """Under the same id; where nothing was refused nobody is woken."""
    desk.errands.send_again(SendAgain(HERE))
    assert desk.rings == []
    refused = person()
    refused.sign_up(letters)
    letters.apply([Verdict(refused.letter, "rejected", code="closed")], 0.0)

    desk.errands.send_again(SendAgain(HERE))

    assert [op.id for op in letters.next_batch(0.0)] == [refused.letter]
    assert desk.rings == [1]


def test_a_letter_is_carried_and_its_answer_told_once(desk: Desk) -> None:
    """To whoever asked; sync finds the letter once, and it lies nowhere after."""
    desk.errands.enrol(Enrol(HERE, "x" * 290))
    desk.errands.look()
    assert desk.box.events == []

    assert desk.errand.take() == "x" * 290
    assert desk.errand.take() == ""
    desk.errand.answer(EnrolmentTold("active", "Aalborg"))
    desk.errands.look()
    desk.errands.look()

    assert desk.box.events == [EnrolmentAnswered(HERE, Enrolling("active", "Aalborg"))]
    assert desk.rings == [1]


def test_an_answer_to_an_older_letter_is_not_taken_for_this_ones(desk: Desk) -> None:
    """Somebody scans again before the first answer was read."""
    desk.errands.enrol(Enrol(HERE, "first"))
    desk.errand.answer(EnrolmentTold("no_such_code"))

    desk.errands.enrol(Enrol(HERE, "second"))
    desk.errands.look()

    assert desk.box.events == []


@pytest.mark.parametrize("why", ["no_hub", "in_settings"])
def test_a_kiosk_that_cannot_be_enrolled_so_says_why_at_once(tmp_path: Path, letters: Letters, why: str) -> None:
    """And nothing is written."""
    desk = Desk(tmp_path, letters, refusal=why)

    desk.errands.enrol(Enrol(HERE, "letter"))

    assert desk.box.events == [EnrolmentAnswered(HERE, Enrolling(why))]
    assert desk.errand.take() == ""


def test_a_disk_in_trouble_is_told(tmp_path: Path, letters: Letters) -> None:
    """The letter could not be written."""
    desk = Desk(tmp_path / "gone", letters)

    desk.errands.enrol(Enrol(HERE, "letter"))

    assert desk.box.events == [EnrolmentAnswered(HERE, Enrolling("broken"))]


def test_an_answer_that_cannot_be_read_is_a_fault_and_no_crash(desk: Desk, tmp_path: Path) -> None:
    """The glass goes on waiting; the file's other end sees a fault with a reason."""
    desk.errands.enrol(Enrol(HERE, "letter"))
    (tmp_path / "enrol-told").write_bytes(b"{half")

    with pytest.raises(StoreError, match="broken"):
        desk.errand.answered()
    (tmp_path / "enrol-told").write_bytes(b"{half")
    desk.errands.look()

    assert desk.box.events == []
