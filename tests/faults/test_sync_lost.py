"""The sync process dies, hangs, or leaves rubbish: the glass goes on, says so, and still keeps sign-ups."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from kiosk.nouns import Lost, Part, Well
from kiosk.visit import events as e
from kiosk.visit.states import Done, EventPage
from tests.faults.branch import EVENT, SmallBranch
from tests.faults.headless import Headless, running

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

SILENT = Lost("silent")


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[SmallBranch]:
    with SmallBranch(tmp_path) as made:
        yield made


@pytest.fixture
def sync(branch: SmallBranch) -> subprocess.Popen[str]:
    return branch.start_sync()


@pytest.fixture
def glass(branch: SmallBranch, sync: subprocess.Popen[str]) -> Iterator[Headless]:
    """A glass that has seen the sync process alive, with somebody at an event's page."""
    with running(branch.config) as made:
        made.until(lambda kiosk: kiosk.house.part(Part.SYNC) == Well() and kiosk.house.seal_ready)
        made.do(e.GlassTouched(), e.RoomChosen(e.Room.LOCAL), e.EventChosen(EVENT))
        yield made


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_sync_process_that_dies_or_hangs_is_reported_and_a_signup_is_kept(
    branch: SmallBranch, sync: subprocess.Popen[str], glass: Headless, number: signal.Signals
) -> None:
    """Given the process killed or stopped, the part is lost within seconds, nobody's page changes, and the sign-up is on disk."""
    sync.send_signal(number)

    kiosk = glass.until(lambda kiosk: kiosk.house.part(Part.SYNC) == SILENT)
    assert kiosk.place == EventPage(EVENT)
    assert kiosk.house.part(Part.STORE) == Well()
    place = glass.sign_up(EVENT, "Ulvhild").place

    assert isinstance(place, Done)
    sync.kill()
    sync.wait()
    branch.reckon({place.receipt.code: "Ulvhild"}).check(unpromised_at_most=0)


def test_a_sync_process_that_goes_on_is_reported_well(sync: subprocess.Popen[str], glass: Headless) -> None:
    """Given one that hung for a while, its next sign of life is enough."""
    sync.send_signal(signal.SIGSTOP)
    glass.until(lambda kiosk: kiosk.house.part(Part.SYNC) == SILENT)

    sync.send_signal(signal.SIGCONT)

    glass.until(lambda kiosk: kiosk.house.part(Part.SYNC) == Well())


@pytest.mark.parametrize(
    "rubbish", [b"", b"not a database\n" * 4000, b"SQLite format 3\0" + b"\xff" * 60_000], ids=["empty", "text", "torn"]
)
def test_rubbish_for_content_harms_no_signup_and_the_next_start_mends_it(
    branch: SmallBranch, sync: subprocess.Popen[str], glass: Headless, rubbish: bytes
) -> None:
    """Given content.db overwritten, the glass goes on and keeps a sign-up; a new sync process brings the content back."""
    sync.kill()
    sync.wait()
    content = branch.data / "content.db"

    content.write_bytes(rubbish)
    glass.until(lambda kiosk: kiosk.house.part(Part.SYNC) == SILENT or kiosk.house.part(Part.STORE) != Well())
    place = glass.sign_up(EVENT, "Ulvhild").place
    branch.start_sync()

    assert isinstance(place, Done)
    kiosk = glass.until(lambda kiosk: kiosk.house.part(Part.SYNC) == Well() and kiosk.house.part(Part.STORE) == Well())
    assert [event.key for event in kiosk.house.programme.events] == [EVENT]
    glass.until(lambda kiosk: kiosk.house.outbox.waiting == 0)


def test_the_bell_brings_a_signup_to_the_hub_while_the_visitor_stands_there(branch: SmallBranch, glass: Headless) -> None:
    """Given everything well, the verdict is on the glass a moment after the sign-up, long before the next round."""
    kiosk = glass.sign_up(EVENT, "Ulvhild")
    assert isinstance(kiosk.place, Done)

    kiosk = glass.until(lambda kiosk: isinstance(kiosk.place, Done) and kiosk.place.record is not None, within=8.0)

    (op,) = branch.hub.statuses()
    assert branch.hub.open_letter(op)["first_name"] == "Ulvhild"
