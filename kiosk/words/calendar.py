"""The names of days and months and the shapes of dates in one language, as CLDR has them."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

_FIELD = re.compile(r"E+|M+|d+|y+|H+|m+|'[^']*'")


class Calendar(Struct, frozen=True):
    """One language's calendar. Weekdays begin with Monday; patterns are CLDR's.

    `clock` is the time as it stands in a timetable, `spoken` as it stands in a sentence, `whole` a whole hour in a sentence.
    """

    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    day: str
    day_and_year: str
    clock: str
    spoken: str
    whole: str

    def of_day(self, day: date, *, year: bool = False) -> str:
        """A date in words: `torsdag 26. november`."""
        return _FIELD.sub(lambda field: self._part(field.group(), day), self.day_and_year if year else self.day)

    def of_time(self, moment: datetime, *, spoken: bool = False) -> str:
        """A time of day: `09.30`; where `spoken`, as the language says it: `9.30`, `16`."""
        in_words = self.whole if moment.minute == 0 else self.spoken
        pattern = in_words if spoken else self.clock
        return _FIELD.sub(lambda field: _clock_part(field.group(), moment), pattern)

    def _part(self, field: str, day: date) -> str:
        """One field of a date pattern."""
        parts = {
            "EEEE": self.weekdays[day.weekday()],
            "EEE": self.weekdays_short[day.weekday()],
            "MMMM": self.months[day.month - 1],
            "MMM": self.months_short[day.month - 1],
            "d": str(day.day),
            "y": str(day.year),
        }
        return parts.get(field, field.strip("'"))


def _clock_part(field: str, moment: datetime) -> str:
    """One field of a time pattern."""
    parts = {"HH": f"{moment.hour:02}", "H": str(moment.hour), "mm": f"{moment.minute:02}"}
    return parts.get(field, field.strip("'"))


def read_calendars(path: Path) -> dict[str, Calendar]:
    """Read `calendar.json`: a calendar for each language tag. Raises OSError or ValueError where the file is no calendar."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return {language: _calendar(fields) for language, fields in raw.items()}


def _calendar(fields: dict[str, str | list[str]]) -> Calendar:
    """One language's calendar from its JSON object."""
    names = {name: tuple(fields[name]) for name in ("weekdays", "weekdays_short", "months", "months_short")}
    patterns = {name: str(fields[name]) for name in ("day", "day_and_year", "clock", "spoken", "whole")}
    return Calendar(**names, **patterns)  # type: ignore[arg-type]  # two dicts of different values; the names above are the fields
