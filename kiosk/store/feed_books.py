"""The hub's books read as our own: what the national catalogue says of a work, and who at the branch stands by it."""

from __future__ import annotations

import re

import msgspec
from msgspec import Struct

from kiosk.clean import clean
from kiosk.nouns import Key, Text
from kiosk.rooms.reading.model import Book, Shelf, StaffPick, Tag
from kiosk.store.feed_rows import HubPicture, UnreadableError

TITLE, NAME, WORD, LINE = 200, 120, 60, 1000
AUTHORS, TAGS, NUMBERS = 3, 40, 60

ISBN = re.compile(r"97[89][0-9]{10}", re.ASCII)
FORMS = ("book", "audiobook", "ebook", "film", "game")
YEARS = range(2201)


class HubPick(Struct, frozen=True):
    """Who stands by a book."""

    by: str = ""
    words: str = ""


class HubBook(Struct, frozen=True, kw_only=True):
    """The kind `book`. `moods` say how it is and `subjects` what it is about, both in Danish."""

    title: str
    creators: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    year: int | None = None
    langs: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    for_children: bool = False
    mark: str | None = None
    summary: str | None = None
    pick: HubPick | None = None
    picture: HubPicture | None = None


_books = msgspec.json.Decoder(HubBook)


def book_of(key: str, data: str) -> tuple[Book, HubPicture | None]:
    """Read a book. Raises UnreadableError, which tells nothing of what stood there."""
    try:
        found = _books.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise UnreadableError from None
    title = clean(found.title, TITLE)
    if not title:
        raise UnreadableError
    numbers = tuple(dict.fromkeys(isbn for isbn in found.isbns if ISBN.fullmatch(isbn)))[:NUMBERS]
    book = Book(
        key=Key(key),
        isbn=numbers[0] if numbers else "",
        title=title,
        author=", ".join(_words(found.creators, NAME)[:AUTHORS]),
        year=found.year if found.year in YEARS else None,
        languages=_words(found.langs, 35) or ("da",),
        summary=Text(clean(found.summary or "", LINE)),
        tags=tuple(map(_tag, _words((*found.moods, *found.subjects), WORD)[:TAGS])),
        shelf=Shelf(mark=clean(found.mark or "", WORD)),
        forms=tuple(form for form in FORMS if form in found.forms) or ("book",),
        pick=_pick(found.pick),
        for_children=found.for_children,
        isbns=numbers[1:],
    )
    return book, found.picture


def _words(found: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """Clean words, each once."""
    return tuple(dict.fromkeys(word for each in found if (word := clean(each, limit))))


def _tag(word: str) -> Tag:
    """One word as an appeal word. The mark before it keeps a Danish »fast« apart from a folder's own key."""
    return Tag(f"da:{word.casefold()}", Text(word))


def _pick(found: HubPick | None) -> StaffPick | None:
    """Who stands by it, if somebody does."""
    by = clean(found.by, WORD) if found else ""
    return StaffPick(by, Text(clean(found.words, LINE))) if found and by else None
