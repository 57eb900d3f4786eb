"""The words of one language: texts by key, plurals, days and times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from gettext import GNUTranslations

from kiosk.nouns import Language, Text
from kiosk.words.calendar import Calendar


class Words:
    """Speaks one language. A key that this language lacks is said in Danish; one that Danish lacks too is a KeyError."""

    def __init__(self, *, language: Language, texts: GNUTranslations, calendar: Calendar) -> None:
        self.language = language
        self._texts = texts
        self._calendar = calendar

    def __call__(self, key: str, /, **named: object) -> str:
        """Give the text of `key` with its named places filled: `words("event.seats", count=4)`."""
        text = self._texts.gettext(key)
        if text == key:
            raise KeyError(key)
        return text.format(**named) if named else text

    def many(self, key: str, count: int, /, **named: object) -> str:
        """Give the text of `key` in the form that belongs to `count`, which fills `{count}`."""
        text = self._texts.ngettext(key, key, count)
        if text == key:
            raise KeyError(key)
        return text.format(count=count, **named)

    def day(self, day: date, today: date) -> str:
        """A day as people say it: »i dag«, »i morgen«, »torsdag 26. november«; with its year when that is another one."""
        if day == today:
            return self("date.today")
        if day == today + timedelta(days=1):
            return self("date.tomorrow")
        return self._calendar.of_day(day, year=day.year != today.year)

    def heading(self, day: date, today: date) -> str:
        """A day as a heading: as `day`, with a capital."""
        return capital(self.day(day, today))

    def time(self, moment: datetime) -> str:
        """A time in a sentence: »kl. 16«, »kl. 16.30«."""
        return self("time.at", time=self._calendar.of_time(moment, spoken=True))

    def clock(self, moment: datetime) -> str:
        """A time in a column: »16.00«."""
        return self._calendar.of_time(moment)

    def when(self, start: datetime, end: datetime | None, *, all_day: bool, today: date | None) -> str:
        """A span of time: »I dag kl. 16–17.30«, »I morgen, hele dagen«, »Tirsdag 1. december – fredag 4. december«.

        `today` None = for paper, which is read on another day: never »I dag«, and always with the year.
        """
        first = capital(self._dated(start.date(), today))
        if end is not None and _last_day(start, end) > start.date():
            return self("when.days", first=first, last=self._dated(_last_day(start, end), today))
        if all_day:
            return self("when.all_day", day=first)
        begins = self.time(start)
        if end is None or end == start:
            return self("when.from", day=first, time=begins)
        return self("when.span", day=first, start=begins, end=self._calendar.of_time(end, spoken=True))

    def _dated(self, day: date, today: date | None) -> str:
        """A day as it is said today, or as it stands on paper."""
        return self._calendar.of_day(day, year=True) if today is None else self.day(day, today)

    def age(self, then: datetime, now: datetime) -> str:
        """When something happened, inside a sentence: »i dag kl. 9«, »i går kl. 17.05«, »torsdag 26. november kl. 12«."""
        time = self.time(then)
        if then.date() == now.date():
            return self("age.today", time=time)
        if then.date() == now.date() - timedelta(days=1):
            return self("age.yesterday", time=time)
        return self("age.day", day=self._calendar.of_day(then.date(), year=then.year != now.year), time=time)

    def moment(self, then: datetime) -> str:
        """A day and a time, whatever day it is today: »torsdag 26. november kl. 12«."""
        return self("age.day", day=self._calendar.of_day(then.date()), time=self.time(then))

    def printed(self, now: datetime) -> str:
        """When a slip was printed, with the year: it may be found in a book."""
        return self("slip.printed", day=self._calendar.of_day(now.date(), year=True), time=self.time(now))

    def languages(self, tags: tuple[str, ...]) -> str:
        """The names of languages: »dansk, engelsk«. Those we have no name for are named together, once."""
        return self.listed(dict.fromkeys(self.known("language", tag) for tag in tags))

    def listed(self, parts: Iterable[str]) -> str:
        """Put parts one after the other with the language's own comma; empty ones are left out."""
        return self("list.comma").join(part for part in parts if part)

    def in_danish(self, *texts: Text) -> str:
        """Say that what follows is in Danish, where any of these texts is not in this language; else nothing."""
        return self("content.in_danish") if any(text.lacks(self.language) for text in texts) else ""

    def known(self, family: str, name: str) -> str:
        """Give the text of `family.name`, or of `family.other` where that name is not among those we have words for."""
        key = f"{family}.{name}"
        text = self._texts.gettext(key)
        return self(f"{family}.other") if text == key else text


def _last_day(start: datetime, end: datetime) -> date:
    """The last day of a span. One that ends as the night begins, or in its small hours, belongs to the evening before."""
    small_hours = end - timedelta(hours=5)
    return max(start.date(), small_hours.date())


def capital(words: str) -> str:
    """The same words, beginning with a capital."""
    return words[:1].upper() + words[1:]
