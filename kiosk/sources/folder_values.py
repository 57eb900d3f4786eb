"""How each row of a folder becomes a value of the kiosk."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import date, time, timedelta

from msgspec.structs import replace
from stdnum import isbn as isbn_numbers
from stdnum.exceptions import ValidationError as BadNumber

from kiosk.nouns import DANISH, Key, Seats, SignupState, Text
from kiosk.ports import SealKey
from kiosk.rooms.communities.model import Group
from kiosk.rooms.local.model import EventState, LibraryEvent, OpenSpan
from kiosk.rooms.reading.model import Book, Shelf, StaffPick, Tag
from kiosk.sources.folder_dates import BadDateError, Occurrence, Weekday, When, next_weekday, occurrences
from kiosk.sources.folder_rows import KEY, BookRow, EventRow, GroupRow, HoursRow, SealRow, SeatsRow, TagRow, Words

_ENDED = (EventState.CANCELLED, EventState.OCCURRED)
_SEAL_BYTES = 32
_LIKE_DATED = re.compile(r":\d{4}-\d\d-\d\d\Z")


class BadRowError(Exception):
    """A row that has the right shape and still cannot be used; `field` says where."""

    def __init__(self, field: str) -> None:
        """Keep the name of the field."""
        super().__init__(field)
        self.field = field


def text(words: Words) -> Text:
    """Give the words as a text: Danish first, the other languages in the order of their tags."""
    if isinstance(words, str):
        return Text(words)
    return Text(words.get("da", ""), tuple(sorted((tag, said) for tag, said in words.items() if tag != "da")))


def dated_key(key: str, when: When, found: Occurrence) -> Key:
    """Give an event's key: a weekly row's dates get one each, so that a seat belongs to one evening."""
    return Key(f"{key}:{found.start.date().isoformat()}" if when.weekly else key)


def events_of(row: EventRow, today: date, *, demo: bool) -> tuple[LibraryEvent, ...]:
    """Give the events a row stands for on `today`. Raises BadRowError."""
    title = _named(row.title, "title")
    return tuple(_event(row, title, found, demo=demo) for found in _found(row.date, today, "date"))


def groups_of(row: GroupRow, today: date, *, demo: bool) -> tuple[Group, ...]:
    """Give the group a row stands for on `today`. Raises BadRowError."""
    if row.drop_in and row.seats.signup is SignupState.OPEN:
        raise BadRowError("drop_in")  # a group one just comes to takes no sign-up
    dates = [found.start for when in row.dates for found in _found(when, today, "dates")]
    group = Group(
        key=Key(row.key),
        name=_named(row.name, "name"),
        summary=text(row.summary),
        when=text(row.when),
        dates=tuple(sorted(dates)),
        body=tuple(map(text, row.body)),
        place=row.place,
        host=row.host,
        bring=text(row.bring),
        languages=row.languages,
        drop_in=row.drop_in,
        quorum=row.quorum,
        seats=_seats(row.seats),
        demo=demo,
    )
    return (group,)


def books_of(row: BookRow, tags: dict[str, Tag], *, demo: bool) -> tuple[Book, ...]:
    """Give the book a row stands for. Raises BadRowError."""
    if not row.title.strip():
        raise BadRowError("title")
    if not set(row.tags) <= tags.keys():
        raise BadRowError("tags")
    book = Book(
        key=Key(row.key),
        isbn=_isbn(row.isbn),
        title=row.title,
        author=row.author,
        year=row.year,
        languages=row.languages,
        summary=text(row.summary),
        tags=tuple(tags[key] for key in row.tags),
        shelf=Shelf(text(row.shelf.room), row.shelf.shelf, row.shelf.mark),
        forms=row.forms,
        pick=StaffPick(row.pick.by, text(row.pick.words)) if row.pick else None,
        place=row.place,
        for_children=row.for_children,
        copies=row.copies,
        link=row.link,
        demo=demo,
    )
    return (book,)


def tags_of(row: TagRow) -> tuple[Tag, ...]:
    """Give the tag a row stands for. Raises BadRowError."""
    return (Tag(row.key, _named(row.name, "name")),)


def hours_of(rows: tuple[HoursRow, ...], today: date, days: int) -> tuple[OpenSpan, ...]:
    """Give the spans of `days` days from `today` on; the rows of a date stand instead of its weekday's."""
    spans: list[OpenSpan] = []
    for ahead in range(days):
        day = today + timedelta(days=ahead)
        own = [row for row in rows if row.weekday is None and _day_of(row, today) == day]
        usual = [row for row in rows if row.weekday is not None and _is_weekday(row.weekday, day)]
        spans += [_span(row, day) for row in own or usual if not row.closed]
    return tuple(sorted(spans, key=lambda span: (span.day, span.opens)))


