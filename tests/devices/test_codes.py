"""What a scanned code is taken for, and what is never kept of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner.codes import DoubleScan, classify
from kiosk.codes import BookCode, Code, GoodsCode, PersonalCode, SlipCode, StrangeCode
from kiosk.nouns import SLIP_ALPHABET, SlipToken

HOST = "hub.example.dk"
TOKEN = "BCDFGHJKMNPQ2345"
SLIP = SlipCode(SlipToken(TOKEN))
BOOK = BookCode("9788702269161")


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("9788702269161", BOOK),
        ("]E09788702269161", BOOK),
        (" 9788702269161 ", BOOK),
        ("978-87-02-26916-1", BOOK),
        ("9788702269162", StrangeCode(13)),
        ("]E3978870226916112345", BOOK),
        ("978870226916112", BOOK),
        ("87-02-26916-3", BOOK),
        ("877288004X", BookCode("9788772880044")),
        ("877288004x", BookCode("9788772880044")),
        ("8702269163", PersonalCode()),
        ("0101901234", PersonalCode()),
        ("010190-1234", PersonalCode()),
        ("010190 1234", PersonalCode()),
        ("]C00101901234", PersonalCode()),
        ("9771234567898", GoodsCode("9771234567898")),
        ("977123456789805", GoodsCode("9771234567898")),
        ("9790260000438", GoodsCode("9790260000438")),
        ("5701234567899", GoodsCode("5701234567899")),
        ("96385074", GoodsCode("96385074")),
        ("036000291452", GoodsCode("0036000291452")),
        (TOKEN, SLIP),
        (TOKEN.lower(), SLIP),
        (f"HTTPS://HUB.EXAMPLE.DK/K/{TOKEN}", SLIP),
        (f"https://hub.example.dk/k/{TOKEN.lower()}", SLIP),
        (f"]Q1https://hub.example.dk/k/{TOKEN}", SLIP),
        (f"https://evil.example.dk/k/{TOKEN}", StrangeCode(42)),
        (f"http://hub.example.dk/k/{TOKEN}", StrangeCode(40)),
        (f"https://hub.example.dk/k/{TOKEN}/x", StrangeCode(43)),
        ("2345678923456789", StrangeCode(16)),
        ("٩٧٨٨٧٠٢٢٦٩١٦١", StrangeCode(13)),
        ("", StrangeCode(0)),
    ],
)
def test_a_frame_is_taken_for_what_it_is(frame: str, code: Code) -> None:
    """ISBN, EAN, ten digits, a slip of ours, or strange."""
    assert classify(frame, hub_host=HOST) == code


@given(frame=st.text() | st.text("0123456789- ]EXKk/:") | st.binary().map(lambda data: data.decode("latin-1")))
def test_every_frame_gives_a_code(frame: str) -> None:
    """No scan can stop the kiosk."""
    assert isinstance(classify(frame, hub_host=HOST), Code)


@given(digits=st.from_regex(r"\A[0-9]{6}[- ]?[0-9]{4}\Z"), prefix=st.sampled_from(["", "]C0", "]A0", "]X0"]))
def test_the_digits_of_a_person_are_never_kept(digits: str, prefix: str) -> None:
    """Ten digits may be a CPR number, so their length is all that is left."""
    code = classify(prefix + digits, hub_host=HOST)

    assert code == PersonalCode()
    assert repr(code) == "PersonalCode(length=10)"


@given(token=st.text(SLIP_ALPHABET, min_size=16, max_size=16).filter(lambda token: not token.isdigit()))
def test_a_token_is_the_same_bare_and_in_its_address(token: str) -> None:
    """Both are read in any case of letters."""
    bare = classify(token.lower(), hub_host=HOST)

    assert bare == classify(f"HTTPS://{HOST.upper()}/K/{token}", hub_host=HOST) == SlipCode(SlipToken(token))


def test_the_same_code_within_two_seconds_is_one_scan() -> None:
    """A slow hand scans twice; two people may scan the same book one after the other."""
    doubles = DoubleScan()

    assert doubles.fresh(BOOK, 10.0)
    assert not doubles.fresh(BOOK, 11.9)
    assert not doubles.fresh(BOOK, 13.8)
    assert doubles.fresh(SLIP, 13.9)
    assert doubles.fresh(BOOK, 14.0)
    assert doubles.fresh(BOOK, 16.1)
