"""Decided notes, as kiosks are told of them: what may be shown, and the answer a writer finds by the four letters."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation

from hub.cases.base import REASONS
from hub.feeds.base import Data, FeedKind
from hub.models import Library, Note
from hub.models.desk import NoteState
from hub.moments import rfc3339

LANGUAGES = ("da", "en")


class NoteFeed(FeedKind):
    """Kind `note`; its key is the id of the op that brought it."""

    name = "note"

    def rows(self, library: Library) -> Iterator[tuple[str, Data]]:
        """Give what was decided."""
        return ((each.op_id, note_data(each)) for each in _decided(library))

    def one(self, library: Library, key: str) -> Data | None:
        """Give one; what waits is on no glass."""
        found = next(_decided(library, op_id=key), None)
        return None if found is None else note_data(found)


def _decided(library: Library, **which: str) -> Iterator[Note]:
    """Give a branch's decided notes."""
    return (
        Note.objects.filter(library=library, **which)
        .exclude(state=NoteState.NEW)
        .exclude(decided_at=None)
        .order_by("pk")
        .iterator()
    )


def note_data(note: Note) -> Data:
    """Write a note. The words of a refused one never travel."""
    approved = note.state == NoteState.APPROVED
    return {
        "about": note.about,
        "ref": note.ref or None,
        "code": note.code,
        "state": note.state,
        "text": note.text if approved else "",
        "why": {language: _said(note.why, language) for language in LANGUAGES} if note.why else {},
        "answer": note.reason,
        "decided": "" if note.decided_at is None else rfc3339(note.decided_at),
    }


def _said(why: str, language: str) -> str:
    """Say a reason in a language."""
    with translation.override(language):
        return str(REASONS.get(why, ""))
