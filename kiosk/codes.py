"""What a scanned code may be, once its frame is whole and its check digit is right."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.nouns import SlipToken


@dataclass(frozen=True, slots=True)
class BookCode:
    """An ISBN, always 13 digits, checked."""

    isbn: str


@dataclass(frozen=True, slots=True)
class GoodsCode:
    """Another checked EAN: a magazine, a game, a carton of milk. `ean` is 8 or 13 digits."""

    ean: str


@dataclass(frozen=True, slots=True)
class SlipCode:
    """A slip of ours: the token alone, whatever address stood round it."""

    token: SlipToken

    def __repr__(self) -> str:
        """Never print a token."""
        return "SlipCode(••••)"


@dataclass(frozen=True, slots=True)
class PersonalCode:
    """Ten digits: an item, a card, or somebody's CPR number. The digits are dropped at once; only the length is known."""

    length: int = 10


@dataclass(frozen=True, slots=True)
class ItemCode:
    """A label of a copy, by the branch's rule for them."""

    item: str


@dataclass(frozen=True, slots=True)
class StrangeCode:
    """Anything else. Only its length is kept."""

    length: int


Code = BookCode | GoodsCode | SlipCode | PersonalCode | ItemCode | StrangeCode
