"""A frame becomes a code with a meaning. Total: every text gives a code, and a person's digits are never kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import ean, isbn

from kiosk.codes import (
    LONGEST_ITEM,
    BookCode,
    EnrolmentCode,
    GoodsCode,
    ItemCode,
    PersonalCode,
    SlipCode,
    StaffBadgeCode,
    StrangeCode,
)
from kiosk.nouns import SLIP_ALPHABET, SlipToken

if TYPE_CHECKING:
    from kiosk.codes import Code

DOUBLE_SECONDS = 2.0
"""The same code again within this time is the same scan: the hand was slow."""

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""The prefix by which a scanner names the symbology. Source: ISO/IEC 15424."""

_PERSONAL = re.compile(r"[0-9]{6}[- ]?[0-9]{4}")
"""Ten digits, also as a CPR number is written. Before anything else, for Danish ISBN-10 look the same."""

_ISBN_10 = re.compile(r"[0-9]{9}X|(?=.{13}$)[0-9]{1,5}[- ][0-9]{1,7}[- ][0-9]{1,7}[- ][0-9X]", re.IGNORECASE)
"""An ISBN-10 that cannot be a CPR number: with an X, or with its three hyphens."""

_EAN_WITH_MORE = re.compile(r"([0-9]{13})(?:[0-9]{2}|[0-9]{5})")
"""An EAN-13 with the small code beside it, which magazines have."""

_DIGITS = re.compile(r"[0-9]+")
_GROUPED_ISBN = re.compile(r"97[89][- ][0-9]{1,5}[- ][0-9]{1,7}[- ][0-9]{1,7}[- ][0-9]")
_TOKEN = f"[{SLIP_ALPHABET}{SLIP_ALPHABET.lower()}]{{16}}"
_BADGE = re.compile(f"BADGE-{_TOKEN}", re.ASCII)
"""A badge: the word, whose vowels no token of a slip has, and a token."""

_ENROLMENT = re.compile(r"[0-9A-Za-z+/_-]{200,510}={0,2}", re.ASCII)
"""A hub's letter: some 150 bytes of JSON and 64 of signature, in base64."""

_SHEET_MUSIC = "9790"


def classify(frame: str, *, hub_host: str, item: re.Pattern[str] | None = None) -> Code:
    """Say what a frame is. `hub_host` is the host in our slips' QR codes, with its port if it has one.

    `item` is the branch's rule for the labels of its copies. Ten digits are personal before any rule.
    """
    text = _AIM.sub("", frame, count=1) if _AIM.match(frame) else frame
    text = text.strip(" ")
    if _PERSONAL.fullmatch(text):
        return PersonalCode()
    known = _book(text) or _slip(text, hub_host) or _ours(text) or _item(text, item) or _goods(text)
    return known or StrangeCode(len(frame))


def _ours(text: str) -> StaffBadgeCode | EnrolmentCode | None:
    """Read a badge of the staff, or a letter of a hub's."""
    if _BADGE.fullmatch(text):
        return StaffBadgeCode()
    return EnrolmentCode(text) if _ENROLMENT.fullmatch(text) else None


def _item(text: str, rule: re.Pattern[str] | None) -> ItemCode | None:
    """Read a label by the branch's rule."""
    if rule is None or len(text) > LONGEST_ITEM:
        return None
    return ItemCode(text) if rule.fullmatch(text) else None


def _book(text: str) -> BookCode | None:
    """Read an ISBN, as 13 digits."""
    if _ISBN_10.fullmatch(text):
        compact = isbn.compact(text).upper()
        return BookCode(isbn.to_isbn13(compact)) if isbn.is_valid(compact) else None
    number = re.sub("[- ]", "", text) if _GROUPED_ISBN.fullmatch(text) else _without_more(text)
    if number.startswith(("978", "979")) and not number.startswith(_SHEET_MUSIC) and _is_ean(number, 13):
        return BookCode(number)
    return None


def _goods(text: str) -> GoodsCode | None:
    """Read any other EAN; an American code of 12 digits is an EAN-13 without its zero."""
    number = _without_more(text)
    if _is_ean(number, 13) or _is_ean(number, 8):
        return GoodsCode(number)
    return GoodsCode(f"0{number}") if _is_ean(number, 12) else None


def _slip(text: str, hub_host: str) -> SlipCode | None:
    """Read the token of a slip of ours, bare or in its address. All digits is a number of somebody else's."""
    address = re.compile(rf"(?:https://{re.escape(hub_host)}/k/)?({_TOKEN})", re.IGNORECASE | re.ASCII)
    found = address.fullmatch(text)
    if found is None or _DIGITS.fullmatch(text):
        return None
    return SlipCode(SlipToken(found[1].upper()))


def _without_more(text: str) -> str:
    """Cut the small code off an EAN-13."""
    found = _EAN_WITH_MORE.fullmatch(text)
    return found[1] if found else text


def _is_ean(number: str, length: int) -> bool:
    """Whether `number` is an EAN of a length, with the right check digit."""
    return len(number) == length and _DIGITS.fullmatch(number) is not None and bool(ean.is_valid(number))


class DoubleScan:
    """Knows whether a code is a new scan or the last one once more. Holds a hash, for a code may be somebody's slip."""

    def __init__(self, seconds: float = DOUBLE_SECONDS) -> None:
        """Begin with no code."""
        self._seconds = seconds
        self._last: int | None = None
        self._at = 0.0

    def fresh(self, code: Code, now: float) -> bool:
        """Whether `code` at `now` (seconds of any clock) is a new scan."""
        double = hash(code) == self._last and now - self._at < self._seconds
        self._last, self._at = hash(code), now
        return not double
