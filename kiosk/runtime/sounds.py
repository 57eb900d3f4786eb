"""The few sounds the kiosk makes, from sines: short, low, and never two at once."""

from __future__ import annotations

import io
import logging
from functools import lru_cache
from math import pi, sin
from typing import TYPE_CHECKING

from kiosk.visit.effects import Sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.runtime.lanes import Lane

_log = logging.getLogger("sound")

RATE = 22_050
LOUDNESS = 0.25
FADE_S = 0.012

NOTES: dict[Sound, tuple[tuple[float, float], ...]] = {
    Sound.SCANNED: ((784.0, 0.09),),
    Sound.NOT_UNDERSTOOD: ((294.0, 0.14), (247.0, 0.18)),
    Sound.STILL_THERE: ((523.0, 0.18), (0.0, 0.12), (523.0, 0.18)),
    Sound.DONE: ((523.0, 0.1), (659.0, 0.1), (784.0, 0.16)),
}
"""Hertz and seconds of each tone."""

LONGEST_S = 3.0


@lru_cache(maxsize=8)
def wav(sound: Sound) -> bytes:
    """Give a sound as a WAV: mono, 16 bit."""
    frames = bytearray()
    for hertz, seconds in NOTES[sound]:
        count = int(RATE * seconds)
        for i in range(count):
            edge = min(i, count - i) / (RATE * FADE_S)
            value = sin(2 * pi * hertz * i / RATE) * LOUDNESS * min(1.0, edge)
            frames += int(value * 32767).to_bytes(2, "little", signed=True)
    import wave

    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(frames))
    return out.getvalue()


class Loudspeaker:
    """Plays sounds through a command that reads a WAV. A kiosk without one is silent, and says so once in the log."""

    def __init__(self, *, lane: Lane, player: tuple[str, ...]) -> None:
        """Take the lane to play in and the command; an empty command is silence by choice."""
        self._lane = lane
        self._player = player

    def play(self, sound: Sound) -> None:
        """Play a sound, soon."""
        if self._player:
            self._lane.do(lambda: self._run(sound))

    def _run(self, sound: Sound) -> None:
        """Run the command; give up on sound when there is none."""
        import subprocess

        try:
            subprocess.run(  # noqa: S603 - the command stands in the settings, and its input is ours
                self._player, input=wav(sound), capture_output=True, timeout=LONGEST_S, check=True
            )
        except (OSError, subprocess.SubprocessError):
            self._player = ()
            _log.warning("no sound", extra={"fields": {"reason": "player"}})


def sounding(loudspeaker: Loudspeaker, beep: Callable[[Sound], None]) -> Callable[[Sound], None]:
    """Sound from the loudspeaker and from the scanner, where each can."""

    def play(sound: Sound) -> None:
        loudspeaker.play(sound)
        beep(sound)

    return play
