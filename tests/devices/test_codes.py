"""What a scanned code is taken for, and what is never kept of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner.codes import DoubleScan, classify
from kiosk.codes import (
    BookCode,
    Code,
    EnrolmentCode,
    GoodsCode,
    ItemCode,
    PersonalCode,
    SlipCode,
    StaffBadgeCode,
    StrangeCode,
    item_rule,
)
from kiosk.nouns import SLIP_ALPHABET, SlipToken

HOST = "hub.example.dk"
TOKEN = "BCDFGHJKMNPQ2345"
SLIP = SlipCode(SlipToken(TOKEN))
BOOK = BookCode("9788702269161")
LETTER = "eyJodWIiOiJodHRwcz" + "A9z_-" * 54 + "==="[:2]
ITEM = item_rule("[0-9]{8}|KB-[0-9A-Z]{4,12}|[0-9]{10}")


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
        (f"BADGE-{TOKEN}", StaffBadgeCode()),
        (f"]Q1BADGE-{TOKEN}", StaffBadgeCode()),
        (f"BADGE-{TOKEN}X", StrangeCode(23)),
        (f"badge-{TOKEN}", StrangeCode(22)),
        (LETTER, EnrolmentCode(LETTER)),
        (LETTER[:199], StrangeCode(199)),
        (f"{LETTER}?", StrangeCode(291)),
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


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("12345678", ItemCode("12345678")),
        ("]I012345678", ItemCode("12345678")),
        ("96385074", ItemCode("96385074")),
        ("KB-12AB", ItemCode("KB-12AB")),
        ("KB-12ab", StrangeCode(7)),
        ("KB-1", StrangeCode(4)),
        ("0101901234", PersonalCode()),
        ("9788702269161", BOOK),
        ("١٢٣٤٥٦٧٨", StrangeCode(8)),
    ],
)
def test_labels_are_known_by_the_rule_of_the_branch(frame: str, code: Code) -> None:
    """Before goods, for the branch knows better; after books; and ten digits stay personal, whatever the rule says."""
    assert classify(frame, hub_host=HOST, item=ITEM) == code


@pytest.mark.parametrize(
    "pattern", ["[0-9]{8}", "ITEM-[0-9A-Z]{4,12}", "B?[0-9]{7}", "12345", "[0-9]{64}", "[0-9]{8}|[A-F]{2}x_y:z/="]
)
def test_a_rule_is_characters_classes_counts_and_alternatives(pattern: str) -> None:
    """What branches' labels need."""
    assert item_rule(pattern).pattern == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "B?", "a||b", "[0-9", "[z-a]", "[0-9]{65}", "[0-9]{40}[A-Z]{40}", "x" * 65, "a{,3}", "a{3,1}"),
        *("[0-9]*", "[0-9]+", "(a+)+", "(a|a)*b", "[0-9]{3}?", "\\d{8}", ".{8}", "^1$", "[٠-٩]{8}"),
    ],
)
def test_a_rule_that_could_run_away_or_fit_nothing_is_refused(pattern: str) -> None:
    """No repetition without an end, nothing empty, nothing longer than a label, nothing but ASCII."""
    with pytest.raises(ValueError, match=r"^(is|must|holds) "):
        item_rule(pattern)


def test_a_letter_and_a_token_are_never_printed() -> None:
    """A log that prints a code shows neither."""
    assert LETTER[:20] not in repr(EnrolmentCode(LETTER))
    assert TOKEN not in repr(SLIP)
