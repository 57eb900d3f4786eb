"""The words of every language the kiosk has a catalogue for; each is read when it is first spoken."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from gettext import GNUTranslations
from pathlib import Path

from msgspec import Struct

from kiosk.nouns import DANISH, Language
from kiosk.words.calendar import Calendar, read_calendars
from kiosk.words.texts import Words

FILE_TAGS = {"da_let": "da-x-let"}
"""Files that are not named by their tag, because a tag with hyphens is no gettext locale."""


class Spoken(Mapping[Language, Words]):
    """The languages there are files for, each read at its first use: a start pays for the language at rest, and no other."""

    def __init__(self, files: dict[Language, Path], calendars: dict[str, Calendar], *, strict: bool) -> None:
        """Take the files by language. Raises KeyError where Danish is not among them."""
        self._files = files
        self._calendars = calendars
        self._strict = strict
        self._read: dict[Language, Words] = {}
        self._danish = _texts(files[DANISH])

    def __getitem__(self, language: Language) -> Words:
        """Give the words of a language. Raises KeyError where there are none, OSError where its file has gone."""
        if language not in self._read:
            self._read[language] = Words(language=language, texts=self._texts(language), calendar=self._calendars[language])
        return self._read[language]

    def __iter__(self) -> Iterator[Language]:
        """Give the languages in the order the calendars have them: Danish first."""
        return iter(sorted(self._files, key=list(self._calendars).index))

    def __len__(self) -> int:
        """How many languages there are."""
        return len(self._files)

    def _texts(self, language: Language) -> GNUTranslations:
        """Read a language; what it lacks is said in Danish."""
        if language == DANISH:
            return self._danish
        found = _texts(self._files[language])
        if not self._strict:
            found.add_fallback(self._danish)
        return found


class Catalogue(Struct, frozen=True):
    """The words of all languages. Danish is always among them."""

    spoken: Mapping[Language, Words]

    @classmethod
    def load(cls, folder: Path, *, strict: bool = False) -> Catalogue:
        """Find `da.po`, `en.po` ... (or their compiled `.mo`) in `folder`, and read `calendar.json` and the Danish words.

        A key that a language lacks is said in Danish; with `strict` it is a KeyError. A file whose language has no calendar is
        passed over. Raises OSError where the calendars or the Danish words are missing.
        """
        calendars = read_calendars(folder / "calendar.json")
        files = {Language(FILE_TAGS.get(path.stem, path.stem)): path for path in folder.glob("*.po")}
        files.setdefault(DANISH, folder / "da.po")
        return cls(Spoken({tag: path for tag, path in files.items() if tag in calendars}, calendars, strict=strict))

    def words(self, language: Language) -> Words:
        """Give the words of `language`, or Danish where there is no catalogue for it."""
        return self.spoken[language if language in self.spoken else DANISH]


def _texts(source: Path) -> GNUTranslations:
    """Read the compiled catalogue where it is at least as new as its source, else compile in memory."""
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    # Imported here: babel is slow to import, and an installed kiosk has its catalogues compiled.
    from kiosk.words.compile import compiled_bytes

    return GNUTranslations(io.BytesIO(compiled_bytes(source)))
