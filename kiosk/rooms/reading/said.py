"""Why a book is a tip, and where it stands, in words."""

from __future__ import annotations

from typing import assert_never

from kiosk.nouns import Language
from kiosk.rooms.reading.model import PickedBy, Reason, SharedTags, Shelf
from kiosk.words.texts import Words


def because(reason: Reason, words: Words) -> str:
    """The true reason: »Fælles for begge: stilfærdig, ved havet«, »Fordi Mette anbefaler den«."""
    match reason:
        case SharedTags(tags):
            names = words.listed(tag.name.within(words.language) for tag in tags)
            return words("tip.shared", names=names)
        case PickedBy(by):
            return words("tip.picked", by=by)
        case _:
            assert_never(reason)


def shelf_line(shelf: Shelf, language: Language) -> str:
    """Room, shelf and mark, as the signs in the branch say it."""
    return " · ".join(part for part in (shelf.room.within(language), shelf.shelf, shelf.mark) if part)


def walking_order(shelf: Shelf) -> tuple[str, str, str]:
    """The order in which one passes the shelves."""
    return shelf.room.danish, shelf.shelf, shelf.mark
