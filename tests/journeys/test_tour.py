"""The tour: a whole visit on the real glass by real touches, in Danish portrait and English landscape, with its slips judged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from kiosk.demo.steps import STEPS
from kiosk.nouns import SLIP_ALPHABET
from kiosk.runtime.replay import read_journal
from tests.devices.referee import Receipt, Referee, absence
from tests.journeys.conftest import WALKS, Tour

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.glass, pytest.mark.timeout(300)]

LINK = re.compile(rf"HTTPS://SAMLINGSPUNKT\.EXAMPLE/K/[{SLIP_ALPHABET}]{{16}}")


def test_every_step_is_reached(tour: Tour) -> None:
    """It ends well, and tour.json names every step in its order, each with its picture."""
    assert tour.status == 0, tour.said
    log = tour.log
    assert log["failed"] == ""
    assert [step["step"] for step in log["steps"]] == [name for name, _ in STEPS]
    assert (log["size"], log["language"]) in WALKS.values()


def test_every_picture_shows_the_whole_glass_and_no_two_are_the_same(tour: Tour) -> None:
    """Photographs of the display, as large as it is, none of them one flat colour."""
    width, height = map(int, tour.log["size"].split("x"))
    seen = set()
    for step in tour.log["steps"]:
        with Image.open(tour.out / step["picture"]) as picture:
            assert picture.size == (width, height)
            colours = picture.convert("RGB").getcolors(1 << 24)
            assert colours is not None
            assert len(colours) > 20, step["step"]
            seen.add(picture.tobytes())

    assert len(seen) >= len(tour.log["steps"]) - 1


def test_each_step_was_quick(tour: Tour) -> None:
    """From the first touch of a step to its screen; those that wait for silence or for sync are left out."""
    slow = {
        step["step"]: step["elapsed_ms"]
        for step in tour.log["steps"]
        if step["step"] not in {"sync-down", "still-there", "rested", "confirmed", "done", "no-paper", "book-printed"}
        and step["elapsed_ms"] > 4000
    }

    assert not slow


def test_a_phone_reads_our_token_from_the_slip(tour: Tour) -> None:
    """Given the picture of the sign-up's slip, a reader that others wrote finds our address with a token and nothing else."""
    assert len(tour.log["slips"]) == 2
    with Image.open(tour.out / tour.log["slips"][0]) as slip:
        found = [code.text for code in zxingcpp.read_barcodes(slip.convert("L"))]

    assert len(found) == 1
    assert LINK.fullmatch(found[0])


def test_the_journal_of_the_tour_tells_what_happened_and_nobody(tour: Tour) -> None:
    """It can be read; every step left lines; the name and number that were typed are not in it, nor any token."""
    journal = tour.out / "journal.jsonl"
    lines = list(read_journal(journal))
    text = journal.read_text("utf-8")

    assert {line.event for line in lines} >= {
        "RoomChosen",
        "KeyTyped",
        "SignupKept",
        "SlipPrinted",
        "VerdictSeen",
        "WentQuiet",
    }
    assert not re.search(rf"\b[{SLIP_ALPHABET}]{{16}}\b", text)
    assert "00000000" not in text
    assert all("character" not in line.told for line in lines)


@pytest.mark.skipif(bool(absence()), reason=absence() or "the referee is here")
def test_an_independent_printer_prints_the_very_slips(tour: Tour, tmp_path: Path) -> None:
    """Given the bytes that were sent to the printer, one that others wrote cuts one slip with the same code on it."""
    import socket

    receipts: list[Receipt] = []
    slips = [tour.out / name for name in tour.log["slips"]]
    with Referee(tmp_path) as referee:
        for number, slip in enumerate(slips, start=1):
            with socket.create_connection(("127.0.0.1", referee.port), timeout=10) as line:
                line.sendall(slip.with_suffix(".bin").read_bytes())
                receipts = referee.receipts(number)
            assert receipts[-1].boundary == "cut"
        assert len(receipts) == len(slips)

    with Image.open(slips[0]) as ours:
        codes = [code.text for code in zxingcpp.read_barcodes(ours.convert("L"))]
    assert [code.text for code in zxingcpp.read_barcodes(receipts[0].picture.convert("L"))] == codes
