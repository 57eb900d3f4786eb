"""What a scanned code may be, once its frame is whole and its check digit is right."""

from __future__ import annotations

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


class StrangeCode(Struct, frozen=True):
    """Anything else. Only its length is kept."""

    length: int


Code = BookCode | GoodsCode | SlipCode | PersonalCode | ItemCode | StrangeCode
