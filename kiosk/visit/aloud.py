"""What is said of a screen: its lines and controls as utterances, each in its own language, ready for a voice."""

from __future__ import annotations

import re

from msgspec import Struct

from kiosk.nouns import CODE_ALPHABET, Language, language_of
from kiosk.visit.order import lines, ring
from kiosk.visit.ring import TYPED, Line, Stop
from kiosk.visit.views import Scene
from kiosk.words.catalogue import Catalogue
from kiosk.words.texts import Words

__all__ = ["Utterance", "control", "key_name", "ring", "spoken", "utterances"]

CHARACTERS = {" ": "space", "-": "hyphen", "'": "apostrophe", "@": "at", ".": "dot", "_": "underscore", "+": "plus"}
"""Keys that have no sound of their own, by their names in the catalogue."""

_CODE = re.compile(rf"\b[{CODE_ALPHABET}]{{4}}\b")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[.:]([0-5]\d)(?![.:]?\d)")
_SPAN = re.compile(r"(?<=\d)–(?=\d)")


class Utterance(Struct, frozen=True):
    """Something to say.

    `personal` = into a headset only, and `instead` is said in the room; `of` = the control or the line it is of.
    """

    text: str
    language: Language
    personal: bool = False
    of: str = ""
    instead: str = ""

    def __repr__(self) -> str:
        """Never print what is said to one visitor."""
        return f"Utterance({self.of!r}, {self.language!r})"


def utterances(scene: Scene, catalogue: Catalogue) -> tuple[Utterance, ...]:
    """Everything on the screen that is no control, in reading order."""
    said = (_line(line, scene.look.language, catalogue) for line in lines(scene))
    return tuple(each for each in said if each is not None)


def control(stop: Stop, scene: Scene, catalogue: Catalogue) -> tuple[Utterance, ...]:
    """One control: its words as they are shown, what else stands on it, and whether it is on."""
    around = scene.look.language
    words = catalogue.words(around)
    if stop.secret:
        return (Utterance(key_name(stop.words, words), around, personal=True, of=stop.id, instead=words("voice.key_hidden")),)
    if stop.id.startswith("key."):
        return (Utterance(key_name(stop.words, words), around, of=stop.id),)
    parts = [(each, language_of(each, around)) for each in (stop.words, *stop.more) if each]
    if stop.chosen is not None:
        parts.append((words("voice.chosen" if stop.chosen else "voice.not_chosen"), around))
    return _joined(parts, stop.id, catalogue)


def key_name(key: str, words: Words) -> str:
    """A key in words: »bindestreg«, »punktum dk«; letters and digits as they are."""
    parts = re.findall(r"[^\W_]+|.", key)
    return " ".join(words(f"voice.char.{CHARACTERS[part]}") if part in CHARACTERS else part for part in parts)


def spoken(text: str, words: Words) -> str:
    """Words as they are said: codes letter by letter, times without points, abbreviations in full, plain spaces."""
    text = " ".join(text.split())
    text = _CODE.sub(lambda found: _spelled(found[0]), text)
    text = _CLOCK.sub(lambda found: found[1] if found[2] == "00" else f"{found[1]} {found[2]}", text)
    text = _SPAN.sub(f" {words('voice.to')} ", text).replace(" · ", ", ")
    for short, full in (each.split("=") for each in words("voice.in_full").split("|")):
        text = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", full, text)
    return text


def _spelled(text: str) -> str:
    """Letters one by one, with a pause after each."""
    return ", ".join(text.replace(" ", ""))


def _line(line: Line, around: Language, catalogue: Catalogue) -> Utterance | None:
    """One line; of what stands behind dots only how many they are."""
    words = catalogue.words(around)
    if line.secret:
        return Utterance(words.many("voice.digits", len(line.text)), around, of=line.of)
    if line.of == TYPED:
        text = words("voice.written", text=_spelled(line.text) if line.spelled else line.text)
        return Utterance(text, around, personal=True, of=line.of, instead=words.many("voice.count", len(line.text)))
    if line.spelled:
        return Utterance(_spelled(line.text), around, of=line.of)
    language = language_of(line.text, around)
    return Utterance(spoken(line.text, catalogue.words(language)), language, personal=line.personal, of=line.of)


def _joined(parts: list[tuple[str, Language]], of: str, catalogue: Catalogue) -> tuple[Utterance, ...]:
    """What follows one another in one language is said in one breath."""
    out: list[Utterance] = []
    for text, language in parts:
        said = spoken(text, catalogue.words(language))
        if out and out[-1].language == language:
            said = f"{out.pop().text}. {said}"
        out.append(Utterance(said, language, of=of))
    return tuple(out)
