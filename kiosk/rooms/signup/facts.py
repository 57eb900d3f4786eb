"""What an occasion is, in the few facts that screens and slips of a sign-up share."""

from __future__ import annotations

from datetime import date

from kiosk.rooms.signup.model import Occasion
from kiosk.words.texts import Words

Facts = tuple[tuple[str, str], ...]


def when_and_where(occasion: Occasion, words: Words, today: date | None) -> Facts:
    """When and where, as far as is known."""
    facts = []
    if occasion.start is not None:
        when = words.when(occasion.start, occasion.end, all_day=occasion.all_day, today=today)
        facts.append((words("fact.when"), when))
    if occasion.place:
        facts.append((words("fact.where"), occasion.place))
    return tuple(facts)


def what_when_where(occasion: Occasion, words: Words, today: date | None) -> Facts:
    """The same with what it is at the head."""
    return ((words("fact.what"), occasion.title.within(words.language)), *when_and_where(occasion, words, today))
