"""The voice: a lane in which an engine speaks into a player, one utterance at a time, and falls silent when it is told to."""

from __future__ import annotations

import contextlib
import io
import logging
import shutil
import subprocess
import threading
import wave
from functools import partial
from typing import TYPE_CHECKING, Protocol

from kiosk.nouns import Lost, Well
from kiosk.runtime.engines import harmless
from kiosk.runtime.lanes import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.nouns import Health
    from kiosk.runtime.engines import Engine, Manner, Speech

_log = logging.getLogger("voice")

LOOK_AGAIN_S = 30.0
"""How often a voice that is lost is looked for: a loudspeaker may be plugged in."""

PROBE_S = 5.0
LONGEST_S = 300.0
"""How long one utterance may take; a player that hangs is ended then."""


class Voice(Protocol):
    """Whoever says what is to be said."""

    def say(self, speeches: tuple[Speech, ...], manner: Manner, *, after: bool = False) -> None:
        """Say this now, and stop whatever is being said; or `after` it."""

    def stop(self) -> None:
        """Be silent at once, and forget what waits."""


class ProgramVoice:
    """Speaks through two programs, the engine and the player. Every call returns at once; the work is in a lane of its own."""

    def __init__(self, *, engine: Engine, player: tuple[str, ...], on_health: Callable[[Health], None]) -> None:
        """Take the engine, the command that plays a WAV from its standard input, and whom to tell whether sound comes out."""
        self._engine = engine
        self._player = player
        self._on_health = on_health
        self._lane = Lane("voice", begin=self._look, tick=self._look_if_lost, every=LOOK_AGAIN_S)
        self._lock = threading.Lock()
        self._turn = 0
        self._speaking: tuple[subprocess.Popen[bytes], ...] = ()
        self._health: Health | None = None

    def start(self) -> None:
        """Look whether there is a voice, and begin."""
        self._lane.start()

    def say(self, speeches: tuple[Speech, ...], manner: Manner, *, after: bool = False) -> None:
        """Say this now, or after what is being said."""
        if not after:
            self.stop()
        for speech in speeches:
            self._lane.do(partial(self._speak, speech, manner, self._turn))

    def stop(self) -> None:
        """End both programs; what waits finds that its turn is over."""
        with self._lock:
            self._turn += 1
            for program in self._speaking:
                program.kill()

    def close(self) -> None:
        """Fall silent, and end the lane."""
        self.stop()
        self._lane.stop()

    # -------------------------------------------------------------------------------------------------- in the lane

    def _speak(self, speech: Speech, manner: Manner, turn: int) -> None:
        """Say one utterance to its end, unless its turn is over."""
        try:
            with self._lock:
                if turn != self._turn:
                    return
                self._speaking = self._programs(self._engine.command(speech.language, manner))
            self._told(harmless(speech.text).encode())
            failed = self._waited()
        except FileNotFoundError as error:
            failed = "no_sound" if error.filename == self._player[0] else "no_engine"
        with self._lock:
            stopped = turn != self._turn
            self._speaking = ()
        if failed and not stopped:
            self._tell(Lost(failed))

    def _programs(self, command: tuple[str, ...]) -> tuple[subprocess.Popen[bytes], ...]:
        """Start the engine, which has most to do before it speaks, and the player behind it."""
        engine = subprocess.Popen(  # noqa: S603 - one of our own engines; the text goes to its standard input
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            player = subprocess.Popen(  # noqa: S603 - the command stands in the settings
                self._player, stdin=engine.stdout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except OSError:
            engine.kill()
            engine.communicate()
            raise
        if engine.stdout is not None:
            engine.stdout.close()
        return engine, player

    def _told(self, text: bytes) -> None:
        """Hand the engine its text; one that was just ended takes none."""
        pipe = self._speaking[0].stdin
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.write(text)
                pipe.flush()
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    def _waited(self) -> str:
        """Wait for both; give what failed, if anything."""
        codes = []
        for program in self._speaking:
            try:
                codes.append(program.wait(LONGEST_S))
            except subprocess.TimeoutExpired:
                program.kill()
                codes.append(program.wait())
        engine, player = codes
        return "no_sound" if player else "no_engine" if engine else ""

    def _look(self) -> None:
        """Play a blink of silence: whether there is an engine, a player and a sound card."""
        if shutil.which(self._engine.program) is None:
            self._tell(Lost("no_engine"))
            return
        try:
            subprocess.run(  # noqa: S603 - the command stands in the settings
                self._player, input=silence(), capture_output=True, timeout=PROBE_S, check=True
            )
        except (OSError, subprocess.SubprocessError, IndexError):
            self._tell(Lost("no_sound"))
        else:
            self._tell(Well())

    def _look_if_lost(self) -> None:
        """Look again for what was not there."""
        if isinstance(self._health, Lost):
            self._look()

    def _tell(self, health: Health) -> None:
        """Tell what is new, and log it once."""
        if health == self._health:
            return
        if isinstance(health, Lost):
            _log.warning("no voice", extra={"fields": {"reason": health.why}})
        elif self._health is not None:
            _log.info("voice back")
        self._health = health
        self._on_health(health)


def silence(seconds: float = 0.02, rate: int = 22_050) -> bytes:
    """Give a WAV of nothing."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(2 * int(seconds * rate)))
    return out.getvalue()
