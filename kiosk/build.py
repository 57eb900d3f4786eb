"""Puts the glass together. With build_sync the only module that knows every concrete class; the clocks come in here."""

from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kiosk import __version__
from kiosk.build_remote import trial_of
from kiosk.build_store import archive_of, errands_of
from kiosk.house import house_of, seal_in
from kiosk.nouns import Lost, Part
from kiosk.outside import new_id, wall
from kiosk.ports import PortError
from kiosk.programme import Programme
from kiosk.remote import layered
from kiosk.rooms.staff.model import StaffReport
from kiosk.runtime.hands import Hands
from kiosk.runtime.idle import IdleClock
from kiosk.runtime.journal import Journal
from kiosk.runtime.lanes import Lane
from kiosk.runtime.loop import Loop
from kiosk.runtime.newsroom import Newsroom
from kiosk.runtime.reader import Reader
from kiosk.runtime.rehearsal import Rehearsal
from kiosk.runtime.sounds import Loudspeaker, sounding
from kiosk.runtime.speech_log import SILENT
from kiosk.runtime.staff import PinFile, StaffDesk
from kiosk.runtime.usage import UseTally
from kiosk.runtime.vitals import VitalsFile
from kiosk.settings import Settings, folder_of
from kiosk.store.ballast import Ballast
from kiosk.store.content import Content
from kiosk.store.db import open_content, open_letters
from kiosk.store.letters import Letters
from kiosk.store.use_files import UseFiles
from kiosk.visit import events
from kiosk.visit.machine import step
from kiosk.visit.states import Cancelling, Home, Keeping, Kiosk, LookingUp
from kiosk.visit.view import view
from kiosk.words.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.rooms.staff.model import SlipLine
    from kiosk.runtime.archive import Archive
    from kiosk.runtime.hands import SlipPrinter
    from kiosk.runtime.voice import Voice
    from kiosk.visit.effects import Effect, Sound
    from kiosk.visit.events import Event
    from kiosk.visit.views import Scene

ASSETS = Path(__file__).resolve().parent.parent / "assets"

FIRST_LOOK_S = 1.5
"""How long the first screen waits for content at most; it comes in a hundredth of that unless the disk is ill."""

STORE_LOOK_S = 1.0

BRIEF = (LookingUp, Keeping, Cancelling)
"""Places where the kiosk only waits for its own disk."""


class Core(Struct, frozen=True):
    """Everything of the glass but the glass: the loop with its lanes, ready to start and stop."""

    loop: Loop
    tick: Callable[[], None]
    start: Callable[[], None]
    stop: Callable[[], None]


