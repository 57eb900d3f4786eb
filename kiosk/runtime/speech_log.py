"""Voices that make no sound: one that writes down what it would have said, and one for a kiosk that is not to speak."""

from __future__ import annotations

from msgspec import Struct

from kiosk.runtime.engines import Manner, Speech


class Said(Struct, frozen=True):
    """One utterance of the log, and how it was said. `after` = it let the one before it finish."""

    text: str
    language: str
    manner: Manner
    after: bool

    def __repr__(self) -> str:
        """Never print what is said to one visitor."""
        return f"Said({self.language!r})"


class Silence:
    """Implements `voice.Voice` for a kiosk that is not to speak."""

    def say(self, speeches: tuple[Speech, ...], manner: Manner, *, after: bool = False) -> None:
        """Say nothing."""

    def stop(self) -> None:
        """Be as silent as before."""


SILENT = Silence()


class SpeechLog:
    """Implements `voice.Voice`. Wiped with the visitor, as the real one's queue is."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.said: list[Said] = []
        self.turns = 0

    def say(self, speeches: tuple[Speech, ...], manner: Manner, *, after: bool = False) -> None:
        """Write it down; what was being said is broken off, and gone."""
        if not after:
            self.stop()
        self.said += [Said(each.text, each.language, manner, after) for each in speeches]

    def stop(self) -> None:
        """Fall silent: nothing of what was said is kept."""
        self.turns += 1
        self.said.clear()

    def text(self) -> str:
        """Everything that was said since the last silence."""
        return " ".join(each.text for each in self.said)
