"""The programs that can speak: how each is called, which languages it has, and how steps of speed and loudness are told to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from kiosk.nouns import ARABIC, DANISH, ENGLISH, FARSI, PLAIN_DANISH, UKRAINIAN, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS_A_MINUTE = (90, 115, 145, 175, 220, 275, 340)
"""How fast each step is. The fourth is how espeak-ng speaks by itself."""

LOUDNESS = (12, 25, 50, 100)
"""Per cent of full loudness: 6 dB a step, 18 in all; a visit begins 12 dB over the lowest. Source: EN 301 549, 5.1.3.11, 8.2.1."""

NORMAL = 175


class Speech(Struct, frozen=True):
    """Words to be said in one language."""

    text: str
    language: Language

    def __repr__(self) -> str:
        """Never print what is said to one visitor."""
        return f"Speech({self.language!r})"


class Manner(Struct, frozen=True):
    """Which step of speed and of loudness, from 0."""

    rate: int
    volume: int


class Engine(Protocol):
    """A program that reads text from its standard input and writes a WAV to its standard output."""

    program: str

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages it has a voice for."""

    def command(self, language: Language, manner: Manner) -> tuple[str, ...]:
        """How it is called. Never with the text: arguments stand in the list of processes for everybody to read."""


class EspeakNg:
    """espeak-ng: small, quick, a robot. It has no voice for Somali."""

    program = "espeak-ng"

    VOICES: Mapping[Language, str] = {
        DANISH: "da",
        PLAIN_DANISH: "da",
        ENGLISH: "en-gb",
        Language("de"): "de",
        Language("pl"): "pl",
        Language("tr"): "tr",
        UKRAINIAN: "uk",
        ARABIC: "ar",
        FARSI: "fa",
    }

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the kiosk that it speaks."""
        return tuple(self.VOICES)

    def command(self, language: Language, manner: Manner) -> tuple[str, ...]:
        """Text as UTF-8 on standard input, a WAV on standard output; no markup (-m is not given)."""
        fast, loud = str(WORDS_A_MINUTE[manner.rate]), str(LOUDNESS[manner.volume])
        return (self.program, "--stdin", "--stdout", "-b", "1", "-v", self.VOICES[language], "-s", fast, "-a", loud)


class Piper:
    """Piper: a human voice, for the languages somebody has fetched a voice file for."""

    program = "piper"

    def __init__(self, voices: Mapping[str, str]) -> None:
        """Take the voice file of each language. Plain Danish speaks with the Danish one where it has none of its own."""
        self._files = {Language(tag): file for tag, file in voices.items()}
        if DANISH in self._files:
            self._files.setdefault(PLAIN_DANISH, self._files[DANISH])

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages there is a file for."""
        return tuple(self._files)

    def command(self, language: Language, manner: Manner) -> tuple[str, ...]:
        """Text on standard input, a WAV on standard output."""
        slow, loud = NORMAL / WORDS_A_MINUTE[manner.rate], LOUDNESS[manner.volume] / 100
        model = ("--model", self._files[language])
        return (self.program, *model, "--length-scale", f"{slow:.2f}", "--volume", f"{loud:.2f}", "--output-file", "-")


def engine_of(name: str, voices: Mapping[str, str]) -> Engine | None:
    """Give the engine the settings name; None = the kiosk is not to speak."""
    if name == "piper":
        return Piper(voices)
    return EspeakNg() if name == "espeak-ng" else None


def harmless(text: str) -> str:
    """The text without what an engine would obey: phoneme code in double brackets, a NUL, and other controls."""
    return re.sub(r"\[\[|\]\]|[\x00-\x1f\x7f]|[\ud800-\udfff]", " ", text)
