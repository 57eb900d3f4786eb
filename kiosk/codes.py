"""What a scanned code may be, once its frame is whole and its check digit is right."""

from __future__ import annotations

import re

from msgspec import Struct

from kiosk.nouns import SlipToken


class BookCode(Struct, frozen=True):
    """An ISBN, always 13 digits, checked."""

    isbn: str


class GoodsCode(Struct, frozen=True):
    """Another checked EAN: a magazine, a game, a carton of milk. `ean` is 8 or 13 digits."""

    ean: str


class SlipCode(Struct, frozen=True):
    """A slip of ours: the token alone, whatever address stood round it."""

    token: SlipToken

    def __repr__(self) -> str:
        """Never print a token."""
        return "SlipCode(••••)"


class PersonalCode(Struct, frozen=True):
    """Ten digits: an item, a card, or somebody's CPR number. The digits are dropped at once; only the length is known."""

    length: int = 10


class ItemCode(Struct, frozen=True):
    """A label of a copy, by the branch's rule for them."""

    item: str


class StaffBadgeCode(Struct, frozen=True):
    """A badge of somebody who works here. Which one is not kept: it opens the door where the PIN is asked for, no more."""


class EnrolmentCode(Struct, frozen=True):
    """The signed letter by which a hub takes a kiosk in, by its shape alone. Whoever enrols opens it and checks who signed."""

    letter: str

    def __repr__(self) -> str:
        """Never print a letter: it holds a code that is good once."""
        return "EnrolmentCode(••••)"


class StrangeCode(Struct, frozen=True):
    """Anything else. Only its length is kept."""

    length: int


Code = BookCode | GoodsCode | SlipCode | PersonalCode | ItemCode | StaffBadgeCode | EnrolmentCode | StrangeCode

LONGEST_ITEM = 64
"""Characters of the longest label of a copy."""

_PIECE = re.compile(r"(?:[0-9A-Za-z_/:=-]|\[[0-9A-Za-z_-]+\])(?:\{([0-9]{1,2})(?:,([0-9]{1,2}))?\}|(\?))?", re.ASCII)
"""A character or a class of characters, once or counted: all that a rule is made of, so that none can run away."""


def item_rule(pattern: str) -> re.Pattern[str]:
    """`[0-9]{8}|ITEM-[0-9A-Z]{4,12}` -> the rule by which a branch knows the labels of its copies.

    A regular expression of ASCII, of at most 64 characters, for labels of at most 64: characters, classes, `{n}`, `{n,m}`, `?` and
    `|`. Raises ValueError that says what is wrong.
    """
    if not pattern.isascii() or len(pattern) > LONGEST_ITEM:
        raise ValueError(f"is longer than {LONGEST_ITEM} characters, or not ASCII")
    for choice in pattern.split("|"):
        least, most = _lengths(choice)
        if least < 1 or most > LONGEST_ITEM:
            raise ValueError(f"must fit labels of 1 to {LONGEST_ITEM} characters")
    try:
        return re.compile(pattern, re.ASCII)
    except re.error as error:
        raise ValueError("is no regular expression") from error


def _lengths(choice: str) -> tuple[int, int]:
    """Add up how short and how long a label may be. Raises ValueError where there is more than pieces."""
    at = least = most = 0
    while at < len(choice):
        piece = _PIECE.match(choice, at)
        if piece is None:
            raise ValueError("holds more than characters, classes such as [0-9], {n}, {n,m}, ? and |")
        low, high, perhaps = piece.groups()
        least += 0 if perhaps else int(low or 1)
        most += int(high or low or 1)
        at = piece.end()
    return least, most
