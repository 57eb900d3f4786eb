"""Tips, proposals, neighbours' posts and calls for a panel, as cases: what visitors wrote at a kiosk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hub.acts import feed
from hub.cases.base import REASONS, Case, CaseKind, Ruling
from hub.models import Library, Note
from hub.models.desk import NoteState


class NoteCases(CaseKind):
    """Notes about one thing. Its writer reads the answer at the kiosk, by the four letters."""

    def waiting(self, libraries: Iterable[Library]) -> list[Case]:
        """Give what nobody has decided on."""
        found = Note.objects.filter(about=self.name, state=NoteState.NEW, library__in=libraries)
        return [_case(note) for note in found.select_related("library", "op__device").order_by("at", "pk")]

    def one(self, id_: str, libraries: Iterable[Library]) -> Case | None:
        """Give one note."""
        found = Note.objects.filter(about=self.name, op_id=id_, library__in=libraries)
        note = found.select_related("library", "op__device").first()
        return None if note is None else _case(note)

    def settle(self, case: Case, ruling: Ruling, now: datetime) -> bool:
        """Keep the decision, and tell the kiosks."""
        library = feed.lock(case.library.pk)
        values = {"state": ruling.verdict.value, "why": ruling.why, "reason": ruling.words, "decided_at": now}
        if not Note.objects.filter(op_id=case.id, state=NoteState.NEW).update(**values):
            return False
        feed.publish(library, "note", case.id, now)
        return True

    def reopen(self, case: Case, now: datetime) -> bool:
        """Let it wait again, and take the answer off the kiosks."""
        library = feed.lock(case.library.pk)
        values = {"state": NoteState.NEW, "why": "", "reason": "", "decided_at": None}
        if not Note.objects.filter(op_id=case.id).exclude(state=NoteState.NEW).exclude(text="").update(**values):
            return False
        feed.publish(library, "note", case.id, now)
        return True


def _case(note: Note) -> Case:
    """Write a note as a case."""
    place = note.op.device.place if note.op.device else ""
    about = f"{place} · {note.ref}" if note.ref else place
    return Case(note.about, note.op_id, note.library, note.text, about, note.at, note.code, tuple(note.held.split()))


CASES = (
    NoteCases("proposal", _("Forslag til biblioteket"), _("Tag imod forslaget"), REASONS),
    NoteCases("post", _("Opslag fra naboer"), _("Vis det"), REASONS),
    NoteCases("tip", _("Tips til andre læsere"), _("Vis det"), REASONS),
    NoteCases("panel", _("Ønsker om en samtale"), _("Vis det"), REASONS),
)
