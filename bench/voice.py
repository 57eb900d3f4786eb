"""Bench: from a key that can be felt to the first byte of speech at the player, and how soon the old speech is gone."""

from __future__ import annotations

import argparse
import os
import select
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace

from bench.stats import HEAD, Goal, as_json, figures, percentile, table, verdicts
from kiosk.build import ASSETS
from kiosk.nouns import DANISH, ENGLISH, Part, Well
from kiosk.outside import wall
from kiosk.ports import Batch, Validators
from kiosk.programme import Programme
from kiosk.runtime.engines import EspeakNg
from kiosk.runtime.reader import Reader
from kiosk.runtime.voice import ProgramVoice
from kiosk.sources.folder import FolderSource
from kiosk.visit.events import RoomChosen, TactilePressed
from kiosk.visit.look import TactileKey
from kiosk.visit.machine import begin, step
from kiosk.visit.states import House, Kiosk
from kiosk.visit.touches import Room
from kiosk.words.catalogue import Catalogue

GOAL_MS = 200.0
"""From focus to speech, and from a new utterance to the end of the old one (p95). Ours."""

QUICK = "dd|of={pipe}|bs=4096|status=none"
"""A player that is one program, as aplay is."""

ENDLESS = "sh|-c|tee {pipe} > /dev/null; exec sleep 60"
"""A player that would go on playing: what the next utterance has to end."""

WAV_HEAD = 44
WAIT_S = 10.0


class Chain:
    """The machine, the reader, and espeak-ng into a player that plays for ever. All but the window and the sound card."""

    def __init__(self, folder: Path, player: str) -> None:
        """Stand on the list of events, listening; `player` is a shell's word for a program that copies what it gets to {pipe}."""
        self._words = Catalogue.load(ASSETS / "words")
        self._pipe_path = folder / "speech"
        os.mkfifo(self._pipe_path)
        self._pipe = os.open(self._pipe_path, os.O_RDWR | os.O_NONBLOCK)
        words = tuple(player.format(pipe=self._pipe_path).split("|"))
        self.voice = ProgramVoice(engine=EspeakNg(), player=words, on_health=lambda _health: None)
        self.voice._look = lambda: None  # type: ignore[method-assign]  # noqa: SLF001 - a player without end has no probe
        self.voice.start()
        self._reader = Reader(voice=self.voice, catalogue=self._words)
        self._kiosk = _listening()
        self._happens(TactilePressed(TactileKey.NEXT))
        self._first_byte()
        self._happens(RoomChosen(Room.LOCAL))
        self._first_byte()

    def press(self) -> tuple[float, float]:
        """Move the focus on; gives ms to the first byte of its speech, and to the end of the programs that spoke before."""
        old = self.voice._speaking  # noqa: SLF001 - whether they have ended is the question
        began = perf_counter()
        self._happens(TactilePressed(TactileKey.NEXT))
        for program in old:
            program.wait()
        gone = perf_counter()
        return (self._first_byte() - began) * 1000, (gone - began) * 1000

    def close(self) -> None:
        """End everything."""
        self.voice.close()
        os.close(self._pipe)

    def _happens(self, event: TactilePressed | RoomChosen) -> None:
        """Decide an event, and let the reader hear of it."""
        self._drain()
        self._kiosk, _ = step(self._kiosk, event, self._words)
        self._reader.noticed(event, self._kiosk)

    def _first_byte(self) -> float:
        """Wait for the first sample after the head of a new WAV; gives when it came. The end of the old one may still drip."""
        got = b""
        while b"RIFF" not in got or len(got) - got.rindex(b"RIFF") <= WAV_HEAD:
            ready, _, _ = select.select((self._pipe,), (), (), WAIT_S)
            if not ready:
                message = "nothing was said"
                raise TimeoutError(message)
            got += os.read(self._pipe, 65536)
        return perf_counter()

    def _drain(self) -> None:
        """Forget what is still in the pipe."""
        while select.select((self._pipe,), (), (), 0)[0]:
            os.read(self._pipe, 65536)


def _listening() -> Kiosk:
    """A kiosk over the demo branch that can speak."""
    now = wall()
    batch = FolderSource(name="demo", folder=ASSETS / "demo").fetch(Validators(), now)
    events = batch.events or () if isinstance(batch, Batch) else ()
    health = ((Part.VOICE, Well()),)
    house = House("Hovedbiblioteket", "Aalborg", now, languages=(DANISH, ENGLISH), voices=EspeakNg().languages, health=health)
    return begin(replace(house, programme=Programme(events=tuple(sorted(events, key=lambda each: each.start)))))


def measure(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Press so many times; gives ms to the first byte and ms to the end of the old speech."""
    taken: dict[str, list[tuple[float, float]]] = {}
    for player in (QUICK, ENDLESS):
        with tempfile.TemporaryDirectory(dir=folder) as place:
            chain = Chain(Path(place), player)
            try:
                taken[player] = [chain.press() for _ in range(rounds)]
            finally:
                chain.close()
    return [first for first, _ in taken[QUICK]], [gone for _, gone in taken[ENDLESS]]


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; with --check 1 where the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.voice", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="presses of a key (default 100)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--check", action="store_true", help="end with 1 where a goal is missed")
    options = parser.parse_args(words)
    if shutil.which("espeak-ng") is None:
        print("espeak-ng is not installed: apt-get install espeak-ng", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        first, gone = measure(Path(folder), options.rounds)
    goals = [
        Goal("key -> first byte of speech, p95 ms", percentile(first, 0.95), GOAL_MS),
        Goal("key -> old speech ended, p95 ms", percentile(gone, 0.95), GOAL_MS),
    ]
    series = {"key -> first byte of speech": first, "key -> old speech ended": gone}
    if options.json:
        print(as_json(series, goals))
    else:
        print(table(HEAD, [figures(name, values, digits=1) for name, values in series.items()]))
        print(verdicts(goals))
    return 1 if options.check and not all(goal.met for goal in goals) else 0


if __name__ == "__main__":
    sys.exit(main())
