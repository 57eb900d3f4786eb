"""The bytes of a print job, read back by a reader of our own and checked against the dots."""

from __future__ import annotations

import logging
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.printer.encode import BAND, CUT, job_bytes, without_commands
from devices.printer.platen import Platen
from devices.printer.reader import Command, Reader
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import PAPER_58, PAPER_80, Paper
from tests.slips.samples import ALL, FONTS, SIGNUP

if TYPE_CHECKING:
    from pathlib import Path

REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80mm", "58mm"])
@pytest.mark.parametrize("name", ALL)
def test_a_job_is_set_up_bands_and_one_cut(name: str, paper: Paper) -> None:
    """Nothing else is in it: no code pages, no feeds, and no band over 128 rows."""
    dots = SlipLayout(paper, font_folder=FONTS).dots(ALL[name])

    job = job_bytes(dots)
    commands = Reader().feed(job)

    assert [command.name for command in commands] == ["ESC @", *["GS v"] * -(-dots.height // BAND), "GS V"]
    assert job.endswith(CUT)
    assert not any(sequence in job for sequence in REAL_TIME)


@given(
    rows=st.lists(
        st.binary(min_size=4, max_size=4) | st.sampled_from([b"\x10\x04\x10\x14", b"\0\0\0\x10", b"\x05\0\x10\x05"]), min_size=1
    )
)
def test_no_picture_holds_a_real_time_command(rows: list[bytes]) -> None:
    """A printer would act on it in the middle of a slip; one dot more, and never one less, prevents it."""
    dots = Image.frombytes("1", (32, len(rows)), bytes(byte ^ 0xFF for byte in b"".join(rows)))

    safe = without_commands(dots)

    raster = bytes(byte ^ 0xFF for byte in safe.tobytes())
    assert not any(sequence in raster for sequence in REAL_TIME)
    assert all(was & now == was for was, now in zip(b"".join(rows), raster, strict=True))


@given(data=st.data())
def test_a_job_reads_the_same_however_the_line_splits_it(data: st.DataObject) -> None:
    """The pretend printer's reader, for which every split is the same."""
    job = b"\x1b@\x1dv0\x00\x02\x00\x02\x00\x10\x04\x1b@\x1ba\x01Hej\n\x10\x04\x01\x1dVB\x00\x1dr\x01"
    marks = [0, *sorted(data.draw(st.lists(st.integers(0, len(job)), max_size=6))), len(job)]
    reader = Reader()

    commands = [command for start, end in pairwise(marks) for command in reader.feed(job[start:end])]

    words = b"".join(command.arguments for command in commands if command.name == "text")
    rest = [command for command in commands if command.name != "text"]
    assert words == b"Hej"
    assert [command.name for command in rest] == ["ESC @", "GS v", "ESC a", "LF", "DLE \x04", "GS V", "GS r"]
    assert rest[1].arguments[-4:] == b"\x10\x04\x1b@"


def test_the_pretend_printer_shows_plain_text_too() -> None:
    """A stranger's slip is not a blank paper."""
    platen = Platen(384)
    for command in Reader().feed(b"\x1b@\x1ba\x01\x1bE\x01\x1bt\x10R\xf8d gr\xf8d\n\x1bd\x02"):
        platen.obey(command)

    slip = platen.obey(Command("GS V", b"\x00"))

    assert slip is not None
    assert slip.height == 90
    assert slip.getextrema() == (0, 255)


def test_the_encoder_leaves_no_folder_no_log_handler_and_no_import_behind(tmp_path: Path) -> None:
    """In a program of its own: importing our module does not import the library, and using it leaves no trace."""
    program = (
        "import logging, sys\n"
        "from PIL import Image\n"
        "from devices.printer.encode import job_bytes\n"
        "assert 'escpos' not in sys.modules\n"
        "assert job_bytes(Image.new('1', (576, 300), 1)).count(b'\\x1dv0') == 3\n"
        "assert logging.getLogger().handlers == []\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": "."},
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_the_encoder_does_not_change_the_log_of_this_program() -> None:
    """Whoever configured logging keeps it."""
    before = list(logging.getLogger().handlers)

    job_bytes(SlipLayout(PAPER_80, font_folder=FONTS).dots(SIGNUP))

    assert logging.getLogger().handlers == before
