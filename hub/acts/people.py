"""Opening the sealed part of sign-ups for staff: the one place where a visitor's name appears, and it is written down."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from msgspec import Struct

from hub.acts import audit
from hub.keys import KeyFolder, Unopenable
from hub.models import Occasion, Signup
from hub.models.desk import SignupState

GOING = (SignupState.CONFIRMED, SignupState.WAITLIST)
PHONE_DIGITS = 8
"""A Danish number without its country."""


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
    """A sign-up with its person. `again` = the codes of the other sign-ups to the same thing by the same contact.

    Found when the boxes are open, and kept nowhere: not even a hash of a contact is stored.
    """

    signup: Signup
    person: Person
    again: tuple[str, ...] = ()


def guests(occasion: Occasion, signups: Iterable[Signup], *, who: str, why: str, now: datetime) -> list[Guest]:
    """Open the names of an occasion's sign-ups, and write down that `who` did; an empty list shows nobody."""
    opened = [(signup, open_person(signup)) for signup in signups]
    if opened:
        audit.note(who, why, f"{occasion.key} ({len(opened)})", occasion.library, now)
    going: dict[str, list[Signup]] = {}
    for signup, person in opened:
        if signup.status in GOING and same_contact(person):
            going.setdefault(same_contact(person), []).append(signup)
    return [Guest(signup, person, _others(signup, going.get(same_contact(person), []))) for signup, person in opened]


def _others(signup: Signup, alike: list[Signup]) -> tuple[str, ...]:
    """Name the other sign-ups of one contact; who has left is nobody's double."""
    return tuple(each.code for each in alike if each.pk != signup.pk) if signup in alike else ()


def same_contact(person: Person) -> str:
    """Write a contact as two who mean the same write it: no blanks, no +45, small letters."""
    plain = "".join(person.contact.split()).casefold()
    if "@" in plain:
        return plain
    digits = "".join(letter for letter in plain if letter.isdigit())
    return (digits.removeprefix("00").removeprefix("45") if len(digits) > PHONE_DIGITS else digits) or plain


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
