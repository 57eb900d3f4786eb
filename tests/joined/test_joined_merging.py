"""One thing that happens is one event on the glass, whoever tells of it: CMS, calendar and hub, each by its real reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from kiosk.nouns import Key, SignupState
from kiosk.outside import wall
from kiosk.rooms.local.model import LibraryEvent
from kiosk.rooms.signup.model import SignupStatus
from tests.contracts.cms_server import CmsServer, event_row
from tests.contracts.web_server import Served, WebServer
from tests.joined.hub_house import HubHouse
from tests.joined.stand import Stand
from tests.sources.calendar_asking import calendar

UUID = "00000000-0000-4000-8000-000000000001"
PAGE = "https://bibliotek.example/arrangementer/1"


def start() -> datetime:
    """Tomorrow at seven in the evening."""
    return (wall() + timedelta(days=1)).replace(hour=19, minute=0, second=0, microsecond=0)


@pytest.fixture
def cms() -> Iterator[CmsServer]:
    """A CMS with one event of tomorrow evening, and one of another day."""
    server = CmsServer(None)
    with server.running():
        rows = [event_row(number, date_time=_times(start() + timedelta(days=number - 1))) for number in (1, 2)]
        server.serve_events([_without_tickets(row) for row in rows])
        yield server


def _times(begins: datetime) -> dict[str, str]:
    """When, as the CMS writes it."""
    return {"start": begins.isoformat(), "end": (begins + timedelta(hours=2)).isoformat()}


def _without_tickets(row: dict[str, object]) -> dict[str, object]:
    """An event that costs nothing and sells no tickets elsewhere, so that one may sign up here."""
    return {name: value for name, value in row.items() if name not in {"external_data", "ticket_categories"}}


def cms_source(cms: CmsServer) -> str:
    """The CMS, as the settings have it."""
    return f'\n[[sources]]\nkind = "dpl_events"\nname = "cms"\naddress = "{cms.base}"\n'


def shown(stand: Stand, title: str) -> LibraryEvent:
    """The one event of that title on the glass."""
    (event,) = (each for each in stand.events().values() if each.title.danish == title)
    return event


def enrolled(house: HubHouse, stand: Stand, place: str) -> Stand:
    """The kiosk as a device."""
    assert stand.enrol(house.ask("code", place=place)["code"]) == 0
    return stand


@pytest.mark.parametrize(
    ("hub_key", "link"),
    [(f"dpl:{UUID}", ""), ("own-1", PAGE), ("own-2", PAGE.replace("https://", "http://www.") + "/#tilmelding")],
    ids=["by the CMS's id", "by its page", "by its page, written another way"],
)
def test_an_event_of_the_cms_and_the_hub_is_one(
    house: HubHouse, new_stand: Callable[[str], Stand], cms: CmsServer, place: str, hub_key: str, link: str
) -> None:
    """The CMS's words, the hub's seats, languages and tags; and a sign-up arrives under the hub's key."""
    fields = {"title": "Kladde", "langs": "da uk", "tags": "Verdensmål 4", "link": link}
    event = house.ask("occasion", key=hub_key, start=start().isoformat(), capacity=7, fields=fields)
    stand = enrolled(house, new_stand(cms_source(cms)), place)
    stand.sync()

    one = shown(stand, "Læsekreds 1")

    assert "Kladde" not in [each.title.danish for each in stand.events().values()]
    assert shown(stand, "Læsekreds 2").seats.state is SignupState.NONE
    assert (one.key, one.seats.capacity, one.seats.state) == (Key(hub_key), 7, SignupState.OPEN)
    assert one.languages == ("da", "uk")
    assert {"læsning", "Verdensmål 4"} <= set(one.tags)
    receipt = stand.sign_up(hub_key, "ULVHILD")
    stand.sync()
    assert receipt.code in house.page(f"guests/{event['pk']}/")
    stand.leave()
    assert stand.show_slip(receipt).status is SignupStatus.CONFIRMED
    house.ask("hide", key=hub_key)


def test_an_event_of_a_calendar_and_the_hub_is_one_by_its_uid(
    house: HubHouse, new_stand: Callable[[str], Stand], place: str
) -> None:
    """The hub's key holds the UID; of a series it is the evening that begins when the hub says."""
    first = start()
    rule = f"UID:4711@kalender.example|SUMMARY:Strikkecafé|DTSTART;TZID=Europe/Copenhagen:{first:%Y%m%dT%H%M%S}|DURATION:PT2H"
    hub_key = "uid:4711_kalender.example"
    second = first + timedelta(days=7)
    house.ask("occasion", key=hub_key, start=second.isoformat(), capacity=9, fields={"title": "Kladde"})
    with WebServer().running() as web:
        web.pages["/feed.ics"] = Served(calendar(f"{rule}|RRULE:FREQ=WEEKLY;COUNT=3").encode(), "text/calendar")
        source = f'\n[[sources]]\nkind = "icalendar"\nname = "kalender"\naddress = "{web.base}/feed.ics"\n'
        stand = enrolled(house, new_stand(source), place)
        stand.sync()

    evenings = sorted((each for each in stand.events().values() if each.title.danish == "Strikkecafé"), key=lambda each: each.start)

    assert [each.start.date() for each in evenings] == [(first + timedelta(days=7 * week)).date() for week in range(3)]
    assert [each.key == hub_key for each in evenings] == [False, True, False]
    assert [each.seats.capacity for each in evenings] == [None, 9, None]
    assert "Kladde" not in [each.title.danish for each in stand.events().values()]
    house.ask("hide", key=hub_key)


def test_two_events_with_the_sites_front_page_stay_two(
    house: HubHouse, new_stand: Callable[[str], Stand], cms: CmsServer, place: str
) -> None:
    """An address that names a site names no event."""
    cms.serve_events([_without_tickets(event_row(1, url="https://bibliotek.example/", date_time=_times(start())))])
    house.ask("occasion", key="own-9", start=start().isoformat(), fields={"title": "En anden", "link": "https://bibliotek.example"})
    stand = enrolled(house, new_stand(cms_source(cms)), place)

    stand.sync()

    assert {"Læsekreds 1", "En anden"} <= {each.title.danish for each in stand.events().values()}
    house.ask("hide", key="own-9")
