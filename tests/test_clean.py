"""The one cleaning function, and HTML to plain paragraphs."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.clean import MARKS_IN_A_ROW, clean, plain_paragraphs

anything = st.text(
    st.one_of(
        st.characters(codec=None, categories=None),
        st.sampled_from("\u200c\u200d\u0301\u0323\u202e\ud800\x00\u2028\u00a0 \u200b\ufe0f\u1100\u1161a"),
    ),
)
limits = st.integers(min_value=-1, max_value=60)


@given(words=anything, limit=limits)
@example(words="a \u200b b", limit=20)
@example(words="e\u200b\u0301", limit=20)
@example(words="a" + "\u0301" * 4 + "\u200d" + "\u0301" * 4, limit=60)
def test_cleaned_words_can_be_shown_stored_and_sent(words: str, limit: int) -> None:
    """Whatever comes in, what comes out is short, encodable, normal, and holds nothing that acts."""
    line = clean(words, limit)

    assert len(line) <= max(limit, 0)
    assert line.encode("utf-8").decode("utf-8") == line
    assert unicodedata.is_normalized("NFC", line)
    assert line == " ".join(line.split(" ")).strip()
    for letter in line:
        category = unicodedata.category(letter)
        assert letter in "\u200c\u200d" or category not in {"Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"}
        assert letter == " " or category != "Zs"


@given(words=anything, limit=limits)
def test_cleaning_twice_changes_nothing(words: str, limit: int) -> None:
    """Clean words are clean: every edge may clean again."""
    once = clean(words, limit)

    assert clean(once, limit) == once


@given(words=anything)
@example(words="a" + "\u0301" * 4 + "\u200d" + "\u0323" * 4)
def test_no_letter_carries_a_tower_of_marks(words: str) -> None:
    """Joiners between the marks do not help."""
    line = clean(words, 1000)

    row = 0
    for letter in line.replace("\u200c", "").replace("\u200d", ""):
        row = row + 1 if unicodedata.category(letter).startswith("M") else 0
        assert row <= MARKS_IN_A_ROW


@pytest.mark.parametrize(
    ("words", "cleaned"),
    [
        ("  Læse\tkreds\r\nfor\u2028alle\u00a0 ", "Læse kreds for alle"),
        ("A\u030arhus", "Århus"),
        ("\u202eabc\u200e", "abc"),
        ("\x1bp\x00tekst\x07", "ptekst"),
        ("a\ud800b", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("\u200d\u200c", ""),
        ("[font=/etc/passwd]", "[font=/etc/passwd]"),
    ],
)
def test_known_attacks_become_plain_words(words: str, cleaned: str) -> None:
    """Each attack we know of leaves only what a reader would read."""
    assert clean(words, 100) == cleaned


def test_long_words_end_between_two_words() -> None:
    """The ellipsis stands after a whole word, and a single endless word is cut."""
    assert clean("Fortælletime for de mindste", 20) == "Fortælletime for de…"
    assert clean("Fortælletime for de mindste", 17) == "Fortælletime for…"
    assert clean("Fortælletime for de mindste", 16) == "Fortælletime…"
    assert clean("x" * 200_000, 10) == "x" * 9 + "…"
    assert clean("abc", 1) == "…"


def test_editorial_html_becomes_paragraphs() -> None:
    """Paragraphs, breaks, list items and entities as an editor meant them."""
    html = "<p>Kom &amp; h&oslash;r <strong>Ida</strong>!</p><ul><li>Kaffe</li><li>Kage</li></ul>Linje 1<br/>Linje&nbsp;2"

    assert plain_paragraphs(html, 1000) == ("Kom & hør Ida!", "Kaffe", "Kage", "Linje 1", "Linje 2")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<script>alert(1)</script><p>Hej</p>", ("Hej",)),
        ("<p>Hej</p><script>alert(1)", ("Hej",)),
        ("<style>p{}</style>Hej<!-- skjult -->", ("Hej",)),
        ('<p onclick="x()">Hej <img src=x onerror=alert(1)>du</p>', ("Hej du",)),
        ("<svg><title>x</title><script>y</script></svg>Hej", ("Hej",)),
        ("&lt;script&gt;x&lt;/script&gt;", ("<script>x</script>",)),
        ("<p>Hej<![if x]>du</p>", ("Hejdu",)),
        ("5 < 6 og 7 > 6", ("5 < 6 og 7 > 6",)),
        ("</p></script></p>Hej", ("Hej",)),
        ("<table><tr><td>Voksen</td><td>100 kr.</td></tr></table>", ("Voksen 100 kr.",)),
    ],
)
def test_hostile_or_broken_html_is_only_text(html: str, words: tuple[str, ...]) -> None:
    """Scripts and styles vanish, the rest is read as text."""
    assert plain_paragraphs(html, 1000) == words


@given(html=st.text(st.one_of(st.sampled_from(list("<>/!&;[]-=\"'?pbrscript \u200d")), st.characters(codec=None))), limit=limits)
@example(html="<![x[", limit=50)
@example(html="<!x <", limit=50)
def test_no_html_breaks_the_reader(html: str, limit: int) -> None:
    """Any text at all gives paragraphs that are clean and short enough in all."""
    paragraphs = plain_paragraphs(html, limit)

    assert sum(map(len, paragraphs)) <= max(limit, 0)
    assert all(words and clean(words, len(words)) == words for words in paragraphs)


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "<script", "</", "&#", "<![", "<p>", "<!-"])
def test_a_flood_of_broken_markup_ends_soon(piece: str) -> None:
    """No markup keeps the reader busy for long: how much is read is bounded."""
    began = time.monotonic()

    plain_paragraphs(piece * (2_000_000 // len(piece)), 1000)

    assert time.monotonic() - began < 10
