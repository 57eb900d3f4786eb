"""Which event of the hub is which event of another source: by its page or its name in a calendar, and never by a guess."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from kiosk.nouns import Key, Text
from kiosk.rooms.local.model import LibraryEvent
from kiosk.sources.naming import short
from kiosk.store.alike import alike
from kiosk.store.rows import BRANCH_ZONE

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=BRANCH_ZONE)
PAGE = "https://bibliotek.example/arrangementer/1"


def event(key: str, days: int = 1, **more: str) -> LibraryEvent:
    """An event so many days from now."""
    start = NOON + timedelta(days=days)
    return replace(LibraryEvent(Key(key), Text(key), start, start + timedelta(hours=1)), **more)


@pytest.mark.parametrize(
    "link",
    [
        PAGE,
        PAGE + "/",
        "http://bibliotek.example/arrangementer/1",
        PAGE.replace("//", "//www."),
        PAGE + "#top",
        PAGE.replace("b", "B", 1),
    ],
)
def test_one_page_written_in_several_ways(link: str) -> None:
    """Scheme, `www.`, the host's capitals, a fragment and the last slash say nothing."""
    assert alike([event("a", link=PAGE)], [event("h", link=link)]) == {"h": "a"}


@pytest.mark.parametrize(
    "link", ["", "https://bibliotek.example", "https://bibliotek.example/", PAGE + "?d=2", PAGE + "1", "http://[x"]
)
def test_no_page_the_front_page_and_another_page_are_nothing_in_common(link: str) -> None:
    """What does not name an event pairs none."""
    known = [event("a", link=PAGE), event("b", link="https://bibliotek.example/"), event("c")]

    assert alike(known, [event("h", link=link)]) == {}


def test_of_a_series_the_start_decides() -> None:
    """Three evenings under one name; the hub's is the second, and one on no such evening is none of them."""
    evenings = [event(f"e{day}", day, uid=short("u_example")) for day in (1, 8, 15)]

    assert alike(evenings, [event("uid:u_example", 8)]) == {"uid:u_example": "e8"}
    assert alike(evenings, [event("uid:u_example", 9)]) == {}


def test_one_that_was_moved_is_still_the_same() -> None:
    """There is only one with this page, so another start is no doubt."""
    assert alike([event("a", 1, link=PAGE)], [event("h", 2, link=PAGE)]) == {"h": "a"}


def test_each_is_paired_once_and_the_start_goes_first() -> None:
    """Two of the hub's with one page: the one at the same time has it, whichever comes first."""
    known = [event("a", 1, link=PAGE)]

    assert alike(known, [event("late", 2, link=PAGE), event("same", 1, link=PAGE)]) == {"same": "a"}


def test_two_at_the_same_time_with_one_page_are_left_alone() -> None:
    """Nobody guesses."""
    assert alike([event("a", link=PAGE), event("b", link=PAGE)], [event("h", link=PAGE)]) == {}
