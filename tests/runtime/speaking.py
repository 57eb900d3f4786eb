"""Helpers for the tests of the voice: engines of ours, an ear for its health, and voices that are closed afterwards."""

from __future__ import annotations

import shutil
import threading
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.nouns import DANISH, Health, Language
from kiosk.runtime.engines import Manner
from kiosk.runtime.voice import ProgramVoice
from kiosk.visit.look import VoiceLook
from tests.runtime.clocks import PATIENCE_S

NORMAL = Manner(VoiceLook().rate, VoiceLook().volume)
needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed (apt-get install espeak-ng; bin/setup --test does)"
)


class Script:
    """An engine that is a shell script of ours, with the text on its standard input."""

    languages = (DANISH,)
    program = "sh"

    def __init__(self, script: str) -> None:
        """Take the script."""
        self.script = script

    def command(self, language: Language, manner: Manner) -> tuple[str, ...]:
        """Run it."""
        return ("sh", "-c", self.script)


class Ear:
    """Hears of the voice's health."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.told: list[Health] = []
        self._news = threading.Condition()

    def hear(self, health: Health) -> None:
        """Hear."""
        with self._news:
            self.told.append(health)
            self._news.notify_all()

    def wait(self, count: int) -> list[Health]:
        """Wait for so many pieces of news."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.told) >= count, PATIENCE_S), self.told
            return list(self.told)


@pytest.fixture
def ear() -> Ear:
    return Ear()


Speaker = Callable[..., ProgramVoice]


@pytest.fixture
def speaker(ear: Ear) -> Iterator[Speaker]:
    """Make voices that are closed afterwards."""
    made: list[ProgramVoice] = []

    def make(engine: object, *player: str) -> ProgramVoice:
        voice = ProgramVoice(engine=engine, player=player, on_health=ear.hear)  # type: ignore[arg-type] # also scripts of ours
        voice.start()
        made.append(voice)
        return voice

    yield make
    for voice in made:
        voice.close()


def done(voice: ProgramVoice) -> None:
    """Wait until the lane has done what it has to do."""
    ready = threading.Event()
    voice._lane.do(ready.set)
    assert ready.wait(PATIENCE_S)


def heard(path: Path) -> tuple[array[int], int]:
    """The samples of what was played. An engine that streams does not know the length yet, so the header's is not asked."""
    data = path.read_bytes()
    at = data.index(b"data") + 8
    samples = array("h")
    samples.frombytes(data[at : at + (len(data) - at) // 2 * 2])
    return samples, int.from_bytes(data[24:28], "little")
