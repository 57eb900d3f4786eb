"""Days, times and numbers as people say them."""

from __future__ import annotations

from datetime import datetime

import pytest

from kiosk.nouns import DANISH, ENGLISH
from tests.core.samples import CATALOGUE, NOW, ZONE


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        ("2026-11-24", "i dag", "today"),
        ("2026-11-25", "i morgen", "tomorrow"),
        ("2026-11-26", "torsdag 26. november", "Thursday 26 November"),
        ("2027-01-01", "fredag 1. januar 2027", "Friday 1 January 2027"),
        ("2026-11-23", "mandag 23. november", "Monday 23 November"),
    ],
)
def test_days_as_people_say_them(day: str, danish: str, english: str) -> None:
    """Near days by name, others by date, other years with theirs."""
    date = datetime.fromisoformat(day).date()

    assert CATALOGUE.words(DANISH).day(date, NOW.date()) == danish
    assert CATALOGUE.words(ENGLISH).day(date, NOW.date()) == english


@pytest.mark.parametrize(
    ("hour", "minute", "danish", "english", "clock"),
    [
        (16, 0, "kl.\u00a016", "16:00", "16.00"),
        (16, 30, "kl.\u00a016.30", "16:30", "16.30"),
        (9, 5, "kl.\u00a09.05", "09:05", "09.05"),
    ],
)
def test_times_in_a_sentence_and_in_a_column(hour: int, minute: int, danish: str, english: str, clock: str) -> None:
    """A whole hour has no minutes in a Danish sentence, and always has them in a column."""
    moment = NOW.replace(hour=hour, minute=minute)

    assert CATALOGUE.words(DANISH).time(moment) == danish
    assert CATALOGUE.words(ENGLISH).time(moment) == english
    assert CATALOGUE.words(DANISH).clock(moment) == clock


def moment(text: str) -> datetime:
    """A moment on the branch's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "end", "all_day", "danish", "english"),
    [
        ("2026-11-24 16:00", "2026-11-24 17:30", False, "I dag kl.\u00a016–17.30", "Today 16:00–17:30"),
        ("2026-11-24 16:00", "2026-11-24 16:00", False, "I dag kl.\u00a016", "Today 16:00"),
        ("2026-11-25 10:15", None, False, "I morgen kl.\u00a010.15", "Tomorrow 10:15"),
        ("2026-11-26 00:00", "2026-11-27 00:00", True, "Torsdag 26. november, hele dagen", "Thursday 26 November, all day"),
        (
            "2026-12-01 10:00",
            "2026-12-04 16:00",
            False,
            "Tirsdag 1. december – fredag 4. december",
            "Tuesday 1 December – Friday 4 December",
        ),
        ("2026-11-27 21:00", "2026-11-28 01:00", False, "Fredag 27. november kl.\u00a021–1", "Friday 27 November 21:00–01:00"),
    ],
)
def test_spans_as_people_say_them(start: str, end: str | None, all_day: bool, danish: str, english: str) -> None:
    """Hours, days, and a night that belongs to its evening."""
    until = None if end is None else moment(end)

    assert CATALOGUE.words(DANISH).when(moment(start), until, all_day=all_day, today=NOW.date()) == danish
    assert CATALOGUE.words(ENGLISH).when(moment(start), until, all_day=all_day, today=NOW.date()) == english


@pytest.mark.parametrize(
    ("then", "danish", "english"),
    [
        ("2026-11-24 09:00", "i dag kl.\u00a09", "today at 09:00"),
        ("2026-11-23 17:05", "i går kl.\u00a017.05", "yesterday at 17:05"),
        ("2026-11-20 12:00", "fredag 20. november kl.\u00a012", "Friday 20 November at 12:00"),
        ("2025-11-20 12:00", "torsdag 20. november 2025 kl.\u00a012", "Thursday 20 November 2025 at 12:00"),
    ],
)
def test_ages_inside_a_sentence(then: str, danish: str, english: str) -> None:
    """»Sidst opdateret i går kl. 17.05«."""
    assert CATALOGUE.words(DANISH).age(moment(then), NOW) == danish
    assert CATALOGUE.words(ENGLISH).age(moment(then), NOW) == english


def test_plurals() -> None:
    """One is not many."""
    assert CATALOGUE.words(DANISH).many("event.seats", 1) == "1 ledig plads"
    assert CATALOGUE.words(DANISH).many("event.seats", 0) == "0 ledige pladser"
    assert CATALOGUE.words(ENGLISH).many("event.seats", 2) == "2 seats left"
