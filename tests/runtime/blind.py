"""Somebody who cannot see the glass: has nine keys and what is said, and nothing else."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.audit.walks import RECEIPT
from kiosk.nouns import DANISH, ENGLISH, Language, Part, Well
from kiosk.rooms.signup.model import Occasion, SignupRecord, SignupStatus
from kiosk.runtime.engines import EspeakNg
from kiosk.runtime.reader import Reader
from kiosk.runtime.speech_log import SpeechLog
from kiosk.visit import events as e
from kiosk.visit.effects import Effect, FindBook, FindSignup, ForgetVisitor, KeepCancel, KeepSignup, PrintSlip
from kiosk.visit.look import TactileKey
from kiosk.visit.machine import begin, step
from kiosk.visit.order import ring
from kiosk.visit.states import Kiosk
from kiosk.visit.view import view
from tests.screens.walks import CATALOGUE, Walk

PATIENCE = 120
"""How often somebody presses »next« before giving up."""


class Blind:
    """Presses keys that can be felt at the real machine over the demo branch; the store answers at once, nothing is printed."""

    def __init__(self, *, headset: bool, languages: tuple[Language, ...] = (DANISH, ENGLISH)) -> None:
        """Stand before a kiosk at rest, perhaps with a headset in hand."""
        self._walk = Walk(DANISH)
        house = self._walk.kiosk.house
        well = tuple((part, Well()) for part in Part)
        self.kiosk: Kiosk = begin(replace(house, health=well, voices=EspeakNg().languages, languages=languages))
        self.log = SpeechLog()
        self.reader = Reader(voice=self.log, catalogue=CATALOGUE)
        self.ever: list[str] = []
        self._occasion: Occasion | None = None
        if headset:
            self.happens(e.HeadsetPlugged(inside=True))

    def happens(self, event: e.Event) -> Blind:
        """Something happens; what it asks for is answered, and what is said is heard."""
        self.kiosk, effects = step(self.kiosk, event, CATALOGUE)
        before = len(self.log.said)
        turn = self.log.turns
        self.reader.noticed(event, self.kiosk)
        self.ever += [each.text for each in (self.log.said if self.log.turns != turn else self.log.said[before:])]
        for effect in effects:
            self._answer(effect)
        return self

    def press(self, *keys: TactileKey) -> Blind:
        """Press keys."""
        for key in keys:
            self.happens(e.TactilePressed(key))
        return self

    def find(self, words: str) -> Blind:
        """Press »next« until what is heard begins with these words, and select it."""
        for _ in range(PATIENCE):
            self.press(TactileKey.NEXT)
            if self.log.text().casefold().startswith(words.casefold()):
                return self.press(TactileKey.SELECT)
        message = f"{words!r} is nowhere to be heard"
        raise AssertionError(message)

    def types(self, text: str) -> Blind:
        """Find one key after the other by ear."""
        for letter in text:
            self._to_key(letter)
            self.press(TactileKey.SELECT)
        return self

    def hears(self, words: str) -> bool:
        """Whether the words are in what is being said."""
        return words in self.log.text()

    def reader_stops(self) -> list[str]:
        """The ids of the ring, for tests that must count."""
        return [stop.id for stop in ring(view(self.kiosk, CATALOGUE))]

    def _to_key(self, letter: str) -> None:
        """Press »next« until exactly this letter is heard."""
        for _ in range(PATIENCE):
            if self.log.text() == letter:
                return
            self.press(TactileKey.NEXT)
        message = f"the key {letter!r} is nowhere to be heard"
        raise AssertionError(message)

    def _answer(self, effect: Effect) -> None:  # noqa: C901 - one case an effect
        """Answer as store and printer would."""
        ticket = self.kiosk.ticket
        match effect:
            case FindBook(isbn=isbn, key=key):
                found = self._walk.books.get(isbn) or next((each for each in self._walk.books.values() if each[0].key == key), None)
                self.happens(e.BookFound(ticket, *found) if found else e.BookMissing(ticket, isbn))
            case KeepSignup():
                self._occasion = effect.occasion
                self.happens(e.SignupKept(ticket, RECEIPT))
            case FindSignup() if self._occasion is not None:
                self.happens(e.SignupFound(ticket, self._record(self._occasion, SignupStatus.KEPT)))
            case KeepCancel() if self._occasion is not None:
                self.happens(e.CancelKept(ticket, self._record(self._occasion, SignupStatus.CANCELLED)))
            case PrintSlip(number=number):
                self.happens(e.SlipFailed(ticket, number, "paper_out"))
            case ForgetVisitor():
                self.reader.forget()
            case _:
                pass

    def _record(self, occasion: Occasion, status: SignupStatus) -> SignupRecord:
        """What the store knows of the one sign-up there is."""
        return SignupRecord(RECEIPT.id, occasion, RECEIPT.code, status, RECEIPT.made_at, DANISH)
