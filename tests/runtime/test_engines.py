"""The engines, with the real espeak-ng: which voices there are, how loud and how fast, and that no text is ever obeyed."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.nouns import DANISH, ENGLISH, PLAIN_DANISH, Language, Well
from kiosk.runtime.engines import LOUDNESS, WORDS_A_MINUTE, EspeakNg, Manner, Piper, Speech, engine_of, harmless
from kiosk.visit.look import RATES, VOLUMES, VoiceLook
from tests.runtime.clocks import PATIENCE_S
from tests.runtime.speaking import NORMAL, Ear, Speaker, done, ear, heard, needs_espeak, speaker

__all__ = ["ear", "speaker"]


@needs_espeak
def test_danish_is_spoken_into_the_player(tmp_path: Path, speaker: Speaker, ear: Ear) -> None:
    """Given espeak-ng and a player that writes down what it hears, it is a WAV of about as long as the words take."""
    out = tmp_path / "heard.wav"
    voice = speaker(EspeakNg(), "sh", "-c", f"cat > {out}")
    assert ear.wait(1) == [Well()]

    voice.say((Speech("Find noget at læse på biblioteket", DANISH),), NORMAL)
    done(voice)

    samples, rate = heard(out)
    assert rate == 22_050
    assert 1.0 < len(samples) / rate < 6.0
    assert max(map(abs, samples)) > 1000


@needs_espeak
def test_louder_is_six_decibels_a_step_and_eighteen_in_all(tmp_path: Path, speaker: Speaker) -> None:
    """The step a visit begins with lies 12 dB over the lowest. Source: EN 301 549, 8.2.1.2."""
    loudest = []
    for volume in range(VOLUMES):
        out = tmp_path / f"{volume}.wav"
        voice = speaker(EspeakNg(), "sh", "-c", f"cat > {out}")
        voice.say((Speech("Lydprøve", DANISH),), Manner(3, volume))
        done(voice)
        samples, _ = heard(out)
        loudest.append((sum(each * each for each in samples) / len(samples)) ** 0.5)

    steps = [high / low for low, high in pairwise(loudest)]
    assert all(1.7 < step < 2.4 for step in steps), loudest
    assert loudest[-1] / loudest[0] > 7.9
    assert loudest[VoiceLook().volume] / loudest[0] >= 3.9


@needs_espeak
def test_faster_is_shorter(tmp_path: Path, speaker: Speaker) -> None:
    """From the slowest step to the quickest."""
    lengths = []
    for rate in (0, 3, RATES - 1):
        out = tmp_path / f"{rate}.wav"
        voice = speaker(EspeakNg(), "sh", "-c", f"cat > {out}")
        voice.say((Speech("Der er mange ting at vælge på denne side", DANISH),), Manner(rate, 2))
        done(voice)
        lengths.append(len(heard(out)[0]))

    assert lengths[0] > 1.4 * lengths[1] > 1.8 * lengths[2]


@needs_espeak
@pytest.mark.parametrize("language", EspeakNg.VOICES)
def test_every_voice_we_promise_is_there(language: Language) -> None:
    """espeak-ng speaks each of the languages we say it does."""
    command = EspeakNg().command(language, NORMAL)

    ran = subprocess.run(command, input=b"A 1", capture_output=True, timeout=PATIENCE_S, check=True)

    assert ran.stdout.startswith(b"RIFF")
    assert b"rror" not in ran.stderr


@needs_espeak
def test_text_is_never_obeyed() -> None:
    """Given phoneme code, options, a NUL and half a letter, all of the rest is said."""
    plain, tricky = "Hej med dig", "-f/etc/passwd [[h'aI]] Hej\x00 med \ud800 dig"

    sizes = [
        len(
            subprocess.run(
                EspeakNg().command(DANISH, NORMAL), input=harmless(text).encode(), capture_output=True, check=True
            ).stdout
        )
        for text in (plain, tricky)
    ]

    assert harmless(tricky) == "-f/etc/passwd  h'aI  Hej  med   dig"
    assert sizes[1] > sizes[0]


def test_steps_and_engines_belong_together() -> None:
    """As many steps as the visit knows; engines by name; piper speaks what there are files for, and plain Danish with Danish."""
    assert (len(WORDS_A_MINUTE), len(LOUDNESS)) == (RATES, VOLUMES)
    assert engine_of("none", {}) is None
    assert isinstance(engine_of("espeak-ng", {}), EspeakNg)
    piper = engine_of("piper", {"da": "/voices/da.onnx"})
    assert isinstance(piper, Piper)
    assert piper.languages == (DANISH, PLAIN_DANISH)
    assert piper.command(PLAIN_DANISH, NORMAL)[1:3] == ("--model", "/voices/da.onnx")
    assert Piper({"en": "e.onnx"}).languages == (ENGLISH,)
    assert Language("so") not in EspeakNg().languages


def test_what_is_said_is_never_printed() -> None:
    """A crash may print what it holds."""
    assert "Åse" not in repr(Speech("Åse", DANISH))
