"""The bytes of a print job, read back by a reader of our own and checked against the dots."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from devices.printer.bands import BAND, bands, without_orders
from devices.printer.commands import CUT, RESET, SUBSCRIBE, UNITS
from devices.printer.encode import SlipEncoder, job_bytes
from devices.printer.platen import Platen
from devices.printer.profiles import GENERIC, names, profile
from devices.printer.reader import Command, Reader
from kiosk.nouns import DANISH
from kiosk.slips.blocks import Headline, QrCode, Slip
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import PAPER_58, PAPER_80, Paper
from tests.slips.samples import ALL, FONTS, SIGNUP

ORDERS = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
EPSON = profile("epson-tm-t20iii")


def printed(job: bytes, width: int) -> Image.Image:
    """Give what our pretend printer makes of a job."""
    platen = Platen(width)
    slips = [slip for command in Reader().feed(job) if (slip := platen.obey(command)) is not None]
    assert len(slips) == 1
    return slips[0]


@pytest.mark.parametrize("kind", [GENERIC, EPSON], ids=["generic", "epson"])
@pytest.mark.parametrize("name", ALL)
def test_what_is_left_out_is_white(name: str, kind: object) -> None:
    """Narrow bands and left margins give the very dots that were drawn."""
    dots = SlipLayout(PAPER_80, font_folder=FONTS).dots(ALL[name])

    job = job_bytes(dots, kind)  # type: ignore[arg-type]

    assert printed(job, 576).tobytes() == dots.tobytes()
    assert not any(order in job for order in ORDERS)


@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80mm", "58mm"])
@pytest.mark.parametrize("name", ALL)
def test_a_job_is_set_up_bands_and_one_cut(name: str, paper: Paper) -> None:
    """Nothing else is in it: no code pages, no feeds, no motion units, and no band over 128 rows."""
    job = job_bytes(SlipLayout(paper, font_folder=FONTS).dots(ALL[name]))

    commands = Reader().feed(job)

    assert {command.name for command in commands[1:-1]} == {"GS v"}
    assert all(command.arguments[4] + 256 * command.arguments[5] <= BAND for command in commands[1:-1])
    assert job.startswith(RESET)
    assert job.endswith(CUT)


def test_an_epson_is_told_to_speak_and_to_count_in_dots() -> None:
    """Both are forgotten with every reset, so they are said in every job."""
    job = job_bytes(Image.new("1", (576, 10), 0), EPSON)

    assert job.startswith(RESET + SUBSCRIBE + UNITS)


@given(width=st.integers(1, 60), rows=st.integers(1, 40), data=st.data(), margins=st.booleans())
def test_any_picture_survives(width: int, rows: int, data: st.DataObject, margins: bool) -> None:
    """Whatever its width; where a byte would be an order to the printer, one dot more, and never one less."""
    across = (width + 7) // 8
    dots = Image.frombytes("1", (width, rows), data.draw(st.binary(min_size=across * rows, max_size=across * rows)))

    seen = printed(RESET + bands(dots, margins=margins) + CUT, width)

    wanted, got = dots.convert("L").tobytes(), seen.convert("L").tobytes()
    assert all(now <= was for was, now in zip(wanted, got, strict=True))
    assert sum(was != now for was, now in zip(wanted, got, strict=True)) <= rows * across


@given(data=st.binary(max_size=60) | st.lists(st.sampled_from([b"\x10", b"\x04", b"\x05", b"\x14", b"\0"])).map(b"".join))
def test_no_picture_holds_an_order(data: bytes) -> None:
    """A printer would act on it in the middle of a slip."""
    safe = without_orders(data)

    assert not any(order in safe for order in ORDERS)
    assert all(was & now == was for was, now in zip(data, safe, strict=True))


def test_a_signup_slip_is_under_40_kb() -> None:
    """On a printer that knows margins; one of which nothing is known gets some white with it."""
    dots = SlipLayout(PAPER_80, font_folder=FONTS).dots(SIGNUP)

    assert len(job_bytes(dots, EPSON)) <= 40_000
    assert len(job_bytes(dots)) <= 48_000


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


@settings(max_examples=40, deadline=None)
@given(words=st.text(max_size=60), payload=st.text(max_size=60))
@pytest.mark.parametrize("name", ["generic-80-text", "epson-tm-t20iii-text", "epson-tm-t20iii"])
def test_what_people_write_never_orders_the_printer_about(name: str, words: str, payload: str) -> None:
    """A title may hold anything; what reaches the printer are our own few commands and letters."""
    encode = SlipEncoder(profile=profile(name), font_folder=FONTS)

    job = encode(Slip("test", DANISH, (Headline(words), QrCode(payload, words, words))))

    ours = {"ESC @", "ESC t", "ESC E", "ESC a", "ESC d", "GS !", "GS v", "GS V", "GS (", "GS L", "GS P", "GS a", "text", "LF"}
    commands = Reader().feed(job)
    assert {command.name for command in commands} <= ours
    assert sum(command.name == "GS V" for command in commands) == 1
    assert not any(order in job for order in ORDERS)


def test_the_pretend_printer_shows_plain_text_too() -> None:
    """A stranger's slip is not a blank paper."""
    platen = Platen(384)
    for command in Reader().feed(b"\x1b@\x1ba\x01\x1bE\x01\x1bt\x10R\xf8d gr\xf8d\n\x1bd\x02"):
        platen.obey(command)

    slip = platen.obey(Command("GS V", b"\x00"))

    assert slip is not None
    assert slip.height == 90
    assert slip.getextrema() == (0, 255)


def test_the_encoder_imports_no_drawing_before_the_first_slip() -> None:
    """In a program of its own: the kiosk starts without it."""
    program = (
        "import sys\n"
        "from devices.catalogue import printer_at\n"
        "from pathlib import Path\n"
        "printer_at('tcp://127.0.0.1', font_folder=Path('/'))\n"
        "assert not {'PIL', 'qrcode', 'serial', 'usb', 'escpos'} & set(sys.modules), sys.modules\n"
    )

    done = subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": "."}, capture_output=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("name", names())
def test_every_profile_prints(name: str) -> None:
    """A job comes out of each, with a cut where there is a knife."""
    kind = profile(name)

    job = SlipEncoder(profile=kind, font_folder=FONTS)(SIGNUP)

    assert job.endswith(CUT) is kind.cutter


def test_a_profile_nobody_knows_is_refused_with_those_there_are() -> None:
    """And one that cannot work says why."""
    with pytest.raises(ValueError, match=r"no printer profile 'epsom': there are generic-80, generic-58"):
        profile("epsom")
    with pytest.raises(ValueError, match="ESC/POS mode"):
        profile("star")
