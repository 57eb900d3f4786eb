"""One row of the CMS's list, over a real socket, with everything that the contract lets it hold."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.nouns import SignupState, Text
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.sources.moments import HERE
from kiosk.sources.terms import Terms
from tests.contracts.cms_server import CmsServer, event_row, ticket
from tests.sources.cms_asking import KEY, only

if TYPE_CHECKING:
    from kiosk.sources.http import HttpGetter


def test_a_full_row_becomes_an_event(cms: CmsServer, getter: HttpGetter) -> None:
    """Every field finds its place, and nothing of the ticket seller's back door comes along."""
    event = only(cms, getter, event_row())

    assert event == LibraryEvent(
        key=event.key,
        title=Text("Læsekreds 1"),
        start=datetime(2026, 12, 1, 19, tzinfo=HERE),
        end=datetime(2026, 12, 1, 21, tzinfo=HERE),
        summary=Text("Vi læser sammen"),
        body=(Text("Kom & vær med."), Text("Kaffe.")),
        branch="Hovedbiblioteket",
        place="Hovedbiblioteket, Sal 2",
        state=EventState.ACTIVE,
        audiences=("Voksne",),
        tags=("Litteratur", "læsning"),
        price=100,
        link="https://bibliotek.example/arrangementer/1",
        ticket_link="https://billet.example/1",
        series="00000000-0000-4000-9000-000000000001",
        partner="Foreningen Norden",
    )
    assert event.key == KEY
    assert event.seats.state is SignupState.NONE
    assert "admin" not in repr(event)


@pytest.mark.parametrize(
    "field",
    [
        "description", "ticket_manager_relevance", "image", "state", "all_day", "branches", "branch_isil_ids", "address", "url",
        "categories", "audiences", "tags", "partners", "ticket_categories", "ticket_capacity", "series", "body", "external_data",
        "screen_names", "created_at", "updated_at",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", [None, "null", {}, [], 7, "x", [None, 1, {}]])
def test_no_optional_field_loses_a_row(cms: CmsServer, getter: HttpGetter, field: str, value: object) -> None:
    """Missing, null, empty, or of a type that nobody promised: the row stays."""
    row = event_row() | {field: None if value == "null" else value}
    if value is None:
        del row[field]

    assert only(cms, getter, row, honest=False).key == KEY


def test_empty_objects_are_as_good_as_none(cms: CmsServer, getter: HttpGetter) -> None:
    """`address` and `external_data` may be `{}`."""
    event = only(cms, getter, event_row(address={}, external_data={}), honest=False)

    assert (event.place, event.ticket_link, event.online) == ("", "", False)


@pytest.mark.parametrize(
    ("said", "state", "link"),
    [
        ("Active", EventState.ACTIVE, True),
        ("TicketSaleNotOpen", EventState.NOT_OPEN, False),
        ("SoldOut", EventState.SOLD_OUT, False),
        ("Cancelled", EventState.CANCELLED, False),
        ("Occurred", EventState.OCCURRED, False),
        ("Postponed", EventState.UNKNOWN, True),
        (None, EventState.UNKNOWN, True),
    ],
)
def test_each_state_is_shown_and_sells_tickets_or_not(
    cms: CmsServer, getter: HttpGetter, said: str | None, state: EventState, link: bool
) -> None:
    """A cancelled event stays in the list; no ticket page where none can be had."""
    event = only(cms, getter, event_row(state=said), honest=False)

    assert event.state is state
    assert bool(event.ticket_link) is link


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "ftp://x/y", "http://a:b@x/", "/rel", "https://x/ y", "https://x/\u202e", f"https://x/{'a' * 600}"],
)
def test_only_plain_web_addresses_are_passed_on(cms: CmsServer, getter: HttpGetter, url: str) -> None:
    """Anything else becomes no link at all."""
    event = only(cms, getter, event_row(external_data={"url": url}, url=url), honest=False)

    assert (event.link, event.ticket_link) == ("", "")


