"""Events of an RSS or Atom feed: an item becomes an event only where its page says when it is."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import feedparser
from msgspec import Struct

from kiosk.nouns import Key
from kiosk.ports import Batch, Scope, SkippedRow, SourceError, SourceTrouble, Unchanged
from kiosk.sources.http import HTML_KINDS, Page, plain_address
from kiosk.sources.json_ld import events_in
from kiosk.sources.moments import days_from
from kiosk.sources.naming import short
from kiosk.sources.question import asked, recall, remember
from kiosk.sources.row import RowFaultError
from kiosk.sources.schema_event import SchemaReading, stamp
from kiosk.sources.terms import Terms

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.ports import Validators
    from kiosk.rooms.local.model import LibraryEvent
    from kiosk.sources.http import Getter

KINDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/rdf+xml")

MOST_PAGES = 40
"""How many pages of items are read in a round."""

MOST_FAILURES = 3
"""After so many pages that could not be had the host is in trouble, and the round is given up."""

_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>(?:\s|<!--.*?-->)*\Z", re.DOTALL)


class _Item(Struct, frozen=True):
    """An item: a key made of its guid, else its link; and the page it leads to."""

    key: Key
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvents:
    """One feed. Pages are read on the feed's own host only, `most_pages` in a round, and anew at least every hour.

    An item whose page could not be read, or was not visited, is skipped: its last good event stays.
    """

    name: str
    url: str
    getter: Getter
    branch: str = ""
    terms: Terms = field(default_factory=Terms)
    days_ahead: int = 400
    most_pages: int = MOST_PAGES

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Fetch the feed and its items' pages. Raises SourceError; a raise deletes nothing."""
        window = days_from(now, 0, self.days_ahead)
        # A page changes without its feed, so the feed's 304 is good for an hour only.
        question = asked(self.url, window, now.hour, self.branch, self.terms, self.most_pages)
        page = self.getter.get(self.url, KINDS, recall(known, question))
        if isinstance(page, Unchanged):
            return page
        found, skipped = self._visit(self._items(page))
        return Batch(
            events=tuple(event for event in found if window.touches(event.start, event.end)),
            scope=Scope(window.start, window.end),
            skipped=tuple(skipped),
            validators=remember(page.validators, question),
        )

    def _items(self, page: Page) -> list[_Item]:
        """The items that lead to a page of the same host, each once."""
        found: dict[Key, _Item] = {}
        for entry in _entries(page):
            link = _joined(page.url, str(entry.get("link", "")))
            if _same_host(link, page.url):
                key = Key(f"feed:{short(self.name)[:8]}-{short(str(entry.get('id', '')) or link)}")
                found.setdefault(key, _Item(key, link))
        return list(found.values())

    def _visit(self, items: list[_Item]) -> tuple[list[LibraryEvent], list[SkippedRow]]:
        """Read the items' pages one after the other."""
        events: list[LibraryEvent] = []
        skipped = [SkippedRow(item.key, "limit") for item in items[self.most_pages :]]
        failures = 0
        for item in items[: self.most_pages]:
            try:
                events += self._events(item)
            except RowFaultError as fault:
                skipped.append(SkippedRow(item.key, fault.field))
            except SourceError as error:
                failures += error.reason != SourceTrouble.REFUSED.value
                if failures >= MOST_FAILURES:
                    raise
                skipped.append(SkippedRow(item.key, "page"))
        return sorted(events, key=lambda event: (event.start.timestamp(), event.key)), skipped

    def _events(self, item: _Item) -> list[LibraryEvent]:
        """The events of an item's page; none where it is news. Raises SourceError or RowFaultError."""
        page = self.getter.get(item.link, HTML_KINDS)
        if not isinstance(page, Page):
            raise SourceError(SourceTrouble.NOT_OURS.value)
        reading = SchemaReading(page.url, self.branch, self.terms)
        rows = events_in(page.text()) or ()
        several = len(rows) > 1

        def key_of(_identity: str, start: datetime) -> Key:
            return Key(f"{item.key}.{stamp(start)}") if several else item.key

        found = {event.key: event for event in (reading.event(row, key_of) for row in rows)}
        return list(found.values())


def _entries(page: Page) -> list[Any]:
    """The entries of a whole feed. Raises SourceError.

    The parser is lenient and reads half a feed gladly, so the end is looked for first; it is given bytes in memory, because a
    text could be an address or a file to it; and a feed that defines entities of its own is not read.
    """
    if b"<!ENTITY" in page.body:
        raise SourceError(SourceTrouble.UNREADABLE.value)
    headers = {"content-type": f"{page.kind}; charset={page.charset}" if page.charset else page.kind}
    found = feedparser.parse(io.BytesIO(page.body), response_headers=headers)
    if not found.get("version"):
        raise SourceError(SourceTrouble.NOT_OURS.value)
    if not _END.search(page.body.rstrip()[-1000:]):
        raise SourceError(SourceTrouble.TRUNCATED.value)
    return list(found.entries)


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""


def _same_host(link: str, feed: str) -> bool:
    """Whether a page lies where the feed does."""
    if not plain_address(link):
        return False
    there, here = urlsplit(link), urlsplit(feed)
    return (there.scheme, there.hostname, there.port) == (here.scheme, here.hostname, here.port)
