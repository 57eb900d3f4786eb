"""`kiosk run`: opens the glass, and runs it until it is told to stop."""

from __future__ import annotations

import gc
import logging
import os
import threading
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from kiosk.build import ASSETS, Assembly
from kiosk.build_devices import Devices, LatePrinter, qr_rows
from kiosk.nouns import Part
from kiosk.runtime.engines import engine_of
from kiosk.runtime.lanes import Lane
from kiosk.runtime.log import place_of
from kiosk.runtime.speech_log import SILENT
from kiosk.runtime.voice import ProgramVoice
from kiosk.visit.aloud import key_name
from kiosk.visit.events import HealthChanged
from kiosk.visit.look import TactileKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.settings import Settings
    from kiosk.visit.events import Event
    from kiosk.words.catalogue import Catalogue
    from screens.app import Glass

_log = logging.getLogger("glass")

MM_PER_INCH = 25.4


def run_glass(settings: Settings, path: Path, *, targets: Path | None, frames: Path | None) -> int:
    """Run the glass; gives the exit status.

    `targets` and `frames` are files for tests and benches, see screens/watch. If KIOSK_READY names a file, a line with the
    monotonic time is appended to it when Home is on the glass and takes touches.
    """
    assembly = Assembly(settings, path)
    settings = assembly.settings
    from screens.app import Glass, Panel
    from screens.watch import Watch

    codes = Lane("codes")
    screen = settings.screen
    glass = Glass(
        panel=Panel(screen.width, screen.height, screen.diagonal_inches * MM_PER_INCH, cursor=screen.cursor),
        themes=ASSETS / "themes",
        fonts=Path(settings.fonts.folder),
        watch=Watch(targets=targets, frames=frames) if targets or frames else None,
        note_bug=lambda error: _note_bug(error, assembly),
        cache=assembly.data / "shaders",
        keys={name: TactileKey(key) for name, key in settings.voice.keys.items()},
        make_matrix=lambda payload, take: codes.do(_making(payload, take)),
    )
    printer = LatePrinter()
    devices = Devices(settings, assembly.post, printer)
    voice = _voice(settings, assembly.post)
    core = assembly.core(
        present=glass.present,
        wake=glass.wake,
        forget=glass.forget,
        printer=printer,
        slips=printer.slips,
        beep=devices.beep,
        rehearse=glass.stage.rehearse,
        voice=voice or SILENT,
    )

    def ready() -> None:
        """Home is on the glass: say so, then fetch what is heavy."""
        _tell_ready()
        gc.enable()
        gc.freeze()  # what was made so far stays: never look at it again
        codes.start()
        core.start()
        if voice is not None:
            voice.start()
        if settings.access.at_spi:
            _tell_assistive(glass, assembly.catalogue)
        threading.Thread(target=devices.start, name="devices", daemon=True).start()

    try:
        return glass.run(post=core.loop.post, pump=core.loop.pump, tick=core.tick, ready=ready)
    finally:
        devices.stop()
        if voice is not None:
            voice.close()
        core.stop()
        codes.stop()


def _voice(settings: Settings, post: Callable[[Event], None]) -> ProgramVoice | None:
    """The voice the settings want; None where the kiosk is not to speak."""
    engine = engine_of(settings.voice.engine, settings.voice.voices)
    if engine is None:
        return None
    return ProgramVoice(
        engine=engine, player=settings.voice.player, on_health=lambda health: post(HealthChanged(Part.VOICE, health))
    )


def _tell_assistive(glass: Glass, catalogue: Catalogue) -> None:
    """Tell assistive technology what is on the glass, if the library for it is there."""
    from screens.bridge import BridgeMissingError

    try:
        glass.tell_assistive(lambda key, language: key_name(key, catalogue.words(language)))
    except BridgeMissingError:
        _log.warning("assistive technology is told nothing", extra={"fields": {"reason": "no_accesskit"}})


def _making(payload: str, take: Callable[[Any], None]) -> Callable[[], None]:
    """The job that makes a QR code."""
    return lambda: take(qr_rows(payload))


def _note_bug(error: Exception, assembly: Assembly) -> None:
    """Log a bug's kind and place; never its message, which may quote a value. Settings on trial are taken for its cause."""
    assembly.trial.bug()
    _log.error("bug", extra={"fields": {"kind": type(error).__name__, "place": place_of(error)}})


def _tell_ready() -> None:
    """Append the time to the file KIOSK_READY names."""
    named = os.environ.get("KIOSK_READY")
    if named:
        with Path(named).open("a", encoding="ascii") as lines:
            lines.write(f"{monotonic():.6f}\n")
