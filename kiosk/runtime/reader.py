"""The reader: watches the loop, and has said what whoever cannot see the glass must know. Names go into a headset only."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from kiosk.nouns import Part, Well
from kiosk.runtime.engines import Manner, Speech
from kiosk.visit.events import CodeScanned, Touch
from kiosk.visit.hearing import where
from kiosk.visit.telling import heard, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.nouns import Language, Ticket
    from kiosk.runtime.voice import Voice
    from kiosk.visit.aloud import Utterance
    from kiosk.visit.events import Event
    from kiosk.visit.states import Kiosk
    from kiosk.visit.telling import Heard
    from kiosk.words.catalogue import Catalogue

_ACTS = (*get_args(Touch), CodeScanned)


class Reader:
    """Decides what is said, and when. What a visitor did stops the old speech; news of the world waits for its end."""

    def __init__(self, *, voice: Voice, catalogue: Catalogue) -> None:
        """Take who speaks, and the words."""
        self._voice = voice
        self._catalogue = catalogue
        self._before: Heard | None = None
        self._last: tuple[Utterance, ...] = ()
        self._warned_of: Ticket | None = None

    def noticed(self, event: Event, kiosk: Kiosk) -> None:
        """Hear what came of an event."""
        if not audible(kiosk):
            self.forget()
            return
        before = self._before
        if before is not None and before.kiosk is kiosk:
            return
        now = self._before = heard(kiosk, self._catalogue)
        acted = isinstance(event, _ACTS)
        if before is not None and before.kiosk.again != kiosk.again:
            self._say(self._last, kiosk)
        elif said := told(before, now, self._catalogue):
            after = not (acted or before is None or where(before.kiosk) != where(kiosk))
            self._last = (*self._last, *said) if after else said
            self._say(said, kiosk, after=after)
        elif acted:
            self._voice.stop()

    def forget(self) -> None:
        """Fall silent, and let go of everything that was said."""
        if self._before is not None:
            self._voice.stop()
        self._before, self._last, self._warned_of = None, (), None

    def _say(self, said: tuple[Utterance, ...], kiosk: Kiosk, *, after: bool = False) -> None:
        """Hand over what may be heard where the sound goes."""
        voice = kiosk.look.voice
        speeches = tuple(each for one in said for each in self._heard(one, kiosk) if each.language in kiosk.house.voices)
        self._voice.say(speeches, Manner(voice.rate, voice.volume), after=after)

    def _heard(self, one: Utterance, kiosk: Kiosk) -> Iterator[Speech]:
        """An utterance as it is said: a personal one only into a headset. In the room it is said once that it is not."""
        if not one.personal or kiosk.house.headset:
            yield Speech(one.text, one.language)
            return
        if self._warned_of != kiosk.ticket:
            self._warned_of = kiosk.ticket
            language: Language = kiosk.look.language
            yield Speech(self._catalogue.words(language)("voice.not_aloud"), language)
        if one.instead:
            yield Speech(one.instead, one.language)


def audible(kiosk: Kiosk) -> bool:
    """Whether this visitor is spoken to: they want it, sound comes out, and there is a voice for their language."""
    return kiosk.look.voice.on and not kiosk.mute and isinstance(kiosk.house.part(Part.VOICE), Well)
