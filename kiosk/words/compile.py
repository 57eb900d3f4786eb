"""Compiles the catalogues and takes the calendars out of CLDR, so that neither has to be done when the kiosk starts.

Used as `python -m kiosk.words.compile FOLDER`, which is what `bin/words` does.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TypedDict

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = {"da": "da", "en": "en_GB"}
"""Which of CLDR's locales a language of ours is. A visitor who reads English here is still in Europe."""

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
    fields = {language: _calendar(language, Locale.parse(tag)) for language, tag in LOCALES.items()}
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def _calendar(language: str, locale: Locale) -> CalendarFields:
    """One language's calendar."""
    days, months = locale.days["format"], locale.months["format"]
    day = f"EEEE {locale.datetime_skeletons['MMMMd'].pattern}"
    clock = locale.time_formats["short"].pattern
    spoken, whole = SPOKEN.get(language, (clock, clock))
    return CalendarFields(
        weekdays=[days["wide"][number] for number in range(7)],
        weekdays_short=[days["abbreviated"][number] for number in range(7)],
        months=[months["wide"][number] for number in range(1, 13)],
        months_short=[months["abbreviated"][number] for number in range(1, 13)],
        day=day,
        day_and_year=f"{day} y",
        clock=clock,
        spoken=spoken,
        whole=whole,
    )


def main(folder: Path) -> None:
    """Write a `.mo` beside every `.po` of `folder`, and `calendar.json`."""
    for source in sorted(folder.glob("*.po")):
        source.with_suffix(".mo").write_bytes(compiled_bytes(source))
    (folder / "calendar.json").write_text(calendar_json(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
