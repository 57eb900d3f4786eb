"""Room on the disk: the ballast that is there to be deleted, and pictures that may take only so much."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from kiosk.ports import StoreError
from kiosk.store.ballast import Ballast
from kiosk.store.blobs import BlobShelf
from kiosk.store.db import open_letters
from kiosk.wire import Picture

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes, where we may mount one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root may mount a tiny disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], check=False, capture_output=True).returncode:
        pytest.skip("a tiny disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Take all the room there is."""
    with (folder / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            continue
    return folder / "filler"


def test_ballast_is_real_bytes_and_is_put_back_when_there_is_room(tmp_path: Path) -> None:
    """Given room, it is there; freed, it is gone; asked again, it is back."""
    ballast = Ballast(tmp_path)

    assert ballast.ready()
    stat = (tmp_path / "ballast").stat()
    assert (stat.st_size, stat.st_blocks * 512 >= 8 * 2**20) == (8 * 2**20, True)
    assert ballast.free()
    assert not ballast.free()

    assert ballast.ready()


def test_on_a_full_disk_ballast_makes_deleting_possible(tiny_disk: Path) -> None:
    """Given a full disk, neither writing nor deleting works; without the ballast both do, and it is not put back at once."""
    letters = open_letters(tiny_disk / "letters.db")
    ballast = Ballast(tiny_disk)
    assert ballast.ready()
    filler = fill(tiny_disk)
    with pytest.raises(apsw.FullError):
        letters.execute("INSERT INTO note VALUES ('a', hex(zeroblob(150000)))")

    assert ballast.free()
    assert not ballast.ready()
    letters.execute("INSERT INTO note VALUES ('a', hex(zeroblob(150000)))")
    letters.execute("DELETE FROM note")
    filler.unlink()

    assert ballast.ready()
    letters.close()


def test_a_folder_that_is_gone_has_no_room(tmp_path: Path) -> None:
    """Nobody is thrown at: there is simply no room."""
    assert not Ballast(tmp_path / "gone").ready()
    assert not Ballast(tmp_path / "gone").free()


def picture(content: bytes) -> Picture:
    """A picture of these bytes."""
    return Picture(sha256(content).hexdigest(), "image/png", len(content))


def test_pictures_take_so_much_and_no_more(tmp_path: Path) -> None:
    """What does not fit is not asked for; what was dropped makes room."""
    shelf = BlobShelf(tmp_path / "blobs", most=250)
    first, second, third = (picture(bytes([number]) * 100) for number in range(3))
    shelf.add(first, bytes([0]) * 100, afresh=True)
    assert shelf.finish(first)

    assert shelf.missing((first, second, third)) == (second,)
    shelf.drop()

    assert shelf.missing((first, second, third)) == (first, second)


def test_a_picture_that_is_not_the_one_named_is_deleted(tmp_path: Path) -> None:
    """Its hash is its proof; a half of it goes on only while it can still become the whole."""
    shelf = BlobShelf(tmp_path / "blobs")
    named = picture(b"abc")
    shelf.add(named, b"ab", afresh=True)
    assert shelf.begun(named) == 2
    shelf.add(named, b"x", afresh=False)

    assert shelf.begun(named) == 0
    assert not shelf.finish(named)
    assert list((tmp_path / "blobs").iterdir()) == []
    assert not shelf.finish(named)


def test_a_folder_that_cannot_be_made_is_told_as_ours(tmp_path: Path) -> None:
    """By reason only."""
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="broken"):
        BlobShelf(tmp_path / "file" / "blobs")


def test_a_folder_that_was_taken_away_has_nothing_to_tidy(tmp_path: Path) -> None:
    """Somebody deleted it beside us."""
    shelf = BlobShelf(tmp_path / "blobs")
    (tmp_path / "blobs").rmdir()

    assert shelf.tidy(set(), NOW) == 0
