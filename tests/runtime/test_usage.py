"""Counting use: visits, rooms and slips by the hour, and nothing that tells one visitor from another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.runtime.usage import UseTally
from kiosk.store.use_files import MOST, UseFiles
from kiosk.visit.events import (
    DonePressed,
    Event,
    GlassTouched,
    HomePressed,
    MinutePassed,
    PosterTurned,
    Room,
    RoomChosen,
    SlipPrinted,
)
from kiosk.visit.states import Done, EventList, GroupList, Home, Kiosk, Place, Resting, SlipState, StaffRoom
from tests.core.samples import HOUSE, NOW, RECEIPT, RECORD


class Count:
    """A tally on real files, and a clock."""

    def __init__(self, folder: Path) -> None:
        self.moment = NOW
        self.ids = iter(f"{number:08}-0000-4000-8000-000000000000" for number in range(100))
        self.files = UseFiles(folder)
        self.tally = UseTally(files=self.files, do=_now, wall=lambda: self.moment, new_id=lambda: next(self.ids))

    def see(self, event: Event, place: Place, ticket: int = 1) -> None:
        """Let something happen."""
        self.tally.noticed(event, Kiosk(house=HOUSE, ticket=ticket, place=place))  # type: ignore[arg-type] # a number is a ticket

    def left(self) -> list[dict[str, object]]:
        """Give what was left for the hub."""
        return [msgspec.json.decode(body) for _, body in self.files.waiting(100)]


def _now(job: Callable[[], None]) -> None:
    """Do a job here and now."""
    job()


@pytest.fixture
def count(tmp_path: Path) -> Count:
    """Give one."""
    return Count(tmp_path)


def test_an_hour_is_left_when_it_is_over(count: Count) -> None:
    """One op, in the hub's words, with an id for ever."""
    count.see(GlassTouched(), Home())
    count.see(RoomChosen(Room.LOCAL), EventList())
    count.moment += timedelta(hours=1)

    count.see(MinutePassed(count.moment), Home())

    assert count.left() == [
        {
            "id": "00000000-0000-4000-8000-000000000000",
            "kind": "use",
            "data": {"hour": "2026-11-24T13:00:00Z", "counts": {"room.local": 1, "visit": 1}},
        }
    ]


def test_a_room_counts_once_a_visit_and_again_for_the_next(count: Count) -> None:
    """Going to and fro is not more use."""
    for ticket in (1, 2):
        for _ in range(3):
            count.see(RoomChosen(Room.LOCAL), EventList(), ticket)
            count.see(HomePressed(), Home(), ticket)
        count.see(RoomChosen(Room.COMMUNITIES), GroupList(), ticket)

    count.tally.close()

    assert count.left()[0]["data"] == {
        "hour": "2026-11-24T13:00:00Z",
        "counts": {"room.communities": 2, "room.local": 2, "visit": 2},
    }


def test_a_slip_counts_when_it_came_out_and_once_by_its_number(count: Count) -> None:
    """Two slips are two."""
    done = Done(RECORD.occasion, RECEIPT, SlipState.PRINTED)
    for number in (1, 1, 2):
        count.see(SlipPrinted(1, number), done)  # type: ignore[arg-type] # a number is a ticket

    count.tally.close()

    assert count.left()[0]["data"] == {"hour": "2026-11-24T13:00:00Z", "counts": {"slip.signup": 2}}


def test_nobody_and_staff_are_not_counted(count: Count) -> None:
    """Posters that turn, a visit that ends, the room behind the PIN."""
    count.see(PosterTurned(), Resting())
    count.see(DonePressed(), Resting())
    count.see(GlassTouched(), StaffRoom(None, SlipState.OFFERED))

    count.tally.close()

    assert count.left() == []


def test_what_waits_too_long_goes_the_oldest_first(tmp_path: Path) -> None:
    """Two months without a network must not fill a disk."""
    files = UseFiles(tmp_path)
    for number in range(MOST + 3):
        files.leave(f"{number:06}", "{}")

    assert files.waiting(1)[0][0] == "000003.json"


def test_a_disk_in_trouble_costs_a_count_and_no_more(count: Count, tmp_path: Path) -> None:
    """The glass goes on."""
    tmp_path.joinpath("use").write_text("a file in the way")
    count.see(GlassTouched(), Home())

    count.tally.close()
