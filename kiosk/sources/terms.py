"""Reads languages and »for children« out of the words that editors use; the words are configuration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

CHILD_WORDS = ("børn", "årige", "dagtilbud", "baby", "0-2", "0-3", "3-6", "familie")
"""An audience, category or tag with one of these in it is for children."""

LANGUAGE_WORDS = (
    ("da", ("på dansk", "in danish")),
    ("en", ("english", "in english", "på engelsk")),
)
"""A title, category or tag with one of these whole phrases in it says the language."""


class Terms(Struct, frozen=True):
    """The rules of one source."""

    child_words: tuple[str, ...] = CHILD_WORDS
    language_words: tuple[tuple[str, tuple[str, ...]], ...] = LANGUAGE_WORDS

    def for_children(self, terms: Iterable[str]) -> bool:
        """Whether a term holds a child word; `0-2` is not in `10-20`."""
        joined = _plain("\n".join(terms))
        return any(re.search(rf"(?<!\d){re.escape(_plain(word))}(?!\d)", joined) for word in self.child_words)

    def languages(self, terms: Iterable[str]) -> tuple[str, ...]:
        """The languages that the terms name, else Danish."""
        joined = _plain("\n".join(terms))
        named = tuple(tag for tag, words in self.language_words if any(_whole(word, joined) for word in words))
        return named or ("da",)


def _plain(words: str) -> str:
    return words.casefold().replace("\u2013", "-")


def _whole(phrase: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(_plain(phrase))}(?!\w)", words) is not None
