"""The shapes of a folder's rows, as msgspec checks them when they are read."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec

from kiosk.nouns import SignupState
from kiosk.rooms.local.model import EventState
from kiosk.sources.folder_dates import Clock, Weekday, When

KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
"""What a key may look like. Source: wire contract v1."""

_LONGEST_LINE = 2000
_TONGUE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Control characters, and characters that turn the direction of the text round them: neither glass nor slip can show them.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

KeyText = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_.:-]{1,64}\Z")]
Tongue = Annotated[str, msgspec.Meta(pattern=r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")]
Link = Annotated[str, msgspec.Meta(max_length=500, pattern=r"\A(https?://[^\s\x00-\x20\x7f]+)?\Z")]
Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
Words = str | dict[str, str]
"""Danish alone, or one text a language.

Without constraints, which `Row` checks instead: msgspec 0.22 writes outside its memory when a string with a pattern stands in a
union with a mapping.
"""


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row may carry: a note to colleagues, which the kiosk does not read."""

    note: str = ""

    def __post_init__(self) -> None:
        """Refuse words that cannot be shown. msgspec makes the ValueError its own ValidationError."""
        for field in self.__struct_fields__:
            if not _can_be_shown(getattr(self, field)):
                raise ValueError(f"cannot show field `{field}`")


def _can_be_shown(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST_LINE and not _UNPRINTABLE.search(value)
    if isinstance(value, dict):
        return all(_TONGUE.fullmatch(tag) and _can_be_shown(words) for tag, words in value.items())
    if isinstance(value, tuple):
        return all(map(_can_be_shown, value))
    return True


class SeatsRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one signs up."""

    signup: SignupState = SignupState.NONE
    capacity: Count | None = None
    taken: Count = 0
    waiting: Count = 0
    waitlist: bool = False


class EventRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of events.json; a weekly one becomes an event for each of its dates."""

    key: KeyText
    title: Words
    date: When
    summary: Words = ""
    body: tuple[Words, ...] = ()
    branch: str = ""
    place: str = ""
    online: bool = False
    state: EventState = EventState.ACTIVE
    languages: tuple[Tongue, ...] = ("da",)
    audiences: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    for_children: bool = False
    price: Count | None = None
    seats: SeatsRow = SeatsRow()
    link: Link = ""
    ticket_link: Link = ""
    series: str = ""
    partner: str = ""


class GroupRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of groups.json."""

    key: KeyText
    name: Words
    when: Words
    summary: Words = ""
    dates: tuple[When, ...] = ()
    body: tuple[Words, ...] = ()
    place: str = ""
    host: str = ""
    bring: Words = ""
    languages: tuple[Tongue, ...] = ("da",)
    drop_in: bool = False
    quorum: Annotated[int, msgspec.Meta(ge=1, le=1000)] | None = None
    seats: SeatsRow = SeatsRow()


class ShelfRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a book stands."""

    room: Words = ""
    shelf: str = ""
    mark: str = ""


class PickRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who stands by a book, and why."""

    by: str
    words: Words


class BookRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of books.json. `isbn_is_demo` is for people who read the file; the kiosk does not."""

    key: KeyText
    title: str
    author: str
    isbn: str = ""
    isbn_is_demo: bool = False
    year: Annotated[int, msgspec.Meta(ge=0, le=2200)] | None = None
    languages: tuple[Tongue, ...] = ("da",)
    summary: Words = ""
    tags: tuple[KeyText, ...] = ()
    shelf: ShelfRow = ShelfRow()
    forms: tuple[Literal["book", "audiobook", "ebook", "film", "game"], ...] = ("book",)
    pick: PickRow | None = None
    place: str = ""
    for_children: bool = False
    copies: Count | None = None
    link: Link = ""


class TagRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of tags.json: an appeal word. `kind` sorts the file for people; the kiosk does not read it."""

    key: KeyText
    name: Words
    kind: Literal["mood", "pace", "theme", "place"] = "theme"


class HoursRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of hours.json: a span of every such `weekday`, or of one date, absolute or counted from today.

    The rows of a date stand instead of its weekday's. `closed` = no span at all.
    """

    weekday: Weekday | None = None
    day: Annotated[int, msgspec.Meta(ge=-3660, le=3660)] | None = None
    date: Annotated[str, msgspec.Meta(pattern=r"\A\d{4}-\d\d-\d\d\Z")] | None = None
    opens: Clock = "00:00"
    closes: Clock = "00:00"
    staffed: bool = False
    closed: bool = False
    title: str = ""


class SealRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The hub's public key, where the branch has no other way to get it."""

    id: Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_.:-]{1,64}\Z")]
    public: str


class BranchFile(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of branch.toml."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    library: str = ""
    demo: bool = False
    opening: Words = ""
    seal: SealRow | None = None


class Table(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every JSON file of a folder holds: its rows, not yet judged."""

    rows: list[msgspec.Raw]