class Assembly:
    """The parts of a kiosk, in the order they are made. `present`, `wake` and `forget` are the glass's, or a test's."""

    def __init__(self, settings: Settings, path: Path) -> None:
        """Take the settings and where they lie; the store lane begins to read at once."""
        self.data = folder_of(path, settings.data.folder)
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.catalogue = Catalogue.load(ASSETS / "words")
        self._loop: Loop | None = None
        self._early: list[Event] = []
        self.trial = trial_of(settings, path, self.data, self.post)
        self.settings = layered(settings, self.trial.start(), path)
        self._read = threading.Event()
        self._programme = Programme()
        self._seal_ready = False
        self._ballast = Ballast(self.data)
        self.store = Lane("store", begin=self._open, tick=self._look, every=STORE_LOOK_S)
        self._archive: Archive | None = None
        self.store.start()

    def post(self, event: Event) -> None:
        """Post to the loop, or keep for it until it is there."""
        if self._loop is None:
            self._early.append(event)
        else:
            self._loop.post(event)

    # ------------------------------------------------------------------------------------------------- the store lane

    def _open(self) -> None:
        """Open both files and take the first look, in the store lane."""
        try:
            self.letters = Letters(open_letters(self.data / "letters.db"))
            self.newsroom = Newsroom(
                letters=self.letters,
                open_content=lambda: Content(open_content(self.data / "content.db")),
                configured_seal=seal_in(self.settings),
                wall=wall,
                post=self.post,
                has_room=self._ballast.ready,
            )
            self._programme = self.newsroom.programme()
            self._seal_ready = self.newsroom.can_keep()
            self._archive = archive_of(self.settings, self.data, self.letters, self.newsroom, self._ballast, self.post)
            self._errands = errands_of(self.settings, self.data, self.letters, self.post)
            self.newsroom.look()
        except PortError as error:
            self.post(events.HealthChanged(Part.STORE, Lost(error.reason)))
        finally:
            self._read.set()

    def _look(self) -> None:
        """Look for news while nothing is asked."""
        if self._archive is not None:
            self.newsroom.look()
            self._archive.look_for_verdict()
            self._errands.look()
            self.trial.look()

    # ------------------------------------------------------------------------------------------------------ the core

    def core(
        self,
        *,
        present: Callable[..., None],
        wake: Callable[[], None],
        forget: Callable[[], None],
        printer: SlipPrinter,
        slips: Callable[[], tuple[SlipLine, ...]] = tuple,
        beep: Callable[[Sound], None] = lambda _sound: None,
        rehearse: Callable[[Scene], None] = lambda _scene: None,
        voice: Voice = SILENT,
    ) -> Core:
        """Make loop, hands and idle clock; waits for the first look at the content. Raises PortError without a store."""
        self._read.wait(FIRST_LOOK_S)
        if self._archive is None:
            raise PortError("no_store")
        staff_lane, sound_lane = Lane("staff"), Lane("sound")
        kiosk = Kiosk(house=house_of(self.settings, self.data, self._programme, self.catalogue.spoken), place=Home())
        kiosk = replace(kiosk, look=kiosk.house.look, house=replace(kiosk.house, seal_ready=self._seal_ready))
        reader = Reader(voice=voice, catalogue=self.catalogue)
        hands = Hands(
            store=self.store,
            archive=self._archive,
            printer=printer,
            staff_lane=staff_lane,
            staff=self._staff_desk(slips),
            errands=self._errands,
            play=partial(self._sound, sounding(Loudspeaker(lane=sound_lane, player=self.settings.sound.player), beep)),
            forget_glass=partial(_forget, forget, reader.forget),
            post=self.post,
        )
        idle = IdleClock(clock=time.monotonic, wall=wall, post=self.post)
        journal = Journal(self.data / "journal.jsonl", time.monotonic)
        show = partial(view, catalogue=self.catalogue)
        vitals = VitalsFile(self.data / "glass.json", do=self.store.do, wall=wall)
        tally = UseTally(files=UseFiles(self.data), do=self.store.do, wall=wall, new_id=new_id)
        rehearsal = Rehearsal(view=show, rehearse=rehearse)
        loop = Loop(
            kiosk=kiosk,
            step=partial(machine, self.catalogue),
            view=show,
            perform=hands.perform,
            present=present,
            wake=wake,
            observers=(idle, reader, journal, rehearsal, vitals, self.trial, tally),
            is_brief=lambda kiosk: isinstance(kiosk.place, BRIEF),
        )
        self._loop = loop
        for event in self._early:
            loop.post(event)
        return Core(
            loop=loop,
            tick=lambda: _tick(loop, idle, rehearsal),
            start=lambda: _start(staff_lane, sound_lane),
            stop=lambda: self._stop(journal, tally, staff_lane, sound_lane),
        )

    def _sound(self, play: Callable[[Sound], None], sound: Sound) -> None:
        """Make a sound, where the house wants any."""
        if self._loop is not None and self._loop.kiosk.house.sound:
            play(sound)

    def _staff_desk(self, slips: Callable[[], tuple[SlipLine, ...]]) -> StaffDesk:
        """The staff screen's desk. `slips` tells what became of the last ones, newest first."""
        settings = self.settings
        return StaffDesk(
            pins=PinFile(self.data, time.monotonic),
            letters=self.letters,
            fixed=StaffReport(
                version=__version__,
                branch=settings.branch.name,
                printer_address=settings.printer.address,
                scanner_address=settings.scanner.address,
                hub=settings.hub.address,
            ),
            slips=slips,
            language_file=self.data / "language",
            wall=wall,
            post=self.post,
        )

    def _stop(self, journal: Journal, tally: UseTally, *lanes: Lane) -> None:
        """Stop in reverse."""
        tally.close()
        for lane in (*lanes, self.store):
            lane.stop()
        journal.close()


def _tick(loop: Loop, *clocks: IdleClock | Rehearsal) -> None:
    """Let those who wait for time look at the clock."""
    for clock in clocks:
        clock.tick(loop.kiosk)


def _forget(*keepers: Callable[[], None]) -> None:
    """Have everybody let go of the visitor who has left."""
    for forget in keepers:
        forget()


def _start(*lanes: Lane) -> None:
    """Start lanes."""
    for lane in lanes:
        lane.start()


def machine(catalogue: Catalogue, kiosk: Kiosk, event: Event) -> tuple[Kiosk, tuple[Effect, ...]]:
    """The machine, with the words it speaks."""
    return step(kiosk, event, catalogue)
