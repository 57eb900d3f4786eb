"""Three books to go on with, each with a true reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.nouns import Text
from kiosk.rooms.reading.model import Book, PickedBy, SharedTags, Tag
from kiosk.rooms.reading.recommend import likeness, three_for
from tests.core.samples import DARK, FYR, HAVBREV, LATTER, QUIET, SEA, VINTER, book


def test_the_reason_is_the_two_rarest_shared_words() -> None:
    """What few books have says most."""
    wide = book("wide", "Bred", "A", QUIET, SEA, DARK)
    near = (wide, book("b", "B", "B", QUIET), book("c", "C", "C", QUIET, SEA))

    tip = three_for(book("me", "Mig", "X", QUIET, SEA, DARK), near)[0]

    assert tip.book == wide
    assert tip.reason == SharedTags((DARK, SEA))


def test_among_equals_the_shelf_comes_first() -> None:
    """What can be taken home today."""
    away = book("a", "A", "Anna", QUIET, copies=0)
    here = book("z", "Z", "Zoe", QUIET, copies=1)

    assert [tip.book for tip in three_for(book("me", "Mig", "X", QUIET), (away, here))] == [here, away]


def test_no_author_twice_and_never_the_book_itself() -> None:
    """Nor another edition of it; books without an author are no one's."""
    me = book("me", "Mig", "X", QUIET)
    near = (
        me,
        replace(me, key=book("again", "", "").key),
        book("a1", "A1", "Anna", QUIET),
        book("a2", "A2", "anna", QUIET),
        book("n1", "N1", "", QUIET),
        book("n2", "N2", "", QUIET),
    )

    assert [tip.book.title for tip in three_for(me, near)] == ["A1", "N1", "N2"]


def test_without_a_true_reason_there_is_no_tip() -> None:
    """Nothing shared and nobody who stands by it."""
    assert three_for(HAVBREV, (book("x", "X", "Y", Tag("other", Text("andet"))),)) == ()
    assert three_for(HAVBREV, (LATTER,))[0].reason == PickedBy("Ali")


@pytest.mark.parametrize(("one", "other", "expected"), [(HAVBREV, FYR, 1.0), (HAVBREV, VINTER, 1 / 3), (HAVBREV, LATTER, 0.0)])
def test_likeness_is_jaccards(one: Book, other: Book, expected: float) -> None:
    """Shared over all."""
    assert likeness(one, other) == pytest.approx(expected)
    assert likeness(one, replace(other, tags=())) == 0.0


books = st.builds(
    book,
    st.text(alphabet="abc", min_size=1, max_size=2),
    st.sampled_from(["T", "U", "V"]),
    st.sampled_from(["", "A", "B", "C"]),
    *(st.sampled_from([QUIET, SEA, DARK]) for _ in range(2)),
    copies=st.sampled_from([None, 0, 2]),
)


@given(one=books, near=st.lists(books, max_size=8, unique_by=lambda each: each.key), seed=st.randoms())
def test_tips_do_not_depend_on_the_order_books_come_in(one: Book, near: list[Book], seed: object) -> None:
    """At most three, no author twice, and every reason true."""
    shuffled = list(near)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]

    tips = three_for(one, tuple(near))

    assert tips == three_for(one, tuple(shuffled))
    assert len(tips) <= 3
    named = [tip.book.author for tip in tips if tip.book.author]
    assert len(named) == len(set(named))
    for tip in tips:
        assert isinstance(tip.reason, SharedTags)
        assert set(tip.reason.tags) <= set(one.tags) & set(tip.book.tags)


def test_children_and_grown_ups_each_get_their_own() -> None:
    """Two books may be equally dark, and one of them for a child of six."""
    child = replace(book("c", "Barn", "A", QUIET, SEA), for_children=True)
    grown = book("g", "Voksen", "B", QUIET)

    assert [tip.book for tip in three_for(book("me", "Mig", "X", QUIET, SEA), (child, grown))] == [grown]
    assert [tip.book for tip in three_for(replace(book("me", "Mig", "X", QUIET, SEA), for_children=True), (child, grown))] == [
        child
    ]


def test_a_language_the_reader_reads_comes_before_a_likeness() -> None:
    """The likest book is of little use in a language one does not read."""
    german = replace(book("d", "Deutsch", "A", QUIET, SEA), languages=("de",))
    danish = book("n", "Dansk", "B", QUIET)

    assert [tip.book for tip in three_for(book("me", "Mig", "X", QUIET, SEA), (german, danish))] == [danish, german]
