"""Slips as dots: what a printer, a phone and a visitor must be able to rely on."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.nouns import DANISH
from kiosk.slips.blocks import Block, BookTip, Facts, Foot, Headline, Masthead, Paragraph, QrCode, Slip, Title
from kiosk.slips.layout import SlipLayout
from kiosk.slips.paper import LONGEST, PAPER_58, PAPER_80, TEAR, Paper, paper_of
from kiosk.slips.qr import qr_dots, quiet_dots
from kiosk.slips.text import as_text
from tests.slips.samples import ALL, FONTS, LINK, SIGNUP

LAYOUTS = {paper: SlipLayout(paper, font_folder=FONTS) for paper in (PAPER_80, PAPER_58)}
PAPERS = pytest.mark.parametrize("paper", LAYOUTS, ids=lambda paper: f"{paper.mm}mm")
SAMPLES = pytest.mark.parametrize("slip", ALL.values(), ids=ALL)


def _ink(dots: Image.Image) -> tuple[int, int, int, int]:
    """Give the box of the ink: left, top, right, bottom."""
    box = dots.convert("L").point([255 - grey for grey in range(256)]).getbbox()
    assert box is not None
    return box


@PAPERS
@SAMPLES
def test_a_slip_is_one_bit_as_wide_as_the_paper_and_at_most_20_cm(slip: Slip, paper: Paper) -> None:
    """A thermal head knows black and white, a width, and nobody wants a metre of paper."""
    dots = LAYOUTS[paper].dots(slip)

    assert dots.mode == "1"
    assert dots.width == paper.dots
    assert 200 < dots.height <= LONGEST


@PAPERS
@SAMPLES
def test_the_qr_code_of_every_slip_can_be_read(slip: Slip, paper: Paper) -> None:
    """A reader that is not the maker of the code finds exactly the payload, and on a slip without a code none."""
    wanted = [block.payload for block in slip.blocks if isinstance(block, QrCode)]

    found = zxingcpp.read_barcodes(LAYOUTS[paper].dots(slip).convert("L"))

    assert [barcode.text for barcode in found] == wanted


@PAPERS
@SAMPLES
def test_the_qr_code_stands_clear_of_both_ends(slip: Slip, paper: Paper) -> None:
    """Within 10 mm of the tear paper is folded and cut."""
    dots = LAYOUTS[paper].dots(slip)
    for barcode in zxingcpp.read_barcodes(dots.convert("L")):
        assert barcode.position.top_left.y >= TEAR
        assert barcode.position.bottom_left.y <= dots.height - TEAR


def test_a_slip_of_a_qr_code_alone_keeps_it_clear_of_both_ends_too() -> None:
    """No order of blocks brings the code to the tear."""
    dots = LAYOUTS[PAPER_80].dots(Slip("test", DANISH, (QrCode(LINK),)))

    _, top, _, bottom = _ink(dots)

    assert top >= TEAR
    assert dots.height - bottom >= TEAR


@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80mm", "58mm"])
@pytest.mark.parametrize("payload", [LINK, LINK.lower(), "https://en.lang.vaert.eksempel.dk/k/" + "B" * 150])
def test_a_module_is_a_whole_number_of_dots_and_never_too_small(payload: str, paper: Paper) -> None:
    """A module of 5.5 dots would be 5 here and 6 there; under 6 dots phones begin to fail."""
    code = qr_dots(payload, paper.dots)

    assert code is not None
    quiet = quiet_dots(code)
    assert quiet % 4 == 0
    side = quiet // 4
    assert side >= 6
    assert code.width % side == 0
    assert code.resize((code.width // side,) * 2, Image.Resampling.NEAREST).resize(code.size, Image.Resampling.NEAREST) == code


@pytest.mark.parametrize("code", ["BKRT", "XZTR", "TKRB"])
def test_the_letters_stand_under_the_left_edge_of_the_qr_code(code: str) -> None:
    """The eye sees ink, not the white that a font puts before a letter."""
    dots = LAYOUTS[PAPER_80].dots(Slip("test", DANISH, (QrCode(LINK, code),)))

    barcode = zxingcpp.read_barcodes(dots.convert("L"))[0]
    letters = dots.crop((0, barcode.position.bottom_left.y + 40, dots.width, dots.height))

    assert abs(_ink(letters)[0] - barcode.position.top_left.x) <= 2


def test_an_upper_case_link_gets_more_correction_than_a_mixed_one() -> None:
    """Alphanumeric mode is denser: the same size of code carries level Q instead of M."""
    levels = []
    for payload in (LINK, LINK.lower()):
        code = qr_dots(payload, 576)
        assert code is not None
        levels.append(zxingcpp.read_barcodes(code.convert("L"))[0].ec_level)

    assert levels == ["Q", "M"]


def test_a_payload_too_long_for_the_paper_leaves_the_letters() -> None:
    """What no phone could read is not printed, and the slip still comes."""
    dots = LAYOUTS[PAPER_58].dots(Slip("test", DANISH, (Headline("Kode"), QrCode("x" * 5000, "BKRT"))))

    assert zxingcpp.read_barcodes(dots.convert("L")) == []
    assert dots.height > 150


def test_a_long_title_takes_three_lines_and_ends_in_an_ellipsis() -> None:
    """The fourth line is never there."""
    typesetter = LAYOUTS[PAPER_80]._bench.typesetter
    kind = LAYOUTS[PAPER_80]._bench.type(44, bold=True)

    lines = typesetter.wrap("Den lange fortælling om alt det, som ingen kunne huske " * 5, kind, 512, 3)

    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(typesetter.width(line, kind) <= 512 for line in lines)


def test_danish_letters_are_printed() -> None:
    """A typesetter without Danish letters shows boxes; å must differ from a, and from the box."""
    drawn = {
        words: LAYOUTS[PAPER_80].dots(Slip("test", DANISH, (Title(words),))).tobytes() for words in ("å", "a", "æ", "ø", "\u0378")
    }

    assert len(set(drawn.values())) == len(drawn)


def test_the_longest_slip_still_has_its_headline_and_its_code() -> None:
    """When too much was put on a slip, the running words give way."""
    words = "Ord der fylder. " * 60
    blocks: tuple[Block, ...] = (
        Masthead(words, words),
        Headline(words),
        Title(words),
        Facts(tuple((words, words) for _ in range(30))),
        *(Paragraph(words) for _ in range(10)),
        *(BookTip(number, words, words, words, words) for number in range(9)),
        QrCode(LINK, "BKRT", words),
        Foot(words),
    )

    dots = LAYOUTS[PAPER_80].dots(Slip("test", DANISH, blocks))

    assert dots.height <= LONGEST
    assert [barcode.text for barcode in zxingcpp.read_barcodes(dots.convert("L"))] == [LINK]


@settings(max_examples=25)
@given(words=st.text(max_size=300), number=st.integers(-9, 10**9))
def test_no_text_breaks_a_slip(words: str, number: int) -> None:
    """Whatever a source or a visitor wrote, a slip comes out, and nothing but dots is in it."""
    blocks = (
        Masthead(words, words),
        Headline(words),
        Title(words),
        Facts(((words, words), ("", words))),
        Paragraph(words, quiet=True),
        BookTip(number, words, words, words, words),
        QrCode(words, words, words),
        Foot(words),
    )

    for layout in LAYOUTS.values():
        assert layout.dots(Slip("test", DANISH, blocks)).height <= LONGEST


@given(words=st.text())
def test_a_slip_as_text_holds_no_control_characters(words: str) -> None:
    """The lines go to a terminal or a voice."""
    text = as_text(Slip("test", DANISH, (Headline(words), Facts(((words, words),)), Foot(words))))

    assert all(
        line.replace("\u00a0", "").replace("\u202f", "").replace("\u200c", "").replace("\u200d", "").isprintable()
        for line in text.split("\n")
    )


def test_the_signup_slip_reads_as_text() -> None:
    """The words in the order a visitor reads them, without the token."""
    assert as_text(SIGNUP) == (
        "Aalborg Bibliotekerne, Vejgaard\n"
        "Du står på listen\n"
        "Højtlæsning for store ører: Åens hemmelighed\n"
        "Hvornår: Tirsdag 24. november kl.\u00a016.00\n"
        "Hvor: Børnebiblioteket, 1. sal\n"
        "Pladser: 1, foreløbig\n"
        "B K R T\n"
        "Vil du melde fra? Scan koden her i kiosken, eller sig de fire bogstaver til en medarbejder.\n"
        "Vi skriver til dig, hvis noget ændrer sig. Tag gerne en ven med.\n"
        "------------------------\n"
        "Samlingspunkt · 24. november 2026 kl.\u00a012.31\n"
    )


def test_paper_of_an_unknown_width_is_refused() -> None:
    """A wrong setting is named, not guessed at."""
    assert paper_of(58) is PAPER_58
    with pytest.raises(ValueError, match="72 mm"):
        paper_of(72)
