"""Numbers 19, 20, 25 to 31, 33, 38 and 40 as they are heard: what would be said of a screen, held against what is on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.audit.targets import pressable
from kiosk.audit.values import Reading, Shown, holds
from kiosk.nouns import PLAIN_DANISH, Language
from kiosk.visit import aloud
from kiosk.visit.order import lines
from kiosk.visit.views import DoneView, FormView, RestingView, ReviewView, ThingView
from screens.marks import Letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kiosk.visit.aloud import Utterance
    from kiosk.visit.ring import Stop
    from kiosk.words.catalogue import Catalogue

MOST_STOPS = 80
"""Controls of a screen that are listened to: a list may have hundreds of rows alike."""


class Heard(Struct, frozen=True):
    """All that would be said of one screen: its lines, and each control with its words."""

    lines: tuple[Utterance, ...]
    stops: tuple[tuple[Stop, tuple[Utterance, ...]], ...]

    @property
    def all(self) -> tuple[Utterance, ...]:
        """Every utterance."""
        return (*self.lines, *(each for _, said in self.stops for each in said))


def hear(shown: Shown, catalogue: Catalogue) -> Heard:
    """Have a screen said."""
    stops = aloud.ring(shown.scene)[:MOST_STOPS]
    said = tuple((stop, aloud.control(stop, shown.scene, catalogue)) for stop in stops)
    return Heard(aloud.utterances(shown.scene, catalogue), said)


def read(shown: Shown, heard: Heard, voices: Sequence[Language]) -> Iterator[Reading]:
    """Hold what is said against what is shown. `voices` are the languages there is a voice for."""
    yield from _reachable(shown, heard)
    yield from _languages(shown, heard, voices)
    yield from _order(shown, heard)
    yield from _discreet(shown, heard)
    yield from _complete(shown, heard)
    yield from _shown_too(shown, heard)


def _reachable(shown: Shown, heard: Heard) -> Iterator[Reading]:
    """Whatever a finger can press, the keys that can be felt can press too, and it has words."""
    ring = {stop.id for stop, _ in heard.stops}
    for target in pressable(shown):
        if not target.id.startswith("page."):  # pages are for eyes: the ring holds every row
            yield holds(19, shown.place, target.id, target.id in ring or len(heard.stops) == MOST_STOPS)
    for stop, said in heard.stops:
        yield holds(20, shown.place, f"heard: {stop.id}", any(each.text.strip() for each in said))
        if stop.chosen is not None:
            yield holds(40, shown.place, f"heard: {stop.id}", sum(len(each.text) for each in said) > len(stop.words))


def _languages(shown: Shown, heard: Heard, voices: Sequence[Language]) -> Iterator[Reading]:
    """Words are said by the voice of the language they are written in; a language without a voice is not spoken at all."""
    look = shown.scene.look.language
    for each in heard.all:
        known = each.language in {look, *voices}
        yield holds(25, shown.place, f"voice of {each.of}: {each.language}", known and _same_tongue(each, look, voices))


def _same_tongue(said: Utterance, look: Language, voices: Sequence[Language]) -> bool:
    """Whether what is said is in the screen's language, or in the one its source wrote it in."""
    return said.language == look or (look, said.language) == (PLAIN_DANISH, "da") or said.language in voices


def _order(shown: Shown, heard: Heard) -> Iterator[Reading]:
    """The heading comes first, and a control's words begin with its label."""
    said = [each.of for each in heard.lines]
    if not isinstance(shown.scene.view, RestingView) or shown.scene.warning is not None:
        yield holds(26, shown.place, "the heading comes first", said and said[0] == "title")
    for stop, spoken in heard.stops:
        if spoken and not stop.id.startswith("key."):
            first = _plain(stop.words)[:12]
            yield holds(26, shown.place, f"{stop.id} begins with its label", _plain(spoken[0].text).startswith(first))


def _plain(words: str) -> str:
    """Words as they compare: letters alone."""
    return "".join(letter for letter in words.lower() if letter.isalpha())


def _discreet(shown: Shown, heard: Heard) -> Iterator[Reading]:
    """In the room nobody hears a PIN, nor what a visitor typed."""
    view = shown.scene.view
    if shown.scene.warning is not None:
        return
    if isinstance(view, FormView) and view.value:
        number = 27 if view.masked else 28
        room = [each.instead if each.personal else each.text for each in heard.lines]
        room += [each.instead if each.personal else "" for stop, said in heard.stops for each in said if stop.secret]
        yield holds(number, shown.place, "typed answer in the room", not any(_tells(said, view.value) for said in room))
        headset = [each.text for each in heard.lines]
        if view.masked:
            yield holds(27, shown.place, "PIN in the headset", not any(_tells(said, view.value) for said in headset))
    if isinstance(view, ReviewView):
        room = [each.text for each in heard.lines if not each.personal]
        for _, value in view.facts[-2:]:
            yield holds(28, shown.place, "name or contact in the room", not any(_tells(said, value) for said in room))


def _tells(said: str, secret: str) -> bool:
    """Whether a secret can be heard: as it is, or letter by letter."""
    letters = "".join(letter for letter in said.lower() if letter.isalnum())
    hidden = "".join(letter for letter in secret.lower() if letter.isalnum())
    return bool(hidden) and len(hidden) > 1 and hidden in letters


def _complete(shown: Shown, heard: Heard) -> Iterator[Reading]:
    """Errors name the field and the remedy; slips and codes are said in full; a typed answer is announced by its question."""
    view = shown.scene.view
    if shown.scene.warning is not None:
        return
    said = [each.text for each in heard.lines]
    if isinstance(view, FormView):
        yield holds(33, shown.place, "question said", _said_of(view.question, said))
        if view.problem:
            yield holds(29, shown.place, "problem said", _said_of(view.problem, said))
    if isinstance(view, DoneView | ThingView):
        yield from (holds(30, shown.place, f"fact {label}", _said_of(value, said)) for label, value in view.facts)
        if view.code is not None and view.code.letters:
            spelled = any(
                "".join(c for c in each.text if c.isalnum()) == view.code.letters and "," in each.text for each in heard.lines
            )
            yield holds(30, shown.place, "code letter by letter", spelled)
            yield holds(31, shown.place, "code's caption said", _said_of(view.code.caption, said))


def _said_of(value: str, said: list[str]) -> bool:
    """Whether a value was said: its first word or its numbers, for abbreviations and times are read in full."""
    first, digits = _plain(value)[:8], [each for each in re.findall(r"\d+", value) if each != "00"]
    return any(first in _plain(each) or (digits and all(each_digit in each for each_digit in digits)) for each in said)


def _shown_too(shown: Shown, heard: Heard) -> Iterator[Reading]:
    """Nothing is only said: each line that is heard stands on the glass."""
    drawings = (shown.drawing, *shown.pages)
    drawn = "".join(_bare(mark.words) for drawing in drawings for mark in drawing.marks if isinstance(mark, Letters))
    for line, each in zip(lines(shown.scene), heard.lines, strict=False):
        seen = line.secret or all(_bare(part) in drawn for part in line.text.split())
        yield holds(38, shown.place, f"said, not shown: {each.of} {'' if line.personal else line.text[:30]!r}", seen)


def _bare(words: str) -> str:
    """Words without spaces: on the glass they may stand in pieces, and a code with air between its letters."""
    return "".join(words.split())
