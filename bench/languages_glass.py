"""The glass of bench.languages: the real stage off screen, shown the screens of a demo branch in all languages."""

from __future__ import annotations

import gc
import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from kiosk.build import ASSETS
from kiosk.nouns import ARABIC, DANISH, Language
from kiosk.outside import wall
from kiosk.ports import Batch, Validators
from kiosk.programme import Programme
from kiosk.settings import LANGUAGES, Fonts
from kiosk.sources.folder import FolderSource
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.visit import events as e
from kiosk.visit.machine import begin, step
from kiosk.visit.states import House, Kiosk
from kiosk.visit.view import view
from kiosk.words.catalogue import Catalogue
from screens.app import Glass, Panel

CATALOGUE = Catalogue.load(ASSETS / "words")
WIDTH, HEIGHT, MM = 540, 960, 685.0
PAGE_KB = 4
WARM = 600


def programme() -> Programme:
    """The demo branch's programme, through the real folder source and store."""
    with tempfile.TemporaryDirectory() as folder:
        content = Content(open_content(Path(folder) / "content.db"))
        fetched = FolderSource(name="demo", folder=ASSETS / "demo").fetch(Validators(), wall())
        assert isinstance(fetched, Batch)
        content.apply("demo", fetched, wall())
        return content.programme(wall())


class Bench:
    """The stage, and the kiosk whose scenes it shows."""

    def __init__(self) -> None:
        """Open the window."""
        self._glass = Glass(
            panel=Panel(WIDTH, HEIGHT, MM),
            themes=ASSETS / "themes",
            fonts=Path(Fonts().folder),
            watch=None,
            make_matrix=lambda _payload, _take: None,
            note_bug=print,
        )
        from kivy.clock import Clock
        from kivy.core.window import Window
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

        self._window: Any = Window
        self._tick: Any = Clock.tick
        self._read: Any = lambda: glReadPixels(0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE)  # waits until it is drawn
        Window.add_widget(self._glass.stage)
        tags = tuple(Language(tag) for tag in LANGUAGES)
        house = House(branch="Benken", library="", now=wall(), languages=tags, programme=programme())
        self.kiosk: Kiosk = begin(house)
        self.do(e.GlassTouched())

    def do(self, *happened: e.Event) -> float:
        """Let something happen and draw what comes of it; gives the milliseconds."""
        began = perf_counter()
        for event in happened:
            self.kiosk, _ = step(self.kiosk, event, CATALOGUE)
        self._glass.present(view(self.kiosk, CATALOGUE))
        self._window.canvas.ask_update()
        self._window.dispatch("on_draw")
        self._read()
        taken = (perf_counter() - began) * 1000
        self._tick()  # textures nobody holds any longer are let go of at the next tick
        return taken

    def screens(self, language: Language) -> list[float]:
        """Walk through the rooms in a language that has been spoken before; gives the milliseconds of each change."""
        self.do(e.HomePressed(), e.LanguageChosen(language))
        walk = [e.RoomChosen(room) for room in e.Room]
        return [taken for touch in walk for taken in (self.do(touch), self.do(e.HomePressed()))]

    def switches(self) -> list[float]:
        """Change the language on a list, through all of them."""
        self.do(e.RoomChosen(e.Room.LOCAL))
        return [self.do(e.LanguageChosen(Language(tag))) for tag in (*LANGUAGES[1:], LANGUAGES[0])]

    def forget(self) -> None:
        """A visitor leaves: nothing that was set is kept."""
        self._glass.forget()


def memory_kb() -> int:
    """Resident memory now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_KB


def leak(bench: Bench, switches: int) -> float:
    """Change the language again and again, a visitor leaving every twenty; gives kB a switch once the caches are full."""
    first = 0
    for number in range(WARM + switches):
        if number == WARM:
            gc.collect()
            first = memory_kb()
        bench.do(e.LanguageChosen(Language(LANGUAGES[number % len(LANGUAGES)])))
        if number % 20 == 0:
            bench.forget()
    gc.collect()
    return max(0.0, (memory_kb() - first) / switches)


def main(switches: int, rounds: int) -> None:
    """Measure everything in turns, and print it as one line of JSON."""
    bench = Bench()
    told: dict[str, list[float]] = {"another screen, Danish": [], "another screen, Arabic": [], "another language": []}
    for number in range(rounds + 1):
        bench.forget()
        danish, arabic, switched = bench.screens(DANISH), bench.screens(ARABIC), bench.switches()
        if number:  # the first round imports and compiles
            told["another screen, Danish"] += danish
            told["another screen, Arabic"] += arabic
            told["another language"] += switched
    told["kB left by a switch"] = [leak(bench, switches)]
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
