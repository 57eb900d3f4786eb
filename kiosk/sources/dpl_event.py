"""One row of the national library CMS's event list -> a library event."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from kiosk.clean import plain_paragraphs
from kiosk.nouns import Key, Text
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.sources.moments import moment, not_before
from kiosk.sources.row import Row, RowFaultError
from kiosk.sources.terms import Terms

if TYPE_CHECKING:
    from datetime import datetime

PriceUnit = Literal["kroner", "ore"]
"""What the CMS counts prices in: its description says øre, its code sends kroner."""

_UUID = re.compile(r"[A-Za-z0-9_.-]{1,60}")

_WITH_TICKETS = frozenset({EventState.ACTIVE, EventState.UNKNOWN})
"""Only then does a ticket page sell anything."""


class DplReading(Struct, frozen=True):
    """How rows of one site are read. `branches` are names or ISIL numbers, casefolded; none = every branch."""

    branches: frozenset[str] = frozenset()
    unplaced: bool = False
    price_unit: PriceUnit = "kroner"
    terms: Terms = field(default_factory=Terms)

    def concerns(self, row: Row) -> bool:
        """Whether the row is for this kiosk's branch; a row without a branch is, where `unplaced` says so."""
        named = {words.casefold() for words in row.texts("branches") + row.texts("branch_isil_ids")}
        return not self.branches or bool(named & self.branches) or (self.unplaced and not named)

    def event(self, row: Row) -> LibraryEvent:
        """Translate. Raises RowFaultError where the row has no id, title or start."""
        title = row.text("title", 160)
        if not title:
            raise RowFaultError("title")
        start, end = _times(row.part("date_time"))
        state = _state(row)
        address = row.part("address")
        words = row.texts("categories") + row.texts("tags")
        return LibraryEvent(
            key=row_key(row),
            title=Text(title),
            start=start,
            end=end,
            all_day=row.yes("all_day"),
            summary=Text(" ".join(plain_paragraphs(row.raw_text("description"), 400))),
            body=tuple(Text(paragraph) for paragraph in plain_paragraphs(row.raw_text("body"), 6000)),
            branch=self._branch(row),
            place=_place(row, address),
            online=address.text("locationType") == "online",
            state=state,
            languages=self.terms.languages((title, *words)),
            audiences=row.texts("audiences"),
            tags=tuple(dict.fromkeys(words)),
            for_children=self.terms.for_children((*row.texts("audiences"), *words)),
            price=self._price(row),
            link=row.link("url"),
            ticket_link=row.part("external_data").link("url") if state in _WITH_TICKETS else "",
            series=row.part("series").text("uuid", 64),
            partner=", ".join(row.texts("partners", 4)),
        )

    def _branch(self, row: Row) -> str:
        """The name of our branch where it is among several, else the first."""
        names = row.texts("branches")
        ours = [name for name in names if name.casefold() in self.branches]
        return next(iter(ours or names), "")

    def _price(self, row: Row) -> int | None:
        """Whole kroner, never too little: the dearest category, rounded up. None where nothing is said in kroner."""
        values = [price.number("value") for price in _prices(row)]
        known = [value for value in values if value is not None and value >= 0]
        if not known or len(known) < len(values):
            return None
        return math.ceil(max(known) / (100 if self.price_unit == "ore" else 1))


def row_key(row: Row) -> Key:
    """The row's key. Raises RowFaultError where it has none that we can use."""
    uuid = row.raw_text("uuid").strip().lower()
    if not _UUID.fullmatch(uuid):
        raise RowFaultError("uuid")
    return Key(f"dpl:{uuid}")


def _times(times: Row) -> tuple[datetime, datetime]:
    """Start and end; a missing or earlier end is the start."""
    start = moment(times.raw_text("start"))
    if start is None:
        raise RowFaultError("date_time.start")
    end = moment(times.raw_text("end"))
    if end is None and times.raw_text("end"):
        raise RowFaultError("date_time.end")
    return start, not_before(start, end or start)


def _state(row: Row) -> EventState:
    """Read the state; a title that begins with »AFLYST« cancels, whatever the field says: that is how it is often done."""
    if re.match(r"aflyst\b", row.text("title"), re.IGNORECASE):
        return EventState.CANCELLED
    try:
        return EventState(row.text("state"))
    except ValueError:
        return EventState.UNKNOWN


def _prices(row: Row) -> tuple[Row, ...]:
    """Prices of the ticket categories, those of other currencies as unreadable ones."""
    prices = (category.part("price") for category in row.parts("ticket_categories"))
    return tuple(price if price.text("currency") in {"DKK", ""} else Row({}) for price in prices)


def _place(row: Row, address: Row) -> str:
    """Where in words: name and room, and the street where that is not the branch itself."""
    name = address.text("location")
    parts = [name, address.text("locationAdditional")]
    if name.casefold() not in {branch.casefold() for branch in row.texts("branches")}:
        number = address.number("zip_code")
        town = f"{number:04.0f} {address.text('city')}" if number is not None else address.text("city")
        parts += [address.text("street"), town.strip()]
    return ", ".join(part for part in parts if part)
