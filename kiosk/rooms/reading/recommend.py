"""Three books to go on with, each with a reason that is true.

Likeness is Jaccard's: of all appeal words the two books have, how large a part they share. Source: the library's reading compass
gives the same figure. Order never depends on chance or on the order the books came in.
"""

from __future__ import annotations

from collections import Counter

from kiosk.rooms.reading.model import Book, PickedBy, Reason, SharedTags, Tag, Tip

TIPS = 3
REASONS = 2


def three_for(book: Book, near: tuple[Book, ...]) -> tuple[Tip, ...]:
    """Choose at most three of `near` to follow `book`: the likest first, on the shelf before away, no author twice.

    Children's books follow children's books, and grown-ups' theirs. A book that shares nothing and that nobody stands by is not
    given: there would be no true reason.
    """
    rarity = Counter(tag.key for each in near for tag in each.tags)
    tips: list[Tip] = []
    authors: set[str] = set()
    for other in sorted(near, key=lambda each: _order(book, each)):
        reason = _reason(book, other, rarity)
        author = other.author.casefold()
        if _same(book, other) or not _same_readers(book, other) or reason is None or (author and author in authors):
            continue
        authors.add(author)
        tips.append(Tip(other, reason))
    return tuple(tips[:TIPS])


def likeness(one: Book, other: Book) -> float:
    """Jaccard's index of the two books' appeal words, 0 to 1."""
    mine, theirs = _keys(one), _keys(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _order(book: Book, other: Book) -> tuple[bool, float, bool, bool, str, str]:
    """A language its reader reads first, then the likest; then what stands here, what staff stand by; title and key, for good."""
    foreign = not set(book.languages) & set(other.languages)
    return foreign, -likeness(book, other), other.copies == 0, other.pick is None, other.title, other.key


def _same(book: Book, other: Book) -> bool:
    """Whether it is the book itself, in this or another edition."""
    return other.key == book.key or _named(other) == _named(book)


def _same_readers(book: Book, other: Book) -> bool:
    """Whether both are for children, or neither: likeness of mood says nothing about age."""
    return book.for_children == other.for_children


def _named(book: Book) -> tuple[str, str]:
    """What a work is called, whatever its edition."""
    return book.title.casefold(), book.author.casefold()


def _reason(book: Book, other: Book, rarity: Counter[str]) -> Reason | None:
    """Why this one: the shared words that say most because few books have them; else the one who stands by it."""
    shared = [tag for tag in book.tags if tag.key in _keys(other)]
    if shared:
        return SharedTags(tuple(_rarest(shared, rarity)))
    return PickedBy(other.pick.by) if other.pick is not None else None


def _rarest(tags: list[Tag], rarity: Counter[str]) -> list[Tag]:
    """At most two tags, the rarest first."""
    return sorted(tags, key=lambda tag: (rarity[tag.key], tag.key))[:REASONS]


def _keys(book: Book) -> frozenset[str]:
    """The keys of a book's tags."""
    return frozenset(tag.key for tag in book.tags)
