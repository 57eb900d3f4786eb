"""Dates of a folder fall where a Danish calendar says, also on the two Sundays when the clock moves."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sources.folder_dates import BadDateError, Weekday, When, next_weekday, occurrences

SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)


def iso(when: When, today: date) -> list[tuple[str, str]]:
    return [(found.start.isoformat(), found.end.isoformat()) for found in occurrences(when, today)]


@pytest.mark.parametrize(
    ("when", "today", "start", "end"),
    [
        (When(day=0, time="16:00", minutes=60), SPRING, "2026-03-29T16:00:00+02:00", "2026-03-29T17:00:00+02:00"),
        (When(day=-1, time="16:00"), SPRING, "2026-03-28T16:00:00+01:00", "2026-03-28T17:00:00+01:00"),
        (When(day=-1, time="23:30", minutes=180), SPRING, "2026-03-28T23:30:00+01:00", "2026-03-29T03:30:00+02:00"),
        (When(day=0, time="02:30"), SPRING, "2026-03-29T03:30:00+02:00", "2026-03-29T04:30:00+02:00"),
        (When(day=0, time="01:30", minutes=120), AUTUMN, "2026-10-25T01:30:00+02:00", "2026-10-25T02:30:00+01:00"),
        (When(day=1, time="08:00"), AUTUMN, "2026-10-26T08:00:00+01:00", "2026-10-26T09:00:00+01:00"),
        (When(start="2026-03-29T10:00"), AUTUMN, "2026-03-29T10:00:00+02:00", "2026-03-29T11:00:00+02:00"),
        (When(start="2026-10-25T00:30:00Z"), SPRING, "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
    ],
)
def test_times_are_local_and_lengths_are_real_minutes(when: When, today: date, start: str, end: str) -> None:
    """Given a Sunday when the clock moves, the start keeps its local time and the length its minutes."""
    assert iso(when, today) == [(start, end)]


def test_a_day_without_a_time_is_the_whole_day() -> None:
    """Given no time, it lasts from midnight to the last minute of its last day, also in autumn's long day."""
    (show,) = occurrences(When(day=-1, days=3), AUTUMN)

    assert show.all_day
    assert show.start.isoformat() == "2026-10-24T00:00:00+02:00"
    assert show.end.isoformat() == "2026-10-26T23:59:00+01:00"


def test_an_absolute_day_runs_to_the_end_of_its_last_one() -> None:
    """Given two days of a calendar, both are part of it."""
    (show,) = occurrences(When(start="2026-11-24", end="2026-11-29"), SPRING)

    assert (show.start.date(), show.end.date(), show.all_day) == (date(2026, 11, 24), date(2026, 11, 29), True)


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
    st.integers(1, 12),
)
def test_weekly_dates_are_the_next_ones_a_week_apart(today: date, weekday: Weekday, weeks: int) -> None:
    """Given any day, the first is within the week that begins today, on the right weekday and at the right hour."""
    found = occurrences(When(weekday=weekday, time="19:00", weeks=weeks), today)

    days = [one.start.date() for one in found]
    assert days[0] == next_weekday(weekday, today)
    assert today <= days[0] < today + timedelta(days=7)
    assert {day.weekday() for day in days} == {("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(weekday)}
    assert [later - sooner for sooner, later in pairwise(days)] == [timedelta(days=7)] * (weeks - 1)
    assert {one.start.hour for one in found} == {19}
    assert all(one.end.astimezone(UTC) - one.start.astimezone(UTC) == timedelta(hours=1) for one in found)


@pytest.mark.parametrize(
    "when",
    [
        When(),
        When(day=0, weekday="tue"),
        When(start="2026-11-24", day=0),
        When(start="24/11"),
        When(start="2026-11-24", end="2026-11-23"),
    ],
)
def test_a_date_that_is_none_or_two_is_refused(when: When) -> None:
    """Given parts that do not make one date, none is guessed."""
    with pytest.raises(BadDateError):
        occurrences(when, SPRING)
