"""One schema.org Event -> a library event."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from msgspec import Struct, field

from kiosk.clean import plain_paragraphs
from kiosk.nouns import Key, Text
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.sources.moments import day_end, day_start, moment, not_before
from kiosk.sources.row import Row, RowFaultError, link_of
from kiosk.sources.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable

_STATES = {
    "EventCancelled": EventState.CANCELLED,
    # Nobody should come in vain on the old day; the new one, where there is one, is a day of its own.
    "EventPostponed": EventState.CANCELLED,
}


class SchemaReading(Struct, frozen=True):
    """How the events of a page are read. `page` is its address, which relative addresses are relative to."""

    page: str
    branch: str = ""
    terms: Terms = field(default_factory=Terms)

    def event(self, row: Row, key_of: Callable[[str, datetime], Key]) -> LibraryEvent:
        """Translate; `key_of` makes a key of identity and start. Raises RowFaultError without a name or a start."""
        title = row.text("name", 160)
        if not title:
            raise RowFaultError("name")
        start, end, all_day = _times(row)
        offers = row.parts("offers")
        words = row.texts("keywords")
        body = plain_paragraphs(row.raw_text("description").replace("\n", "<br>"), 6000)
        state = _state(row, offers)
        return LibraryEvent(
            key=key_of(row.raw_text("@id") or row.raw_text("url"), start),
            title=Text(title),
            start=start,
            end=end,
            all_day=all_day,
            summary=Text(" ".join(plain_paragraphs(row.raw_text("description"), 400))),
            body=tuple(Text(paragraph) for paragraph in body),
            branch=self.branch,
            place=_place(row),
            online=_ending(row.raw_text("eventAttendanceMode")) == "OnlineEventAttendanceMode",
            state=state,
            languages=_languages(row) or self.terms.languages((title, *words)),
            tags=words,
            for_children=self.terms.for_children((*words, *_audience(row))),
            price=_price(row, offers),
            link=self._link(row.raw_text("url")) or link_of(self.page),
            ticket_link=self._ticket_link(offers) if state is EventState.ACTIVE else "",
            partner=_names(row, "organizer"),
        )

    def _link(self, address: str) -> str:
        """An absolute address, or empty."""
        try:
            return link_of(urljoin(self.page, address.strip())) if address.strip() else ""
        except ValueError:
            return ""

    def _ticket_link(self, offers: tuple[Row, ...]) -> str:
        return next((link for offer in offers if (link := self._link(offer.raw_text("url")))), "")


def _times(row: Row) -> tuple[datetime, datetime, bool]:
    """Start, end, and whether it is days without times."""
    said, until = row.raw_text("startDate").strip(), row.raw_text("endDate").strip()
    day = _only_date(said)
    start = day_start(day) if day else moment(said)
    if start is None:
        raise RowFaultError("startDate")
    last = _only_date(until)
    end = day_end(last or day or start.date()) if last or (day and not until) else moment(until)
    return start, not_before(start, end or start), day is not None


def _only_date(words: str) -> date | None:
    """A date without a time, or None."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _state(row: Row, offers: tuple[Row, ...]) -> EventState:
    """Cancelled and postponed above sold out; sold out only where every offer is."""
    said = {_ending(words) for words in row.texts("eventStatus")}
    known = [state for name, state in _STATES.items() if name in said]
    if known:
        return known[0]
    sold_out = bool(offers) and all(_ending(offer.raw_text("availability")) == "SoldOut" for offer in offers)
    return EventState.SOLD_OUT if sold_out else EventState.ACTIVE


def _ending(words: str) -> str:
    return words.rsplit("/", 1)[-1].rsplit(":", 1)[-1].strip()


def _price(row: Row, offers: tuple[Row, ...]) -> int | None:
    """Whole kroner, never too little; None where nothing is said in kroner."""
    if row.yes("isAccessibleForFree"):
        return 0
    found = [_dearest(offer) for offer in offers]
    known = [price for price in found if price is not None and price >= 0]
    return math.ceil(max(known)) if known and len(known) == len(found) else None


def _dearest(offer: Row) -> float | None:
    """What an offer costs at most, in kroner."""
    prices = [offer.number(name) for name in ("price", "highPrice", "lowPrice")]
    price = next((each for each in prices if each is not None), None)
    currency = offer.text("priceCurrency").upper()
    return price if currency == "DKK" or (price == 0 and not currency) else None


def _place(row: Row) -> str:
    """Where in words: a text, a place, an address, or the first of a list of these."""
    named = next(iter(row.texts("location", 1)), "")
    for place in row.parts("location"):
        address = place.part("address")
        parts = [place.text("name"), place.text("address"), address.text("streetAddress")]
        parts.append(" ".join(filter(None, (address.text("postalCode"), address.text("addressLocality")))))
        named = named or ", ".join(part for part in dict.fromkeys(parts) if part)
    return named


def _names(row: Row, name: str) -> str:
    """The names of organisations, or a text. Persons are not passed on."""
    said = [part.text("name", 100) for part in row.parts(name) if part.text("@type") != "Person"]
    return ", ".join([words for words in said if words] or row.texts(name, 2))


def _languages(row: Row) -> tuple[str, ...]:
    """Languages by their tags, where the page says so."""
    said = row.texts("inLanguage") + tuple(part.text("alternateName") for part in row.parts("inLanguage"))
    tags = (words.casefold().replace("_", "-").split("-")[0] for words in said)
    return tuple(dict.fromkeys(tag for tag in tags if len(tag) == 2 and tag.isascii() and tag.isalpha()))


def _audience(row: Row) -> tuple[str, ...]:
    parts = row.parts("audience")
    return tuple(part.text(name) for part in parts for name in ("name", "audienceType")) + row.texts("audience")


def stamp(start: datetime) -> str:
    """A start as part of a key."""
    return start.astimezone(UTC).strftime("%Y%m%dT%H%MZ")
