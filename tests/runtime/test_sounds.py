"""The sounds: good WAV files, short, never loud, and a kiosk without a loudspeaker goes on."""

from __future__ import annotations

import io
import threading
import wave
from array import array
from pathlib import Path

import pytest

from kiosk.runtime.lanes import Lane
from kiosk.runtime.sounds import LONGEST_S, LOUDNESS, RATE, Loudspeaker, wav
from kiosk.visit.effects import Sound
from tests.runtime.clocks import PATIENCE_S


@pytest.mark.parametrize("sound", Sound)
def test_every_sound_is_a_wav_that_a_stranger_can_read(sound: Sound) -> None:
    """Mono, 16 bit, 22,050 a second, under a second long, not silent, and it begins and ends without a click."""
    with wave.open(io.BytesIO(wav(sound))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        samples = array("h", file.readframes(file.getnframes()))

    assert 0.05 < len(samples) / RATE < min(1.0, LONGEST_S)
    assert 0.5 * LOUDNESS * 32767 < max(map(abs, samples)) <= LOUDNESS * 32767
    assert abs(samples[0]) < 200
    assert abs(samples[-1]) < 700


def test_no_two_sounds_are_the_same() -> None:
    """A visitor can tell them apart."""
    assert len({wav(sound) for sound in Sound}) == len(Sound)


def play(player: tuple[str, ...], *sounds: Sound) -> None:
    """Play and wait until the lane has done it."""
    lane = Lane("sound")
    lane.start()
    speaker = Loudspeaker(lane=lane, player=player)
    for sound in sounds:
        speaker.play(sound)
        played = threading.Event()
        lane.do(played.set)
        assert played.wait(PATIENCE_S)
    lane.stop()


def test_the_player_gets_the_sound_on_its_standard_input(tmp_path: Path) -> None:
    """Given a player that writes down what it hears, it is the WAV."""
    heard = tmp_path / "heard.wav"

    play(("tee", str(heard)), Sound.SCANNED)

    assert heard.read_bytes() == wav(Sound.SCANNED)


@pytest.mark.parametrize("player", [("no-such-player",), ("false",)])
def test_without_a_loudspeaker_it_is_said_once_and_not_tried_again(
    player: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    """Given a player that is not there or fails, one line in the log, and silence."""
    play(player, Sound.DONE, Sound.DONE, Sound.DONE)

    assert [record.getMessage() for record in caplog.records] == ["no sound"]


def test_silence_by_choice_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """Given an empty command, nothing is played and nothing is said."""
    play((), Sound.DONE)

    assert caplog.records == []
