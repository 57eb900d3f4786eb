"""Health in words for staff: what is wrong, and what to do about it."""

from __future__ import annotations

from datetime import timedelta

from kiosk.nouns import Health, Lost, Part, Well
from kiosk.programme import SourceNote
from kiosk.visit.states import House
from kiosk.visit.views import Mood
from kiosk.words.texts import Words

Line = tuple[str, str, Mood]


def is_well(part: Part, health: Health) -> bool:
    """Whether nothing has to be done. A part that is not set up is no trouble, but the store is never without."""
    if health == Lost("not_configured"):
        return part is not Part.STORE
    return isinstance(health, Well)


def is_fresh(note: SourceNote, house: House) -> bool:
    """Whether a source is well and was heard lately."""
    if note.trouble or note.fetched_at is None:
        return False
    return house.now - note.fetched_at <= timedelta(hours=house.stale_after_h)


def needs_help(house: House) -> int:
    """How many things somebody should look at."""
    parts = sum(not is_well(part, health) for part, health in house.health)
    sources = sum(not is_fresh(note, house) for note in house.programme.sources)
    return parts + sources + (1 if house.outbox.parked else 0) + (0 if house.seal_ready or not house.hub_known else 1)


def part_line(part: Part, house: House, words: Words) -> Line:
    """One part: how it is, and the remedy."""
    label, health = words(f"part.{part.value}"), house.part(part)
    if isinstance(health, Well):
        return _well(label, health.note, words)
    mood = Mood.QUIET if is_well(part, health) else Mood.GONE
    return label, words.known("trouble", health.why), mood


def _well(label: str, note: str, words: Words) -> Line:
    """A part that works, with what staff should know of it all the same."""
    if note:
        return label, words("part.well_but", note=words.known("trouble", note)), Mood.QUIET
    return label, words("part.well"), Mood.GOOD


def source_line(note: SourceNote, house: House, words: Words) -> Line:
    """One source: how old its content is, and what is in the way of newer."""
    age = words("source.never") if note.fetched_at is None else words("source.age", age=words.age(note.fetched_at, house.now))
    trouble = words.known("source_trouble", note.trouble) if note.trouble else ""
    skipped = words.many("source.skipped", note.skipped) if note.skipped else ""
    mood = Mood.GOOD if is_fresh(note, house) else Mood.GONE
    return note.name, " · ".join(part for part in (age, trouble, skipped) if part), mood