def checked_hours(row: HoursRow, today: date) -> tuple[HoursRow, ...]:
    """Give the row back when it says one day and a span that ends after it began. Raises BadRowError."""
    if [row.weekday, row.day, row.date].count(None) != 2:
        raise BadRowError("weekday")
    try:
        _day_of(row, today)
    except (ValueError, OverflowError) as wrong:
        raise BadRowError("date") from wrong
    if not row.closed and row.closes <= row.opens:
        raise BadRowError("closes")
    return (row,)


def seal_of(row: SealRow) -> SealKey:
    """Give the hub's key. Raises BadRowError when it is not 32 bytes in base64: nothing may be sealed with it."""
    try:
        public = base64.b64decode(row.public, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise BadRowError("seal.public") from wrong
    if len(public) != _SEAL_BYTES:
        raise BadRowError("seal.public")
    return SealKey(row.id, row.public)


def _named(words: Words, field: str) -> Text:
    said = text(words)
    if not said.within(DANISH).strip():
        raise BadRowError(field)
    return said


def _found(when: When, today: date, field: str) -> tuple[Occurrence, ...]:
    try:
        return occurrences(when, today)
    except BadDateError as wrong:
        raise BadRowError(field) from wrong


def _event(row: EventRow, title: Text, found: Occurrence, *, demo: bool) -> LibraryEvent:
    key = dated_key(row.key, row.date, found)
    if not KEY.fullmatch(key) or _LIKE_DATED.search(row.key):
        raise BadRowError("key")  # too long with its date, or it could be taken for a weekly row's
    return LibraryEvent(
        key=key,
        title=title,
        start=found.start,
        end=found.end,
        all_day=found.all_day,
        summary=text(row.summary),
        body=tuple(map(text, row.body)),
        branch=row.branch,
        place=row.place,
        online=row.online,
        state=row.state,
        languages=row.languages,
        audiences=row.audiences,
        tags=row.tags,
        for_children=row.for_children,
        price=row.price,
        seats=_event_seats(row),
        link=row.link,
        ticket_link=row.ticket_link,
        series=row.series,
        partner=row.partner,
        demo=demo,
    )


def _event_seats(row: EventRow) -> Seats:
    seats = _seats(row.seats)
    if row.state in _ENDED and seats.state is SignupState.OPEN:
        return replace(seats, state=SignupState.CLOSED)  # whoever called it off may forget to close the list
    return seats


def _seats(row: SeatsRow) -> Seats:
    return Seats(row.signup, row.capacity, row.taken, row.waiting, row.waitlist)


def _isbn(number: str) -> str:
    if not number:
        return ""
    try:
        return isbn_numbers.to_isbn13(isbn_numbers.validate(number)).replace("-", "")
    except BadNumber as wrong:
        raise BadRowError("isbn") from wrong


def _day_of(row: HoursRow, today: date) -> date | None:
    if row.date is not None:
        return date.fromisoformat(row.date)
    return None if row.day is None else today + timedelta(days=row.day)


def _is_weekday(weekday: Weekday, day: date) -> bool:
    return next_weekday(weekday, day) == day


def _span(row: HoursRow, day: date) -> OpenSpan:
    return OpenSpan(day, time.fromisoformat(row.opens), time.fromisoformat(row.closes), row.title, row.staffed)
