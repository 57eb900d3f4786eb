"""Compiles the catalogues and takes the calendars out of CLDR, so that neither has to be done when the kiosk starts.

Used as `python -m kiosk.words.compile FOLDER`, which is what `bin/words` does.
"""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import TypedDict

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = {
    "da": "da",
    "da-x-let": "da",
    "en": "en_GB",
    "uk": "uk",
    "pl": "pl",
    "de": "de",
    "tr": "tr",
    "so": "so",
    "ar": "ar",
    "fa": "fa",
}
"""Which of CLDR's locales a language of ours is, in the order they are offered. Who reads English here is still in Europe."""

BARE = frozenset({"da", "en_GB"})
"""Locales whose weekday stands before the date without a comma, as Danish libraries write it."""

TWENTY_FOUR = "HH:mm"
"""Denmark's clock, for locales that count to twelve elsewhere: the time on paper is the time on the wall."""

SPOKEN = {"da": ("H.mm", "H")}
"""How a time is said in a sentence where that is shorter than in a timetable: »kl. 9.30«, »kl. 16«."""


class CalendarFields(TypedDict):
    """One language's object in calendar.json."""

    weekdays: list[str]
    weekdays_short: list[str]
    months: list[str]
    months_short: list[str]
    day: str
    day_and_year: str
    clock: str
    spoken: str
    whole: str


def compiled_bytes(source: Path) -> bytes:
    """Compile one `.po` file. Raises OSError when it is missing, babel's PoFileError when it is broken."""
    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def calendar_json() -> str:
    """The text of `calendar.json` for every language, from CLDR."""
    fields = {language: _calendar(tag, Locale.parse(tag)) for language, tag in LOCALES.items()}
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def _calendar(tag: str, locale: Locale) -> CalendarFields:
    """One language's calendar."""
    days, months = locale.days["format"], locale.months["format"]
    day, day_and_year = _days(tag, locale)
    clock = locale.time_formats["short"].pattern
    clock = TWENTY_FOUR if "a" in clock else clock
    spoken, whole = SPOKEN.get(tag, (clock, clock))
    return CalendarFields(
        weekdays=[days["wide"][number] for number in range(7)],
        weekdays_short=[days["abbreviated"][number] for number in range(7)],
        months=[months["wide"][number] for number in range(1, 13)],
        months_short=[months["abbreviated"][number] for number in range(1, 13)],
        day=day,
        day_and_year=day_and_year,
        clock=clock,
        spoken=spoken,
        whole=whole,
    )


def _days(tag: str, locale: Locale) -> tuple[str, str]:
    """The pattern of a date with its weekday, without the year and with it, everything written in full."""
    if tag in BARE:
        day = f"EEEE {locale.datetime_skeletons['MMMMd'].pattern}"
        return day, f"{day} y"
    found = (locale.datetime_skeletons[skeleton].pattern for skeleton in ("MMMEd", "yMMMEd"))
    day, day_and_year = (re.sub("E+", "EEEE", re.sub("[ML]+", "MMMM", pattern)) for pattern in found)
    return day, day_and_year


def main(folder: Path) -> None:
    """Write a `.mo` beside every `.po` of `folder`, and `calendar.json`."""
    for source in sorted(folder.glob("*.po")):
        source.with_suffix(".mo").write_bytes(compiled_bytes(source))
    (folder / "calendar.json").write_text(calendar_json(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
