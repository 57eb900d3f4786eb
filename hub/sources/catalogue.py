"""What the catalogue says of a work, as the hub keeps it: the few facts a kiosk shows, clean and bounded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct
from stdnum import isbn as isbn_numbers
from stdnum.exceptions import ValidationError as BadNumber

from hub.sources import fbi_shapes as shapes

WORK_ID = re.compile(r"work-of:[0-9]{6}-[a-z]{2,20}:[A-Za-z0-9_.]{1,30}", re.ASCII)
"""How the catalogue names a work: the agency that describes it, its base, and a number."""

LONGEST = {"title": 200, "name": 120, "word": 60, "abstract": 1000, "mark": 60}
MOST_ISBNS, MOST_WORDS, MOST_CREATORS = 60, 20, 6

MOODS = frozenset({"MOOD", "MOOD_CHILDREN", "LAESEKOMPASSET", "TEMPO", "STYLE", "REALITY", "PERSPECTIVE", "ENVIRONMENT"})
"""Types of subject that say how a book is; tips are made of them."""

TOPICS = frozenset({"TOPIC", "TOPIC_CHILDREN", "LOCATION", "FICTIONAL_LOCATION", "TIME_PERIOD"})
"""Types of subject that say what it is about. Persons are left out: a kiosk has no use for them."""

FORMS = {
    "BOOKS": "book",
    "COMICS": "book",
    "AUDIO_BOOKS": "audiobook",
    "EBOOKS": "ebook",
    "FILMS": "film",
    "COMPUTER_GAMES": "game",
}


class BadWorkError(Exception):
    """A work that cannot be shown: no id, or no title."""


class CatalogueWork(Struct, frozen=True, kw_only=True):
    """A work. `pids` are its manifestations, the one that stands for it first; `isbns` are 13 digits each."""

    work_id: str
    title: str
    creators: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    pids: tuple[str, ...] = ()
    year: int | None = None
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    for_children: bool = False
    mark: str = ""
    abstract: str = ""


def isbn13(number: str) -> str:
    """Bring an ISBN of 10 or 13 digits, with or without hyphens, to 13 digits; empty when it is none."""
    try:
        return isbn_numbers.to_isbn13(isbn_numbers.validate(number)).replace("-", "")
    except BadNumber:
        return ""


def line(words: str | None, most: int) -> str:
    """Words from outside as one clean line. Source: wire contract v1, text."""
    kept = "".join(each for each in " ".join((words or "").split()) if unicodedata.category(each)[0] != "C")
    return unicodedata.normalize("NFC", kept)[:most].strip()


def work_of(found: shapes.Work, *, abstracts: bool) -> CatalogueWork:
    """Translate a work. `abstracts` = whether DBC's own words may be kept. Raises BadWorkError."""
    title = _title(found.titles)
    if not title or not WORK_ID.fullmatch(found.work_id or "") or len(found.work_id or "") > 64:
        raise BadWorkError
    editions = found.editions or shapes.Editions()
    best = editions.best or shapes.Edition()
    every = [each for each in editions.all or [] if each is not None]
    subjects = [each for each in (found.subjects or shapes.Subjects()).verified or [] if each is not None]
    return CatalogueWork(
        work_id=found.work_id or "",
        title=title,
        creators=_each((who.display for who in found.creators or [] if who), "name", MOST_CREATORS),
        isbns=_isbns(every),
        pids=_once(pid for each in (best, *every) if (pid := line(each.pid, 64))),
        year=_year(found.year),
        languages=_once(code for each in found.languages or [] if each and (code := line(each.code, 10).lower())),
        forms=_forms(every),
        moods=_said(subjects, MOODS),
        subjects=_said(subjects, TOPICS),
        for_children=_for_children(best.audience),
        mark=_mark(best.shelfmark),
        abstract=line(" ".join(found.abstract or []), LONGEST["abstract"]) if abstracts else "",
    )


def _title(titles: shapes.Titles | None) -> str:
    """The full title, else the main one."""
    known = titles or shapes.Titles()
    return line(next(iter([*(known.full or []), *(known.main or [])]), ""), LONGEST["title"])


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    return tuple(dict.fromkeys(words))


def _each(words: Iterable[str | None], kind: str, most: int) -> tuple[str, ...]:
    """Clean lines, each once, so many at most."""
    return _once(said for each in words if (said := line(each, LONGEST[kind])))[:most]


def _isbns(editions: list[shapes.Edition]) -> tuple[str, ...]:
    """Every number that is a right ISBN: the type beside it is missing now and then."""
    numbers = (number for each in editions for number in each.identifiers or [] if number and number.type in {"ISBN", None})
    return _once(isbn for number in numbers if (isbn := isbn13(number.value or "")))[:MOST_ISBNS]


def _forms(editions: list[shapes.Edition]) -> tuple[str, ...]:
    """What it can be had as, in our words."""
    materials = (material for each in editions for material in each.materials or [] if material and material.general)
    return _once(FORMS[code] for each in materials if each.general and (code := each.general.code or "") in FORMS)


def _said(subjects: list[shapes.Subject], types: frozenset[str]) -> tuple[str, ...]:
    """Danish words of these types; one that names no language is Danish."""
    danish = (each for each in subjects if each.type in types and (each.language is None or each.language.code in {None, "da"}))
    return _each((each.display for each in danish), "word", MOST_WORDS)


def _for_children(audience: shapes.Audience | None) -> bool:
    """Whether it is for children and not for grown-ups too."""
    codes = {each.code for each in (audience or shapes.Audience()).who or [] if each}
    return "FOR_CHILDREN" in codes and "FOR_ADULTS" not in codes


def _mark(shelfmark: shapes.Shelfmark | None) -> str:
    """The shelf mark."""
    known = shelfmark or shapes.Shelfmark()
    return line(f"{known.shelfmark or ''} {known.postfix or ''}", LONGEST["mark"])


def _year(year: shapes.Year | None) -> int | None:
    """A year that can be one."""
    found = year.year if year else None
    return found if found is not None and 0 <= found <= 2200 else None
