"""Pages with schema.org markup over a real socket."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.nouns import Key, Text
from kiosk.ports import Batch, SkippedRow, SourceError, SourceTrouble, Unchanged, Validators
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.sources.json_ld import events_in
from kiosk.sources.moments import HERE
from kiosk.sources.schema_event import SchemaReading
from kiosk.sources.schema_org import SchemaOrgPage
from tests.contracts.faults import Fault
from tests.contracts.web_server import Served, WebServer
from tests.sources.markup import happening, html

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.sources.http import HttpGetter

NOW = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)


def source(web: WebServer, getter: HttpGetter, body: bytes) -> SchemaOrgPage:
    """Serve a page and give the source."""
    web.pages["/kalender"] = Served(body, "text/html; charset=utf-8")
    return SchemaOrgPage(name="side", url=web.base + "/kalender", getter=getter, branch="Huset")


def batch(asked: SchemaOrgPage, now: datetime = NOW) -> Batch:
    """Fetch without a condition."""
    answer = asked.fetch(Validators(), now)
    assert isinstance(answer, Batch)
    return answer


def test_an_event_of_a_page_is_read(web: WebServer, getter: HttpGetter) -> None:
    """Name, time, place, price, links, relative to the page."""
    row = happening(
        url="koncert",
        endDate="2026-10-05T21:00",
        description="<p>Kom &amp; hør</p>",
        location={"name": "Huset", "address": {"streetAddress": "Vej 2", "addressLocality": "Aalborg", "postalCode": 9000}},
        offers={"@type": "Offer", "price": "99.50", "priceCurrency": "DKK", "url": "/billet"},
        organizer={"@type": "Organization", "name": "Foreningen"},
        keywords=["børn"],
    )
    (event,) = batch(source(web, getter, html(row))).events or ()

    assert event == LibraryEvent(
        key=event.key,
        title=Text("Koncert"),
        start=datetime(2026, 10, 5, 19, tzinfo=HERE),
        end=datetime(2026, 10, 5, 21, tzinfo=HERE),
        summary=Text("Kom & hør"),
        body=(Text("Kom & hør"),),
        branch="Huset",
        place="Huset, Vej 2, 9000 Aalborg",
        state=EventState.ACTIVE,
        tags=("børn",),
        for_children=True,
        price=100,
        link=web.base + "/koncert",
        ticket_link=web.base + "/billet",
        partner="Foreningen",
    )
    assert len(event.key) <= 64


@pytest.mark.parametrize(
    "block",
    [
        [happening()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, happening()]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": happening()}]},
        happening(**{"@type": ["Thing", "MusicEvent"]}),
        happening(**{"@type": "http://schema.org/TheaterEvent"}),
        happening(**{"@type": "schema:Event"}),
        happening(**{"@type": "Festival"}),
        {"@type": "WebPage", "mainEntity": happening()},
    ],
)
def test_events_are_found_however_they_are_wrapped(block: object) -> None:
    """Lists, graphs, item lists, subtypes, prefixes."""
    (row,) = events_in(html({"@type": "Library"}, block).decode()) or ()

    assert row.text("name") == "Koncert"


def test_a_broken_block_does_not_hide_the_next() -> None:
    """Blocks are read one by one; line breaks in strings and comments round a block are forgiven."""
    page = (
        '<script type="application/ld+json">{"@type": "Event", </script>'
        '<script type="application/ld+json; charset=utf-8"><!-- {"@type": "Event", "name": "A\nB"} --></script>'
    )

    assert [row.text("name") for row in events_in(page) or ()] == ["A B"]


def test_a_broken_event_is_skipped_and_the_window_applies(web: WebServer, getter: HttpGetter) -> None:
    """The rest of the page is read; the same event twice is one; the past is out of scope."""
    rows = [happening(name=None), happening(startDate="snart"), happening(url="a"), happening(url="a")]
    rows += [happening(startDate="2026-09-30T23:59"), happening(url="b", startDate="2026-10-01T01:00")]

    answer = batch(source(web, getter, html(*rows)))

    assert [event.start.day for event in answer.events or ()] == [1, 5]
    assert answer.skipped == (SkippedRow("#0", "name"), SkippedRow("#1", "startDate"))
    assert answer.scope.start == datetime(2026, 10, 1, tzinfo=HERE)


def test_a_page_without_markup_deletes_nothing(web: WebServer, getter: HttpGetter) -> None:
    """A portal says 200 and is HTML too; a page with markup and no event is an answer."""
    asked = source(web, getter, html({"@type": "Library"}))
    assert batch(asked).events == ()

    web.faults[""] = Fault.PORTAL
    with pytest.raises(SourceError, match=SourceTrouble.NOT_OURS.value):
        batch(asked)


def test_unchanged_is_for_the_same_day_only(web: WebServer, getter: HttpGetter) -> None:
    """The window moves at midnight."""
    asked = source(web, getter, html(happening()))
    known = batch(asked).validators

    assert asked.fetch(known, NOW) == Unchanged()
    assert isinstance(asked.fetch(known, NOW + timedelta(days=1)), Batch)


def test_the_examples_of_schema_org_are_read(web: WebServer, getter: HttpGetter, shared_contracts: Path) -> None:
    """Seven events: one cancelled, one sold out, none in kroner."""
    rows = json.loads((shared_contracts / "generic" / "schema-org" / "events-and-libraries.json").read_text("utf-8"))
    found = events_in(html(*rows).decode())
    reading = SchemaReading("https://x.example/")

    events = [reading.event(row, lambda _identity, _start: Key("page:x")) for row in found or ()]

    assert len(events) == 7
    assert [event.state for event in events].count(EventState.CANCELLED) == 1
    assert [event.state for event in events].count(EventState.SOLD_OUT) == 1
    assert {event.price for event in events} == {None}
    assert events[1].place == "The Hi-Dive, 7 S. Broadway, 80209 Denver"
    assert events[5].ticket_link == "https://x.example/examples/ticket/12341234"
