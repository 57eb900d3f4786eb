"""What is said when something changed: a new screen, an error, the answer to a key, or where the keys have come."""

from __future__ import annotations

from msgspec import Struct

from kiosk.visit.aloud import Utterance, control, key_name, utterances
from kiosk.visit.hearing import TOP, where
from kiosk.visit.look import RATES, VOLUMES
from kiosk.visit.order import ring
from kiosk.visit.ring import TYPED
from kiosk.visit.states import Kiosk
from kiosk.visit.view import view
from kiosk.visit.views import FormView, Scene
from kiosk.words.catalogue import Catalogue


class Heard(Struct, frozen=True):
    """A kiosk as somebody hears it: its screen, the lines on it, and the control the keys are at."""

    kiosk: Kiosk
    scene: Scene
    lines: tuple[Utterance, ...]
    control: tuple[Utterance, ...]


def heard(kiosk: Kiosk, catalogue: Catalogue) -> Heard:
    """Listen to a kiosk."""
    scene = view(kiosk, catalogue)
    controls = ring(scene)
    at = controls[min(kiosk.focus, len(controls) - 1)] if kiosk.focus > TOP and controls else None
    return Heard(kiosk, scene, utterances(scene, catalogue), control(at, scene, catalogue) if at else ())


def told(before: Heard | None, now: Heard, catalogue: Catalogue) -> tuple[Utterance, ...]:
    """What is said of the change: the new screen before all else, then errors and news, the answer to a key, the focus."""
    if before is None:
        return (*_greeting(now, catalogue), *opening(now, catalogue))
    if where(before.kiosk) != where(now.kiosk):
        return opening(now, catalogue)
    answer = _levels(before, now, catalogue) or _typed(before, now, catalogue) or _moved(before, now, catalogue)
    return (*_news(before, now), *answer)


def opening(now: Heard, catalogue: Catalogue) -> tuple[Utterance, ...]:
    """A screen from the top: its lines, and how much there is to choose from."""
    return (*now.lines, _own(now, catalogue, "voice.choices", len(ring(now.scene))))


def _greeting(now: Heard, catalogue: Catalogue) -> tuple[Utterance, ...]:
    """Who speaks, and what the keys do: nobody had to choose anything to hear it."""
    words = catalogue.words(now.scene.look.language)
    return (Utterance(words("voice.greeting", branch=now.kiosk.house.branch), now.scene.look.language, of="greeting"),)


def _news(before: Heard, now: Heard) -> tuple[Utterance, ...]:
    """Lines that were not there: an error, a notice, how the paper is doing, how many are left of a list."""
    return tuple(each for each in now.lines if each not in before.lines and each.of not in (TYPED, "label"))


def _levels(before: Heard, now: Heard, catalogue: Catalogue) -> tuple[Utterance, ...]:
    """How loud or how fast it is now, said in just that way."""
    was, voice = before.kiosk.look.voice, now.kiosk.look.voice
    words, language = catalogue.words(now.scene.look.language), now.scene.look.language
    if voice.volume != was.volume:
        return (Utterance(words("voice.volume", step=voice.volume + 1, steps=VOLUMES), language, of="volume"),)
    if voice.rate != was.rate:
        return (Utterance(words("voice.rate", step=voice.rate + 1, steps=RATES), language, of="rate"),)
    return ()


def _typed(before: Heard, now: Heard, catalogue: Catalogue) -> tuple[Utterance, ...]:
    """The answer to a key of a keyboard: the character that came, or that one went. Behind dots only how many there are."""
    was, is_now = before.scene.view, now.scene.view
    if not isinstance(was, FormView) or not isinstance(is_now, FormView) or was.value == is_now.value:
        return ()
    if is_now.masked:
        return tuple(each for each in now.lines if each.of == TYPED) or (_own(now, catalogue, "voice.digits", 0),)
    count = _own(now, catalogue, "voice.count", len(is_now.value))
    if len(is_now.value) < len(was.value):
        return (count,)
    words = catalogue.words(now.scene.look.language)
    came = is_now.value.removeprefix(was.value)
    return (Utterance(key_name(came, words), count.language, personal=True, of=TYPED, instead=count.text),)


def _moved(before: Heard, now: Heard, catalogue: Catalogue) -> tuple[Utterance, ...]:
    """Where the keys have come to, or what became of the control they are at."""
    if now.kiosk.focus == before.kiosk.focus and now.control == before.control:
        return ()
    if now.control:
        return now.control
    words, language = catalogue.words(now.scene.look.language), now.scene.look.language
    end = Utterance(words("voice.end" if before.kiosk.focus > 0 else "voice.top"), language, of="end")
    return (end, *(each for each in now.lines if each.of == "title"))


def _own(now: Heard, catalogue: Catalogue, key: str, count: int) -> Utterance:
    """Words of the kiosk's own that count something."""
    language = now.scene.look.language
    return Utterance(catalogue.words(language).many(key, count), language, of=key)
