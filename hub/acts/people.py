"""Opening the sealed part of sign-ups for staff: the one place where a visitor's name appears, and it is written down."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from msgspec import Struct

from hub.acts import audit
from hub.keys import KeyFolder, Unopenable
from hub.models import Occasion, Signup


class Person(Struct, frozen=True):
    """Who signed up. `unreadable` = no key here opens the box. Never prints itself."""

    first_name: str = ""
    contact_kind: str = ""
    contact: str = ""
    age_band: str = ""
    unreadable: bool = False

    def __repr__(self) -> str:
        return "Person(••••)"


class Guest(Struct, frozen=True):
    """A sign-up with its person. `again` = the same contact stands here more than once."""

    signup: Signup
    person: Person
    again: bool = False


def guests(occasion: Occasion, signups: Iterable[Signup], *, who: str, why: str, now: datetime) -> list[Guest]:
    """Open the names of an occasion's sign-ups, and write down that `who` did."""
    opened = [(signup, open_person(signup)) for signup in signups]
    audit.note(who, why, f"{occasion.key} ({len(opened)})", occasion.library, now)
    times = Counter(person.contact for _, person in opened if person.contact)
    return [Guest(signup, person, times[person.contact] > 1) for signup, person in opened]


def open_person(signup: Signup) -> Person:
    """Open one box."""
    keys: KeyFolder = settings.KEYS
    if not signup.box:
        return Person(unreadable=True)
    try:
        words = json.loads(keys.open(signup.seal, signup.box))
    except (Unopenable, ValueError):
        return Person(unreadable=True)
    if not isinstance(words, dict):
        return Person(unreadable=True)
    name, kind, contact, age = (_line(words.get(each)) for each in ("first_name", "contact_kind", "contact", "age_band"))
    return Person(first_name=name, contact_kind=kind, contact=contact, age_band=age)


def _line(value: object) -> str:
    """Keep a line of text that a page can show."""
    return "".join(letter for letter in value if letter.isprintable())[:120] if isinstance(value, str) else ""
