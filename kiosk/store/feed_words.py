"""Words of the hub in several languages, made into our texts: clean, each paragraph beside its translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.clean import clean
from kiosk.nouns import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

PARAGRAPH, PARAGRAPHS = 2000, 20
TAG = 35


def text_of(field: str, danish: str | None, others: Mapping[str, Mapping[str, str]], limit: int) -> Text:
    """One line, in Danish and in every language that has it."""
    told = ((clean(tag, TAG), clean(words.get(field, ""), limit)) for tag, words in others.items())
    return Text(clean(danish or "", limit), tuple(pair for pair in told if all(pair)))


def paragraphs_of(danish: str | None, others: Mapping[str, Mapping[str, str]]) -> tuple[Text, ...]:
    """Paragraphs, each with its translations. Where a translation has more or fewer of them, all is one paragraph."""
    own = _lines(danish or "")
    told = {clean(tag, TAG): lines for tag, words in others.items() if (lines := _lines(words.get("body", "")))}
    if any(len(lines) != len(own) for lines in told.values()):
        own, told = [" ".join(own)], {tag: [" ".join(lines)] for tag, lines in told.items()}
    return tuple(Text(line, tuple((tag, lines[number]) for tag, lines in told.items() if tag)) for number, line in enumerate(own))


def _lines(body: str) -> list[str]:
    """Lines of plain text that say something."""
    return [line for each in body.split("\n") if (line := clean(each, PARAGRAPH))][:PARAGRAPHS]
