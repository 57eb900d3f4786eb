"""What a good first name, phone number and e-mail address are, while they are typed and when they are given."""

from __future__ import annotations

import re
import unicodedata

from msgspec.structs import replace

from kiosk.rooms.signup.model import ContactKind, Draft

NAME_LIMIT = 40
EMAIL_LIMIT = 80
PHONE_LIMIT = 20

_NAME_MARKS = " -'’"
_JOINERS = "\u200c\u200d"
_PHONE = re.compile(r"[0-9]{8}|\+[0-9]{8,15}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


def name_typed(name: str, character: str) -> str:
    """The name with one more character: letters of any script, blanks, hyphens and apostrophes. Others change nothing."""
    fits = len(character) == 1 and (character in _NAME_MARKS + _JOINERS or unicodedata.category(character)[0] in "LM")
    return name + character if fits and len(name) < NAME_LIMIT else name


def contact_typed(draft: Draft, character: str) -> str:
    """The contact with one more character, if it can stand in one of its kind."""
    if len(character) != 1:
        return draft.contact
    if draft.contact_kind is ContactKind.PHONE:
        fits, limit = character in "+ 0123456789", PHONE_LIMIT
    else:
        fits, limit = character.isprintable() and not character.isspace(), EMAIL_LIMIT
    return draft.contact + character if fits and len(draft.contact) < limit else draft.contact


def tidy_name(draft: Draft) -> tuple[Draft, str]:
    """The draft with a tidied name, and the code of what is wrong with it: empty, `name_missing`."""
    name = unicodedata.normalize("NFC", " ".join(draft.first_name.split()))
    has_letter = any(unicodedata.category(character)[0] == "L" for character in name)
    return replace(draft, first_name=name), "" if has_letter else "name_missing"


def tidy_contact(draft: Draft) -> tuple[Draft, str]:
    """The draft with a tidied contact, and the code of what is wrong: empty, or `phone_` or `email_` `missing` or `shape`."""
    kind = draft.contact_kind
    contact = "".join(draft.contact.split())
    tidied = replace(draft, contact=contact)
    if not contact:
        return tidied, f"{kind.value}_missing"
    shape = _PHONE if kind is ContactKind.PHONE else _EMAIL
    return tidied, "" if shape.fullmatch(contact) else f"{kind.value}_shape"


def shown_contact(draft: Draft) -> str:
    """The contact as it is read back: a Danish number in pairs."""
    if draft.contact_kind is ContactKind.PHONE and len(draft.contact) == 8:
        return " ".join(draft.contact[start : start + 2] for start in range(0, 8, 2))
    return draft.contact