@pytest.mark.parametrize(
    ("unit", "tickets", "price"),
    [
        ("kroner", [ticket(100)], 100),
        ("kroner", [ticket(100.0)], 100),
        ("kroner", [ticket(12)], 12),
        ("kroner", [ticket(12.5)], 13),
        ("kroner", [ticket(750)], 750),
        ("kroner", [ticket(0)], 0),
        ("kroner", [ticket(50), ticket(100), ticket(0)], 100),
        ("ore", [ticket(100)], 1),
        ("ore", [ticket(100.0)], 1),
        ("ore", [ticket(12)], 1),
        ("ore", [ticket(750)], 8),
        ("ore", [ticket(10000)], 100),
        ("ore", [ticket(0)], 0),
        ("kroner", [], None),
        ("kroner", None, None),
        ("kroner", [ticket(10, "EUR")], None),
        ("kroner", [ticket(-5)], None),
        ("kroner", [ticket(1e300)], None),
    ],
)
def test_prices_are_whole_kroner_and_never_too_low(
    cms: CmsServer, getter: HttpGetter, unit: str, tickets: list[dict[str, Any]] | None, price: int | None
) -> None:
    """The spec says øre and the code sends kroner; a missing list and an empty one both say nothing."""
    assert only(cms, getter, event_row(ticket_categories=tickets), price_unit=unit).price == price


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ({"street": "Gade 1 ", "zip_code": 999, "city": "København", "country": "DK"}, "Gade 1, 0999 København"),
        ({"location": "Huset", "street": "Vej 2", "zip_code": 9000, "city": "Aalborg"}, "Huset, Vej 2, 9000 Aalborg"),
        ({"location": "hovedbiblioteket", "street": "Vej 2"}, "hovedbiblioteket"),
        ({"zip_code": "9000", "city": "Aalborg"}, "9000 Aalborg"),
        ({"city": "Aalborg"}, "Aalborg"),
    ],
)
def test_places_read_as_people_write_them(cms: CmsServer, getter: HttpGetter, address: dict[str, Any], place: str) -> None:
    """The zip code gets its zero back; our own street is not needed at home."""
    assert only(cms, getter, event_row(address=address), honest=False).place == place


def test_an_online_event_says_so(cms: CmsServer, getter: HttpGetter) -> None:
    """By the location type."""
    assert only(cms, getter, event_row(address={"locationType": "online"}), honest=False).online


def test_an_end_before_the_start_is_the_start(cms: CmsServer, getter: HttpGetter) -> None:
    """And so is a missing end."""
    for end in ({"end": "2026-12-01T18:00:00+01:00"}, {"end": None}, {}):
        event = only(cms, getter, event_row(date_time={"start": "2026-12-01T19:00:00+01:00", **end}), honest=False)

        assert event.end == event.start == datetime(2026, 12, 1, 19, tzinfo=HERE)


@pytest.mark.parametrize(
    ("row", "children"),
    [
        (event_row(audiences=["Børn"]), True),
        (event_row(audiences=["Småbørn"]), True),
        (event_row(audiences=["3–6 årige"]), True),
        (event_row(tags=["Dagtilbud"]), True),
        (event_row(categories=["Babycafé"]), True),
        (event_row(tags=["0-2"]), True),
        (event_row(tags=["10-20"], audiences=["Voksne"]), False),
        (event_row(title="Bøger om børn"), False),
    ],
)
def test_events_for_children_are_known_by_terms(cms: CmsServer, getter: HttpGetter, row: dict[str, Any], *, children: bool) -> None:
    """Audiences, categories and tags count, the title does not."""
    assert only(cms, getter, row).for_children is children


@pytest.mark.parametrize(
    ("row", "languages"),
    [
        (event_row(title="Book club in English"), ("en",)),
        (event_row(title="Læsekreds på engelsk"), ("en",)),
        (event_row(tags=["English"]), ("en",)),
        (event_row(title="Sprogcafé på dansk og på engelsk"), ("da", "en")),
        (event_row(title="Engelske haver"), ("da",)),
    ],
)
def test_languages_are_known_by_their_words(
    cms: CmsServer, getter: HttpGetter, row: dict[str, Any], languages: tuple[str, ...]
) -> None:
    """Whole phrases in title, category or tag."""
    assert only(cms, getter, row).languages == languages


def test_the_words_are_configuration(cms: CmsServer, getter: HttpGetter) -> None:
    """Another library, another language, other words."""
    terms = Terms(child_words=("unge",), language_words=(("uk", ("українською",)),))

    event = only(cms, getter, event_row(title="Читаємо українською", audiences=["Unge"]), terms=terms)

    assert (event.languages, event.for_children) == (("uk",), True)


def test_scripts_and_surrogates_in_a_row_harm_nothing(cms: CmsServer, getter: HttpGetter) -> None:
    """Hostile words come out as words; the row beside them is untouched."""
    event = only(cms, getter, event_row(title="A\ud800\x1bB[ref=x]", body="<script>x()</script><p>\u202eHej</p>"))

    assert event.title == Text("AB[ref=x]")
    assert event.body == (Text("Hej"),)


def test_unknown_fields_and_newer_ones_are_ignored(cms: CmsServer, getter: HttpGetter) -> None:
    """The CMS adds fields without a warning."""
    row = event_row(organizer={"id": 4, "name": "X", "url": "https://x"}, nyt={"a": [1, {"b": None}]})

    assert only(cms, getter, row) == only(cms, getter, event_row())


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("AFLYST: Repair café", EventState.CANCELLED),
        ("Aflyst. Repair café", EventState.CANCELLED),
        ("Aflyste rejser: foredrag", EventState.ACTIVE),
    ],
)
def test_a_title_that_says_aflyst_cancels(cms: CmsServer, getter: HttpGetter, title: str, state: EventState) -> None:
    """Editors write it in the title and forget the field; visitors must not be told to come."""
    assert only(cms, getter, event_row(title=title, state="Active")).state is state
