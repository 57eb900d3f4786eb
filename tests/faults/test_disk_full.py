"""A full disk in the middle of a sign-up: the visitor is told that it was not kept, and nothing of it is half there."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from kiosk.visit import events as e
from kiosk.visit.states import Done, NotKept
from kiosk.visit.views import MessageView
from tests.faults.branch import EVENT, SmallBranch
from tests.faults.headless import Headless, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST = 3000
"""Sign-ups that certainly fill the disk of these tests."""

Disk = tuple["Callable[[Headless], None]", "Callable[[Headless], None]"]
"""How to fill the disk, and how to make room again."""


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes, where we may mount one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root may mount a tiny disk")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("a tiny disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def in_the_store_lane(glass: Headless, job: Callable[[], object]) -> None:
    """Do something in the thread that owns the files."""
    done = threading.Event()

    def work() -> None:
        job()
        done.set()

    glass.assembly.store.do(work)
    assert done.wait(10)


def fill(filler: Path) -> None:
    """Take all the room there is."""
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                continue
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - it is what ends the loop


def fills_up(glass: Headless) -> dict[str, str]:
    """Sign up until the disk is full; give what was promised, name by code."""
    promised: dict[str, str] = {}
    for number in range(MOST):
        name = "Ulvhild" + "".join("BCDFGHJKLM"[int(digit)] for digit in str(number))
        place = glass.sign_up(EVENT, name).place
        if isinstance(place, NotKept):
            return promised
        assert isinstance(place, Done)
        promised[place.receipt.code] = name
    raise AssertionError("the disk never filled")


def test_on_a_bounded_file_the_visitor_is_told_and_can_try_again(tmp_path: Path) -> None:
    """Given a file that may not grow, `NotKept` says what to do, the draft is still there, and trying again with room works."""
    with SmallBranch(tmp_path) as branch, running(branch.config) as glass:
        letters = glass.assembly.letters
        in_the_store_lane(glass, lambda: letters._db.pragma("max_page_count", letters._db.pragma("page_count") + 2))

        promised = fills_up(glass)

        kiosk = glass.kiosk
        assert isinstance(kiosk.place, NotKept)
        assert kiosk.place.why == "full"
        assert glass.scene is not None
        assert isinstance(glass.scene.view, MessageView)
        assert {press.id for press in glass.scene.view.presses} >= {"send_again"}
        in_the_store_lane(glass, lambda: letters._db.pragma("max_page_count", 100_000))
        name = kiosk.place.draft.first_name
        glass.do(e.SendPressed())
        done = glass.until(lambda kiosk: isinstance(kiosk.place, Done)).place
        assert isinstance(done, Done)
        promised[done.receipt.code] = name
        branch.reckon(promised).check(unpromised_at_most=0)


def test_on_a_full_disk_nothing_promised_is_lost_and_nothing_is_half_there(tiny_disk: Path) -> None:
    """Given a real disk that fills up under it, the kiosk refuses, lives, and goes on when there is room."""
    with SmallBranch(tiny_disk) as branch:
        with running(branch.config) as glass:
            filler = tiny_disk / "filler"
            fill(filler)
            promised = fills_up(glass)
            assert isinstance(glass.kiosk.place, NotKept)
            glass.do(e.DonePressed(), e.GlassTouched())

            filler.unlink()
            glass.until(lambda kiosk: kiosk.house.seal_ready)
            done = glass.sign_up(EVENT, "Åse").place

            assert isinstance(done, Done)
            promised[done.receipt.code] = "Åse"
        branch.reckon(promised).check(unpromised_at_most=0)
