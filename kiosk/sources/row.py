"""Reads one row of somebody else's JSON: typed, lenient where nothing hangs on it, and never quoting what it found."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, cast

from kiosk.clean import clean
from kiosk.ports import SourceError, SourceTrouble
from kiosk.sources.http import plain_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.sources.http import Page

LINK_LIMIT = 500
"""A longer address makes no code that a phone could read."""


class RowFaultError(Exception):
    """A row cannot be used; `field` names the culprit, never its content."""

    def __init__(self, field: str) -> None:
        """Keep the name of the field."""
        super().__init__(field)
        self.field = field


class Row:
    """An object of JSON. What is missing, null or of another type reads as empty."""

    def __init__(self, values: object) -> None:
        """Wrap `values`; anything that is no object is an empty one."""
        self._values = cast("Mapping[str, object]", values) if isinstance(values, dict) else {}

    def text(self, name: str, limit: int = 200) -> str:
        """Clean words, or empty."""
        return words_of(self._values.get(name), limit)

    def raw_text(self, name: str) -> str:
        """Words as they came, or empty: for what is parsed further."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str, most: int = 20) -> tuple[str, ...]:
        """Clean, non-empty words of a list, or of a single text, each once."""
        value = self._values.get(name)
        found = (words_of(item, 100) for item in (value if isinstance(value, list) else [value]))
        return tuple(dict.fromkeys(words for words in found if words))[:most]

    def part(self, name: str) -> Row:
        """An object inside, or an empty one."""
        return Row(self._values.get(name))

    def parts(self, name: str, most: int = 100) -> tuple[Row, ...]:
        """The objects of a list, or of a single object."""
        value = self._values.get(name)
        found = value if isinstance(value, list) else [value]
        return tuple(Row(item) for item in found[:most] if isinstance(item, dict))

    def yes(self, name: str) -> bool:
        """Whether the value is true itself."""
        return self._values.get(name) is True

    def number(self, name: str) -> float | None:
        """A finite number, also written as text."""
        return number_of(self._values.get(name))

    def link(self, name: str) -> str:
        """An http(s) address that is short enough to show, or empty."""
        return link_of(self._values.get(name))


def words_of(value: object, limit: int) -> str:
    """A text or a whole number -> clean words; anything else -> empty."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return clean(value, limit) if isinstance(value, str) else ""


def number_of(value: object) -> float | None:
    """A finite number of at most nine digits, also when it is written as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and abs(number) < 1e9 else None


def link_of(value: object) -> str:
    """An address that may be shown as a code: http(s), short, without blanks, without a password."""
    if not isinstance(value, str):
        return ""
    link = value.strip()
    good = len(link) <= LINK_LIMIT and plain_address(link) and clean(link, LINK_LIMIT) == link and " " not in link
    return link if good else ""


def rows_of(page: Page) -> list[object]:
    """A page of JSON -> its top-level list. Raises SourceError: anything else deletes nothing."""
    try:
        values = json.loads(page.text())
    except (ValueError, RecursionError) as error:
        raise SourceError(SourceTrouble.UNREADABLE.value) from error
    if not isinstance(values, list):
        raise SourceError(SourceTrouble.UNREADABLE.value)
    return values
