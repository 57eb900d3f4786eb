"""Loads the words of every language the kiosk has a catalogue for."""

from __future__ import annotations

import io
from gettext import GNUTranslations
from pathlib import Path

from msgspec import Struct

from kiosk.nouns import DANISH, Language
from kiosk.words.calendar import read_calendars
from kiosk.words.texts import Words


class Catalogue(Struct, frozen=True):
    """The words of all languages. Danish is always among them."""

    spoken: dict[Language, Words]

    @classmethod
    def load(cls, folder: Path, *, strict: bool = False) -> Catalogue:
        """Read `da.po`, `en.po` ... (or their compiled `.mo`) and `calendar.json` from `folder`.

        A key that a language lacks is said in Danish; with `strict` it is a KeyError. Raises OSError where a file is missing.
        """
        texts = {Language(path.stem): _texts(path) for path in sorted(folder.glob("*.po"))}
        calendars = read_calendars(folder / "calendar.json")
        for language, translations in texts.items():
            if language != DANISH and not strict:
                translations.add_fallback(texts[DANISH])
        return cls({tag: Words(language=tag, texts=found, calendar=calendars[tag]) for tag, found in texts.items()})

    def words(self, language: Language) -> Words:
        """Give the words of `language`, or Danish where there is no catalogue for it."""
        return self.spoken.get(language, self.spoken[DANISH])


def _texts(source: Path) -> GNUTranslations:
    """Read the compiled catalogue where it is at least as new as its source, else compile in memory."""
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    # Imported here: babel is slow to import, and an installed kiosk has its catalogues compiled.
    from kiosk.words.compile import compiled_bytes

    return GNUTranslations(io.BytesIO(compiled_bytes(source)))
