"""One schema.org event, with everything that pages say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.nouns import Key
from kiosk.rooms.local.model import EventState
from kiosk.sources.json_ld import events_in
from kiosk.sources.row import RowFaultError
from kiosk.sources.schema_event import SchemaReading
from tests.sources.markup import happening, html, read


@pytest.mark.parametrize(
    ("said", "start", "end", "all_day"),
    [
        ({"startDate": "2026-10-05T19:00"}, "2026-10-05T19:00:00+02:00", "2026-10-05T19:00:00+02:00", False),
        ({"startDate": "2026-10-05T17:00Z"}, "2026-10-05T19:00:00+02:00", "2026-10-05T19:00:00+02:00", False),
        ({"startDate": "2026-10-05T19", "endDate": "2026-10-05"}, "2026-10-05T19:00:00+02:00", "2026-10-05T23:59:00+02:00", False),
        ({"startDate": "2026-10-05"}, "2026-10-05T00:00:00+02:00", "2026-10-05T23:59:00+02:00", True),
        ({"startDate": "2026-10-24", "endDate": "2026-10-25"}, "2026-10-24T00:00:00+02:00", "2026-10-25T23:59:00+01:00", True),
        ({"startDate": "2026-10-05", "endDate": "2026-10-01"}, "2026-10-05T00:00:00+02:00", "2026-10-05T00:00:00+02:00", True),
        ({"startDate": "2026-10-25T02:30"}, "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+02:00", False),
        ({"startDate": "2026-10-25T02:30+01:00"}, "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00", False),
        ({"startDate": "2027-03-28T02:30"}, "2027-03-28T03:30:00+02:00", "2027-03-28T03:30:00+02:00", False),
    ],
)
def test_times_with_and_without_zone_or_hour(said: dict[str, str], start: str, end: str, *, all_day: bool) -> None:
    """Without a zone it is ours, without an hour it is the day; both summer-time Sundays."""
    event = read(**said)

    assert (event.start.isoformat(), event.end.isoformat(), event.all_day) == (start, end, all_day)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"eventStatus": "https://schema.org/EventCancelled"}, EventState.CANCELLED),
        ({"eventStatus": "EventPostponed"}, EventState.CANCELLED),
        ({"eventStatus": ["https://schema.org/EventRescheduled"]}, EventState.ACTIVE),
        ({"eventStatus": "schema:EventScheduled"}, EventState.ACTIVE),
        ({"offers": {"availability": "https://schema.org/SoldOut"}}, EventState.SOLD_OUT),
        ({"offers": [{"availability": "SoldOut"}, {"availability": "InStock"}]}, EventState.ACTIVE),
        ({"eventStatus": "EventCancelled", "offers": {"availability": "SoldOut"}}, EventState.CANCELLED),
        ({"eventStatus": "Noget nyt"}, EventState.ACTIVE),
    ],
)
def test_states_by_name_or_address(said: dict[str, Any], state: EventState) -> None:
    """Cancelled above sold out; what nobody knows is shown as usual."""
    assert read(**said).state is state


@pytest.mark.parametrize(
    ("said", "price"),
    [
        ({"isAccessibleForFree": True}, 0),
        ({"offers": {"price": 0}}, 0),
        ({"offers": {"price": "0,00", "priceCurrency": "DKK"}}, 0),
        ({"offers": [{"price": 50, "priceCurrency": "DKK"}, {"price": 100, "priceCurrency": "dkk"}]}, 100),
        ({"offers": {"lowPrice": "35", "highPrice": "70", "priceCurrency": "DKK"}}, 70),
        ({"offers": {"price": "13.00", "priceCurrency": "USD"}}, None),
        ({"offers": {"price": "gratis", "priceCurrency": "DKK"}}, None),
        ({"offers": "100 kr"}, None),
        ({}, None),
    ],
)
def test_prices_are_whole_kroner_or_not_said(said: dict[str, Any], price: int | None) -> None:
    """The dearest offer counts, so that nobody is promised too little."""
    assert read(**said).price == price


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("Sal 2", "Sal 2"),
        ({"name": "Huset"}, "Huset"),
        ({"name": "Huset", "address": "Vej 2, Aalborg"}, "Huset, Vej 2, Aalborg"),
        ([{"@type": "VirtualLocation", "url": "https://x"}, {"name": "Huset"}], "Huset"),
        (["Sal 2", {"name": "Huset"}], "Sal 2"),
        ({"address": {"addressLocality": "Aalborg"}}, "Aalborg"),
        (7, "7"),
        (None, ""),
    ],
)
def test_places_are_objects_lists_or_text(location: object, place: str) -> None:
    """Whatever a page says of a place, as far as it can be read."""
    assert read(location=location).place == place


def test_a_person_is_not_passed_on() -> None:
    """An organiser with a name of their own stays on the page."""
    assert read(organizer={"@type": "Person", "name": "Hans Hansen"}).partner == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "http://a:b@x/", "data:text/html,x"])
def test_hostile_addresses_become_the_pages_own(url: str) -> None:
    """A visitor gets a code to somewhere safe."""
    event = read(url=url, offers={"url": url})

    assert (event.link, event.ticket_link) == ("https://huset.example/kalender/", "")


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
strange = plain | st.sampled_from(["2026-10-05", "9999-12-31T23:59-14:00", "//["])
inner_names = st.sampled_from(["name", "address", "price", "url", "@type"])
values = st.recursive(
    strange, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(inner_names, inner, max_size=3), max_leaves=5
)
names = st.sampled_from(
    ["name", "startDate", "endDate", "location", "offers", "organizer", "eventStatus", "keywords", "url", "inLanguage", "@id"]
)


@given(row=st.dictionaries(names, values))
def test_no_markup_breaks_the_reader(row: dict[str, Any]) -> None:
    """Any values give an event or the field at fault, never a bug."""
    row = {"name": "A", "startDate": "2026-10-05"} | row
    page = html(happening(**row)).decode()

    for found in events_in(page) or ():
        try:
            event = SchemaReading("https://x.example/").event(found, lambda _identity, _start: Key("page:x"))
        except RowFaultError as fault:
            assert fault.field in {"name", "startDate", "endDate"}  # noqa: PT017 - either outcome is right
        else:
            assert event.end.timestamp() >= event.start.timestamp()
