"""Works as the national catalogue describes them: made up, in the catalogue's own shapes, and marked as such by their titles."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

Row = dict[str, Any]

ISBN = "9788700000018"
PAPERBACK = "9788700000025"
WORK = "work-of:870970-basis:00000017"
PID = "870970-basis:00000017"


def work(number: int = 17, *isbns: str, **changed: Any) -> Row:
    """A work with one manifestation for each ISBN."""
    pid = f"870970-basis:{number:08d}"
    numbers = isbns or ((ISBN, PAPERBACK) if number == 17 else ())
    editions = [edition(f"870970-basis:{number + place:08d}", isbn) for place, isbn in enumerate(numbers)] or [edition(pid)]
    row: Row = {
        "workId": f"work-of:{pid}",
        "titles": {"full": [f"Prøvens bog {number} : roman"], "main": [f"Prøvens bog {number}"]},
        "abstract": ["Katalogets egne ord om bogen."],
        "creators": [{"__typename": "Person", "display": "Ada Opdigtet"}],
        "workYear": {"year": 2021},
        "mainLanguages": [{"iso639Set1": "da"}],
        "subjects": {
            "dbcVerified": [
                subject("MOOD", "uhyggelig"),
                subject("TEMPO", "hurtig"),
                subject("TOPIC", "venskab"),
                subject("TOPIC", "friendship", "en"),
                {"__typename": "Person", "type": "PERSON", "display": "En Rigtig Person", "language": None},
            ]
        },
        "manifestations": {"bestRepresentation": editions[0], "all": editions},
    }
    return row | changed


def edition(pid: str, isbn: str = "", **changed: Any) -> Row:
    """A manifestation."""
    row: Row = {
        "pid": pid,
        "audience": {"childrenOrAdults": [{"code": "FOR_ADULTS"}]},
        "shelfmark": {"shelfmark": "86-4", "postfix": "Opdigtet"},
        "identifiers": [{"type": "ISBN", "value": isbn}] if isbn else [],
        "materialTypes": [{"materialTypeGeneral": {"code": "BOOKS"}}],
    }
    return row | changed


def subject(kind: str, words: str, language: str = "da") -> Row:
    """A subject."""
    return {"__typename": "SubjectText", "type": kind, "display": words, "language": {"iso639Set1": language}}


def picture(width: int = 500, height: int = 700, kind: str = "JPEG") -> bytes:
    """A cover as bytes."""
    out = io.BytesIO()
    Image.effect_noise((width // 4, height // 4), 60).resize((width, height)).convert("RGB").save(out, kind)
    return out.getvalue()
