"""The scripts of the library's readers on one slip: no letter is missing, and each run stands the right way round."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from kiosk.nouns import DANISH
from kiosk.slips.blocks import Copy, Facts, Foot, Headline, Masthead, Paragraph, QrCode, Slip, Title
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import PAPER_58, PAPER_80
from kiosk.slips.scripts import runs_of, signs_apart, turned
from kiosk.slips.text import as_text, clean
from kiosk.slips.typeset import Type, Typesetter
from tests.slips.samples import ALL, FONTS, LINK, MANY_SCRIPTS, SIGNUP

if TYPE_CHECKING:
    from pathlib import Path

TYPESETTER = Typesetter(FONTS)
KINDS = (Type(26), Type(26, bold=True))

TESSERACT = shutil.which("tesseract")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("kind", KINDS, ids=["regular", "bold"])
def test_no_letter_of_a_slip_is_a_box(name: str, kind: Type) -> None:
    """Danish, English, Arabic, Ukrainian and Somali, and all signs the slips use."""
    assert TYPESETTER.missing(as_text(ALL[name]), kind) == ""


@pytest.mark.parametrize(
    "words",
    [
        "Їжак, ґанок, Єва, щастя",
        "مقهى اللغة (للجميع)، هل؟ 17:00",
        "زبان فارسی: گچ پژ ۱۲۳",
        "اردو: ٹ ڈ ڑ ے",
        "Makhaayadda luqadda",
        "Kütüphane şğıİ",
        "Żółć ąęśź",
        "தமிழ்",
        "ไทยน้ำ",
        "ትግርኛ",
        "ქართული",
        "עברית",
        "हिन्दी",
    ],
)
def test_the_languages_of_the_readers_have_letters(words: str) -> None:
    """Each by the typeface of its script."""
    assert TYPESETTER.missing(words, Type(26)) == ""


def test_a_missing_letter_is_found() -> None:
    """The test above can fail: Linear B has no typeface here."""
    assert TYPESETTER.missing("a\U00010000b", Type(26)) == "\U00010000"


def test_runs_follow_script_and_direction() -> None:
    """Digits stay with Arabic letters; brackets, which that typeface lacks, do not; a space between stands alone."""
    assert runs_of("Åen 7") == (("Åen 7", ""),)
    assert runs_of("مقهى 17:00 (a)") == (("مقهى 17:00", "Arabic"), (" ", ""), ("(a)", ""))
    assert turned(" (") == ") "
    assert turned("(a)") == "(a)"


@given(words=st.text(max_size=80))
def test_no_run_loses_a_character(words: str) -> None:
    """Whatever the words are."""
    assert "".join(run for run, _ in runs_of(clean(words))) == clean(words)


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("اللغة · Language", ["اللغة", " ", "· ", "Language"]),
        ("(Aalborg)", ["(", "Aalborg", ")"]),
        ("Bodil: Nordkraft…", ["Bodil: Nordkraft", "…"]),
        ("الساعة 16:00", ["الساعة 16:00"]),
    ],
)
def test_in_a_line_from_the_right_signs_belong_to_the_line(line: str, runs: list[str]) -> None:
    """Given signs at either end of Latin words, they stand for themselves, and no character is lost; inside them they stay."""
    apart = signs_apart(runs_of(line))

    assert [run for run, _ in apart] == runs
    assert "".join(run for run, _ in apart) == line


def test_a_line_from_the_right_stands_at_the_right() -> None:
    """An Arabic line's ink reaches the right edge of the column; a Danish one's the left."""
    layout = SlipLayout(PAPER_80, font_folder=FONTS)
    boxes = []
    for words in ("مقهى اللغة", "Sprogcafé"):
        dots = layout.dots(Slip("test", DANISH, (Paragraph(words),)))
        boxes.append(dots.convert("L").point([255 - grey for grey in range(256)]).getbbox())

    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0][0] > 300
    assert boxes[0][2] >= 576 - PAPER_80.margin - 4
    assert boxes[1][0] <= PAPER_80.margin + 4


@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80mm", "58mm"])
def test_a_copy_says_so_and_leaves_nothing_out(paper: object) -> None:
    """The frame stands over a slip that says all that the first one said, down to the last dot."""
    layout = SlipLayout(paper, font_folder=FONTS)  # type: ignore[arg-type]
    first = layout.dots(SIGNUP)

    again = layout.dots(SIGNUP.as_copy(Copy("Kopi", "Første seddel: kl. 14.20", "Denne kopi: kl. 14.25")))

    body = first.crop((0, 40, first.width, first.height))
    assert again.height > first.height
    assert again.crop((0, again.height - body.height, again.width, again.height)).tobytes() == body.tobytes()
    assert [code.text for code in zxingcpp.read_barcodes(again.convert("L"))] == [LINK]


def read_back(slip: Slip, folder: Path) -> str:
    """Read a slip's picture as a machine reads print."""
    picture = folder / "slip.png"
    dots = SlipLayout(PAPER_80, font_folder=FONTS).dots(slip).convert("L")
    dots.resize((dots.width * 2, dots.height * 2)).save(picture, dpi=(406, 406))
    done = subprocess.run(
        [str(TESSERACT), str(picture), "-", "-l", "dan", "--psm", "4"], capture_output=True, check=True, timeout=60
    )
    return " ".join(done.stdout.decode().split())


@pytest.mark.skipif(TESSERACT is None, reason="tesseract with Danish is not installed (apt: tesseract-ocr-dan)")
def test_a_machine_reads_the_danish_lines_back(tmp_path: Path) -> None:
    """Letters that a reader of print knows are letters that people know; a copy is read as one."""
    slip = Slip(
        "test",
        DANISH,
        (
            Copy("Kopi", "Første seddel: tirsdag 24. november", "Denne kopi: onsdag 25. november"),
            Masthead("Vejgaard Bibliotek"),
            Title("Højtlæsning for store ører"),
            Facts((("Hvor", "Børnebiblioteket"), ("Pladser", "Én, foreløbig"))),
            Paragraph("Vi skriver til dig, hvis noget ændrer sig. Tag gerne en ven med."),
            Foot("Printet tirsdag 24. november 2026"),
        ),
    )

    read = read_back(slip, tmp_path)

    for line in (
        "KOPI",
        "Første seddel: tirsdag 24. november",
        "Højtlæsning for store ører",
        "Børnebiblioteket",
        "Vi skriver til dig, hvis noget ændrer sig.",
        "Printet tirsdag 24. november 2026",
    ):
        assert line in read, read


def test_many_scripts_on_one_slip() -> None:
    """And the code on it is still a code."""
    for paper in (PAPER_80, PAPER_58):
        dots = SlipLayout(paper, font_folder=FONTS).dots(MANY_SCRIPTS)

        assert [code.text for code in zxingcpp.read_barcodes(dots.convert("L"))] == [
            block.payload for block in MANY_SCRIPTS.blocks if isinstance(block, QrCode)
        ]
    assert any(isinstance(block, Headline) for block in MANY_SCRIPTS.blocks)
