"""What staff have done at the hub from the settings screen: refused letters sent again, and the kiosk enrolled by its scanner."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.codes import BookCode, EnrolmentCode
from kiosk.rooms.staff.model import Enrolling
from kiosk.visit.effects import Enrol, PlaySound, SendAgain, Sound
from kiosk.visit.events import CodeScanned, DonePressed, EnrolmentAnswered, SendAgainPressed, StaffReportRead
from kiosk.visit.views import Mood, StaffView
from tests.core.samples import Visitor, house
from tests.core.test_staff_room import REPORT, inside, lines

LETTER = CodeScanned(EnrolmentCode("e" * 290))
ENROLLING = "Tilmelding til den fælles server"


def test_staff_send_the_refused_ones_again() -> None:
    """Where there are any, and only then."""
    visitor = inside()
    assert visitor.do(SendAgainPressed()).effects == ()
    visitor.do(StaffReportRead(visitor.kiosk.ticket, REPORT))

    (press,) = (each for each in visitor.sees(StaffView).presses if each.id == "send_again")

    assert press.words == "Send de afviste igen"
    assert visitor.do(press.event).asked(SendAgain).ticket == visitor.kiosk.ticket
    visitor.do(StaffReportRead(visitor.kiosk.ticket, replace(REPORT, parked=())))
    assert "send_again" not in [each.id for each in visitor.sees(StaffView).presses]
    assert visitor.do(SendAgainPressed()).effects == ()


def test_staff_enrol_the_kiosk_with_its_own_scanner() -> None:
    """Once at a time; the letter is handed on and stays nowhere."""
    visitor = inside().do(LETTER)

    assert visitor.asked(Enrol) == Enrol(visitor.kiosk.ticket, "e" * 290)
    assert visitor.asked(PlaySound).sound is Sound.SCANNED
    assert "eee" not in repr((visitor.kiosk, visitor.effects))
    assert lines(visitor, ENROLLING) == [("", "Serveren bliver spurgt …", Mood.QUIET)]
    assert visitor.do(LETTER).effects == ()

    visitor.do(EnrolmentAnswered(visitor.kiosk.ticket, Enrolling("active", "Aalborg")))
    assert lines(visitor, ENROLLING) == [("Aalborg", "Skærmen er tilmeldt.", Mood.GOOD)]


@pytest.mark.parametrize(
    "code",
    ["bad_letter", "other_hub", "no_hub", "in_settings", "no_such_code", "code_used", "slow_down", "slow", "tls", "what"],
)
def test_staff_are_told_why_it_did_not_work_and_may_scan_again(code: str) -> None:
    """In words, also for a reason we do not know."""
    visitor = inside().do(LETTER)

    visitor.do(EnrolmentAnswered(visitor.kiosk.ticket, Enrolling(code)))

    ((_, said, mood),) = lines(visitor, ENROLLING)
    assert said.endswith(".")
    assert mood is Mood.GONE
    assert visitor.do(LETTER).asked(Enrol).ticket == visitor.kiosk.ticket


def test_a_kiosk_that_is_not_enrolled_says_how_to() -> None:
    """A hub is set up, and no key came from it; a kiosk without a hub says nothing of one."""
    waiting = inside(house(seal_ready=False))
    alone = inside(house(seal_ready=False, hub_known=False))

    assert lines(waiting, ENROLLING)[0][1].startswith("Skærmen er ikke tilmeldt.")
    assert lines(alone, ENROLLING) == []


def test_the_room_takes_no_other_scan_and_no_answer_after_staff_left() -> None:
    """A book is for visitors, and the next one does not hear of enrolling."""
    visitor = inside()
    assert visitor.do(CodeScanned(BookCode("9788702000016"))).effects == ()
    ticket = visitor.do(LETTER).kiosk.ticket

    left = visitor.do(DonePressed()).kiosk

    assert visitor.do(EnrolmentAnswered(ticket, Enrolling("active"))).kiosk == left


def test_an_answer_for_staff_who_walked_to_another_place_changes_nothing() -> None:
    """The ticket is theirs still, the room is not."""
    visitor = Visitor()

    assert visitor.do(EnrolmentAnswered(visitor.kiosk.ticket, Enrolling("active"))).kiosk.place == Visitor().kiosk.place
