"""Books as the reading room knows them, and the tips it gives with their true reasons."""

from __future__ import annotations

from msgspec import Struct, field

from kiosk.nouns import Key, Text


class Tag(Struct, frozen=True):
    """One appeal word of a book. Two tags are the same when their keys are."""

    key: str
    name: Text


class Shelf(Struct, frozen=True):
    """Where a book stands: room, shelf and shelf mark, as signs in the branch say it. Any part may be empty."""

    room: Text = field(default_factory=Text)
    shelf: str = ""
    mark: str = ""


class StaffPick(Struct, frozen=True):
    """A member of staff stands by this book. `by` is a first name only; `words` is why."""

    by: str
    words: Text


class Book(Struct, frozen=True):
    """A title the branch has. `isbn` is 13 digits or empty. `forms` are `book`, `audiobook`, `ebook`, `film`, `game`.

    `copies` is how many stand on the shelf as far as is known; None = not known, so only the shelf mark is shown.
    `isbns` are its other editions' numbers. `cover` names its picture among the hub's (SHA-256); empty = there is none.
    """

    key: Key
    isbn: str
    title: str
    author: str
    year: int | None = None
    languages: tuple[str, ...] = ("da",)
    summary: Text = field(default_factory=Text)
    tags: tuple[Tag, ...] = ()
    shelf: Shelf = field(default_factory=Shelf)
    forms: tuple[str, ...] = ("book",)
    pick: StaffPick | None = None
    place: str = ""
    for_children: bool = False
    copies: int | None = None
    link: str = ""
    demo: bool = False
    isbns: tuple[str, ...] = ()
    cover: str = ""


class SharedTags(Struct, frozen=True):
    """The reason of a tip: the appeal words both books have, the rarest first, at most two."""

    tags: tuple[Tag, ...]


class PickedBy(Struct, frozen=True):
    """The reason of a tip: a member of staff stands by it."""

    by: str


Reason = SharedTags | PickedBy


class Tip(Struct, frozen=True):
    """A book to go on with, and the true reason why."""

    book: Book
    reason: Reason
